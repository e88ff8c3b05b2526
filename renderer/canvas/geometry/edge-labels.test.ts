import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from './edge-labels.ts';
import { intersects } from './rect.ts';

const size = { width: 40, height: 12 };
const down = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 200 }, { x: 30, y: 200 }];

describe('labels of edges', () => {
  it('stand in the middle of the longest part of the way, written along it', () => {
    expect(placeLabels([{ id: 'a', points: down, ...size }])).toEqual([{ id: 'a', at: { x: 10, y: 100 }, isUpright: true }]);
    expect(placeLabels([{ id: 'a', points: [{ x: 0, y: 5 }, { x: 100, y: 5 }], ...size }])).toEqual([{ id: 'a', at: { x: 50, y: 5 }, isUpright: false }]);
  });

  it('have none where there is no room', () => {
    expect(placeLabels([{ id: 'a', points: [{ x: 0, y: 0 }, { x: 0, y: 30 }], ...size }])).toEqual([]);
    expect(placeLabels([{ id: 'a', points: [], ...size }])).toEqual([]);
  });

  it('give way to each other', () => {
    const placed = placeLabels(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, points: down, ...size })));
    expect(placed.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(new Set(placed.map(({ at }) => at.y)).size).toBe(3);
  });

  it('give way to what stands there already', () => {
    const [placed] = placeLabels([{ id: 'a', points: down, ...size }], [{ x: 0, y: 70, width: 50, height: 60 }]);
    expect(placed?.at).toEqual({ x: 10, y: 48.2 });
  });

  it('never overlap', () => {
    const way = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(fc.property(fc.array(way, { maxLength: 12 }), (ways) => {
      const placed = placeLabels(ways.map(([x, y, length], id) => ({ id: String(id), points: [{ x: 0, y }, { x, y }, { x, y: y + length }], ...size })));
      const boxes = placed.map(({ at, isUpright }) => (isUpright ? { x: at.x - 6, y: at.y - 20, width: 12, height: 40 } : { x: at.x - 20, y: at.y - 6, width: 40, height: 12 }));
      boxes.forEach((box, index) => { for (const other of boxes.slice(index + 1)) expect(intersects(box, other)).toBe(false); });
    }));
  });
});
