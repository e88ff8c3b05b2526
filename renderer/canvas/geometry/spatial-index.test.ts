import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsPoint, intersects } from './rect.ts';
import type { Rect } from './rect.ts';
import { SpatialIndex } from './spatial-index.ts';

const number = fc.integer({ min: -3_000, max: 3_000 });
const rect: fc.Arbitrary<Rect> = fc.record({
  x: number,
  y: number,
  width: fc.integer({ min: 1, max: 900 }),
  height: fc.integer({ min: 1, max: 900 }),
});

describe('SpatialIndex', () => {
  it('finds exactly what a scan finds, after moves and removals', () => {
    fc.assert(
      fc.property(
        fc.array(rect, { maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(39), fc.option(rect)), { maxLength: 20 }),
        rect,
        (first, changes, window) => {
          const index = new SpatialIndex(256);
          const model = new Map<number, Rect>();
          first.forEach((item, number_) => {
            index.set(number_, item);
            model.set(number_, item);
          });
          for (const [item, moved] of changes) {
            if (moved) {
              index.set(item, moved);
              model.set(item, moved);
            } else {
              index.delete(item);
              model.delete(item);
            }
          }
          const expected = [...model]
            .filter(([, item]) => intersects(item, window))
            .map(([item]) => item)
            .sort((a, b) => a - b);
          expect(index.within(window)).toEqual(expected);
          const point = { x: window.x, y: window.y };
          expect(index.at(point)).toBe(Math.max(-1, ...[...model].filter(([, item]) => containsPoint(item, point)).map(([item]) => item)));
        },
      ),
    );
  });
});
