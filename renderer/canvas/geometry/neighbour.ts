import { centreOf } from './rect.ts';
import type { Rect } from './rect.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The sibling that an arrow key goes to: the nearest one whose centre lies within the direction's quarter turn, else the nearest one
 * further along at all.
 * Sideways distance counts double. undefined: nothing lies that way.
 */
export function neighbourOf<T>(from: Rect, candidates: readonly { item: T; rect: Rect }[], direction: Direction): T | undefined {
  const start = centreOf(from);
  const horizontal = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  let best: { item: T; score: number } | undefined;
  for (const { item, rect } of candidates) {
    const centre = centreOf(rect);
    const along = (horizontal ? centre.x - start.x : centre.y - start.y) * sign;
    const aside = Math.abs(horizontal ? centre.y - start.y : centre.x - start.x);
    if (along <= 0.5) continue;
    const outside = aside > along ? 100_000 : 0;
    const score = outside + along + 2 * aside;
    if (!best || score < best.score) best = { item, score };
  }
  return best?.item;
}
