import type { Point, Rect } from './geometry/rect.ts';
import type { ZoomLevel } from './geometry/zoom-level.ts';
import { toWorld, worldWindow } from './geometry/visible-window.ts';
import type { Viewport } from './geometry/visible-window.ts';

/**
 * The canvas' viewport, outside React: it changes every frame of a gesture, and what follows it (pixel layer, ground, minimap, overlays)
 * draws imperatively.
 */
export class ViewportState {
  viewport: Viewport = { x: 0, y: 0, zoom: 1 };
  /** Size of the canvas in CSS px, and its place in the window. */
  bounds: Rect = { x: 0, y: 0, width: 1, height: 1 };
  /** Between the start and the end of a pan or zoom. */
  moving = false;
  level: ZoomLevel = 'near';
  readonly #listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(change: Partial<Pick<ViewportState, 'viewport' | 'bounds' | 'moving' | 'level'>>): void {
    Object.assign(this, change);
    for (const listener of this.#listeners) listener();
  }

  window(): Rect {
    return worldWindow(this.viewport, this.bounds.width, this.bounds.height);
  }

  /** From window coordinates of a pointer event to the world. */
  worldAt(client: Point): Point {
    return toWorld(this.viewport, { x: client.x - this.bounds.x, y: client.y - this.bounds.y });
  }

  /** From the world to CSS px within the canvas. */
  toScreen(rect: Rect): Rect {
    const { x, y, zoom } = this.viewport;
    return { x: rect.x * zoom + x, y: rect.y * zoom + y, width: rect.width * zoom, height: rect.height * zoom };
  }

  contains(client: Point): boolean {
    const { x, y, width, height } = this.bounds;
    return client.x >= x && client.x < x + width && client.y >= y && client.y < y + height;
  }
}
