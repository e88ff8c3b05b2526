import { centreOf, grow } from './rect.ts';
import type { Point, Rect } from './rect.ts';
import type { SpatialIndex } from './spatial-index.ts';

/** At most this many machines are mounted as documents; the pixel layer draws the rest. */
export const mountLimit = 60;

export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

/** The part of the world that a viewport shows. `x`, `y` of the viewport are the screen position of the world's origin. */
export function worldWindow(viewport: Viewport, width: number, height: number): Rect {
  return { x: -viewport.x / viewport.zoom, y: -viewport.y / viewport.zoom, width: width / viewport.zoom, height: height / viewport.zoom };
}

export function toWorld(viewport: Viewport, point: Point): Point {
  return { x: (point.x - viewport.x) / viewport.zoom, y: (point.y - viewport.y) / viewport.zoom };
}

/** Items in the window or up to `margin` beside it, nearest its centre first, at most `mountLimit`. */
export function visibleItems(index: SpatialIndex, rects: readonly Rect[], window: Rect, margin: number): number[] {
  const centre = centreOf(window);
  const found = index.within(grow(window, margin)).map((item) => {
    const middle = centreOf(rects[item] as Rect);
    return { item, distance: Math.hypot(middle.x - centre.x, middle.y - centre.y) };
  });
  return found
    .sort((a, b) => a.distance - b.distance || a.item - b.item)
    .slice(0, mountLimit)
    .map((entry) => entry.item);
}

/**
 * The next state of what is mounted: what is mounted and still wanted stays as it is, and new ones (and ones that shall change to another
 * level) follow in the order
 * of `wanted` until `budget` is used up, at least one per frame. So no frame is long, however much comes into view at once.
 */
export function nextMounted<L>(
  mounted: ReadonlyMap<string, L>,
  wanted: readonly string[],
  level: L,
  costOf: (key: string) => number,
  budget: number,
): Map<string, L> {
  const next = new Map<string, L>();
  let left = budget;
  for (const key of wanted) {
    const present = mounted.get(key);
    if (present === level) next.set(key, level);
    else if (left > 0) {
      next.set(key, level);
      left -= costOf(key);
    } else if (present !== undefined) next.set(key, present);
  }
  return next;
}

/** Viewport in which the rectangle fills `width` × `height` screen pixels with `padding` around, not above `zoomLimit`. */
export function viewportFitting(rect: Rect, width: number, height: number, padding: number, zoomLimit: number): Viewport {
  const zoom = Math.min(zoomLimit, (width - 2 * padding) / Math.max(1, rect.width), (height - 2 * padding) / Math.max(1, rect.height));
  return { zoom, x: width / 2 - (rect.x + rect.width / 2) * zoom, y: height / 2 - (rect.y + rect.height / 2) * zoom };
}
