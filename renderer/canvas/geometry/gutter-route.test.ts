import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gutterRoute } from './gutter-route.ts';
import type { Point, Rect } from './rect.ts';

const box = (column: number, row: number): Rect => ({ x: column * 112, y: row * 112, width: 100, height: 100 });
const legs = (points: readonly Point[]): [Point, Point][] => points.slice(1).map((point, index) => [points[index] as Point, point]);

function goesThrough({ x, y, width, height }: Rect, [a, b]: [Point, Point]): boolean {
  return Math.max(a.x, b.x) > x && Math.min(a.x, b.x) < x + width && Math.max(a.y, b.y) > y && Math.min(a.y, b.y) < y + height;
}

describe('a way in the gutters', () => {
  it('is straight between neighbours', () => {
    const way = gutterRoute(box(0, 0), box(1, 0), []) ?? [];
    expect(way[0]).toEqual({ x: 100, y: 50 });
    expect(way.at(-1)).toEqual({ x: 112, y: 50 });
    expect(new Set(way.map(({ y }) => y)).size).toBe(1);
  });

  it('goes around what stands between', () => {
    const way = gutterRoute(box(0, 0), box(2, 0), [box(1, 0)]) ?? [];
    expect(way.length).toBeGreaterThan(2);
    for (const leg of legs(way)) expect(goesThrough(box(1, 0), leg)).toBe(false);
  });

  it('crosses no box, is at right angles, and begins and ends at the two', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 2, maxLength: 16, selector: ([x, y]) => `${x} ${y}` }), (cells) => {
      const boxes = cells.map(([column, row]) => box(column, row));
      const [one, other, ...others] = boxes as [Rect, Rect, ...Rect[]];
      const way = gutterRoute(one, other, others);
      if (!way) throw new Error('no way');
      const onEdge = ({ x, y, width, height }: Rect, point: Point | undefined): boolean =>
        point !== undefined && point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
      expect(onEdge(one, way[0]) && onEdge(other, way.at(-1))).toBe(true);
      for (const leg of legs(way)) {
        expect(leg[0].x === leg[1].x || leg[0].y === leg[1].y).toBe(true);
        expect(boxes.some((each) => goesThrough(each, leg))).toBe(false);
      }
    }));
  });

  it('is not looked for among very many', () => {
    expect(gutterRoute(box(0, 0), box(9, 9), Array.from({ length: 80 }, (_, index) => box(index % 9, 1 + Math.floor(index / 9))))).toBeUndefined();
  });
});
