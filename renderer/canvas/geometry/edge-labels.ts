import { grow, intersects, rectBetween } from './rect.ts';
import type { Point, Rect } from './rect.ts';

/** A label that wants a place on its edge. Sizes in world units. */
export interface EdgeLabel {
  id: string;
  points: readonly Point[];
  width: number;
  height: number;
}

export interface PlacedLabel {
  id: string;
  /** Its centre. */
  at: Point;
  /** Written upwards, along a way that goes up or down. */
  isUpright: boolean;
}

/** Free line that a label leaves at both of its ends. */
const margin = 6;
/** Along a part of the way, where it may stand; the middle first. */
const shares = [0.5, 0.3, 0.7, 0.15, 0.85];

/**
 * Puts labels on their edges, each along its longest straight part that has room for it, and none over another. One for which there is no room has no place.
 * @param obstacles where none may stand
 */
export function placeLabels(labels: readonly EdgeLabel[], obstacles: readonly Rect[] = []): PlacedLabel[] {
  const taken = [...obstacles];
  return labels.flatMap((label) => {
    const placed = placeOne(label, taken);
    if (!placed) return [];
    taken.push(grow(boxOf(label, placed), 1));
    return [placed];
  });
}

function placeOne({ id, points, width, height }: EdgeLabel, taken: readonly Rect[]): PlacedLabel | undefined {
  const parts = points.slice(1).map((to, index) => ({ from: points[index] as Point, to })).sort((a, b) => lengthOf(b) - lengthOf(a));
  for (const { from, to } of parts) {
    const free = lengthOf({ from, to }) - width - 2 * margin;
    if (free < 0) return undefined;
    for (const share of shares) {
      const along = (margin + width / 2 + free * share) / lengthOf({ from, to });
      const placed = { id, at: { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along }, isUpright: from.x === to.x };
      if (!taken.some((other) => intersects(other, boxOf({ width, height }, placed)))) return placed;
    }
  }
  return undefined;
}

function lengthOf({ from, to }: { from: Point; to: Point }): number {
  return Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
}

function boxOf({ width, height }: Pick<EdgeLabel, 'width' | 'height'>, { at, isUpright }: PlacedLabel): Rect {
  const [across, down] = isUpright ? [height, width] : [width, height];
  return rectBetween({ x: at.x - across / 2, y: at.y - down / 2 }, { x: at.x + across / 2, y: at.y + down / 2 });
}
