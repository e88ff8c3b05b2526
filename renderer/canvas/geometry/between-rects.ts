import { centreOf, type Point, type Rect } from './rect.ts';

/** Where the line from the middle of one rectangle to that of another leaves the one and enters the other. */
export function betweenRects(one: Rect, other: Rect): { from: Point; to: Point } {
  const [a, b] = [centreOf(one), centreOf(other)];
  return { from: leaves(one, a, b), to: leaves(other, b, a) };
}

function leaves({ width, height }: Rect, from: Point, towards: Point): Point {
  const [dx, dy] = [towards.x - from.x, towards.y - from.y];
  const share = Math.min(1, ...[[width / 2, dx] as const, [height / 2, dy] as const].map(([half, d]) => (d === 0 ? Infinity : half / Math.abs(d))));
  return { x: from.x + dx * share, y: from.y + dy * share };
}
