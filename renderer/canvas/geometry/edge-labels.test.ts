import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels, type EdgeLabel } from './edge-labels.ts';
import { grow, intersects, type Rect } from './rect.ts';

const size = { width: 40, height: 12 };
const down = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 200 }, { x: 30, y: 200 }];
const bundleWidth = (ids: readonly string[]): number => 40 + 10 * ids.length;
const place = (labels: readonly EdgeLabel[], rest: { obstacles?: readonly Rect[]; solids?: readonly Rect[] } = {}) => placeLabels(labels, { bundleWidth, ...rest });

describe('labels of edges', () => {
  it('stand in the middle of the longest part of the way, written along it', () => {
    expect(place([{ id: 'a', points: down, ...size }])).toEqual([{ ids: ['a'], at: { x: 10, y: 100 }, isUpright: true }]);
    expect(place([{ id: 'a', points: [{ x: 0, y: 5 }, { x: 100, y: 5 }], ...size }])).toEqual([{ ids: ['a'], at: { x: 50, y: 5 }, isUpright: false }]);
  });

  it('stand beside an edge that is too short for them, clear of what is written on cards', () => {
    const stub = [{ x: 18, y: 40 }, { x: 18, y: 46 }];
    const cards = [{ x: 0, y: 0, width: 168, height: 40 }, { x: 0, y: 46, width: 168, height: 90 }];
    expect(place([{ id: 'a', points: stub, ...size }], { solids: cards })).toEqual([{ ids: ['a'], at: { x: 41, y: 43 }, isUpright: false }]);
  });

  it('take a way that goes on straight as one', () => {
    const broken = [{ x: 0, y: 20 }, { x: 30, y: 20 }, { x: 30, y: 20 }, { x: 60, y: 20 }];
    expect(place([{ id: 'a', points: broken, ...size }])).toEqual([{ ids: ['a'], at: { x: 30, y: 20 }, isUpright: false }]);
  });

  it.each([[1, 36, 3], [1.4, 36, 2], [1.4, 97, 2], [2.4, 36, 2]])('stand clear of the names on cards where gaps are narrow, together rather than far away: text %d times as large, %d wide', (scale, width, places) => {
    const cards = [{ x: -361, y: 46, width: 145, height: 68 }, { x: -176, y: 46, width: 152, height: 54 }, { x: 12, y: 46, width: 168, height: 54 }, { x: 12, y: 106, width: 168, height: 116 }];
    const ways = [[{ x: -216, y: 66 }, { x: -176, y: 66 }], [{ x: -24, y: 66 }, { x: 12, y: 66 }], [{ x: 30, y: 100 }, { x: 30, y: 106 }]];
    const label = { width: width * scale, height: 13 * scale };
    const placed = place(ways.map((points, id) => ({ id: String(id), points, ...label })), { solids: cards });
    expect(placed.flatMap(({ ids }) => ids).sort()).toEqual(['0', '1', '2']);
    expect(placed).toHaveLength(places);
    for (const { at, isUpright } of placed) {
      const [across, along] = isUpright ? [label.height, label.width] : [label.width, label.height];
      const box = { x: at.x - across / 2, y: at.y - along / 2, width: across, height: along };
      for (const card of cards) expect(intersects(box, grow(card, -4))).toBe(false);
    }
  });

  it('have none where there is no way', () => {
    expect(place([{ id: 'a', points: [], ...size }])).toEqual([]);
  });

  it('give way to each other', () => {
    const placed = place(['a', 'b', 'c'].map((id) => ({ id, points: down, ...size })));
    expect(placed.map(({ ids }) => ids)).toEqual([['a'], ['b'], ['c']]);
    expect(new Set(placed.map(({ at }) => at.y)).size).toBe(3);
  });

  it('give way to what stands there already', () => {
    const obstacle = { x: 0, y: 70, width: 50, height: 60 };
    const [placed] = place([{ id: 'a', points: down, ...size }], { obstacles: [obstacle] });
    expect(placed?.at.x).toBe(10);
    expect(Math.abs((placed?.at.y ?? 0) - 100)).toBeGreaterThan(50);
  });

  it('are bundled with the nearest where there is no room for each, and stand even where there is room for none', () => {
    const wall = [{ x: 11, y: -500, width: 500, height: 1_000 }, { x: -500, y: -500, width: 509, height: 1_000 }];
    const line = [{ x: 10, y: 0 }, { x: 10, y: 60 }];
    const placed = place(['a', 'b', 'c'].map((id) => ({ id, points: line, ...size })), { solids: wall });
    expect(placed).toHaveLength(1);
    expect([...placed[0]?.ids ?? []].sort()).toEqual(['a', 'b', 'c']);
    expect(place([{ id: 'a', points: [{ x: 0, y: 0 }, { x: 0, y: 4 }], ...size }], { obstacles: [{ x: -99, y: -99, width: 198, height: 198 }] })).toMatchObject([{ ids: ['a'] }]);
  });

  it('never overlap, and none is missing', () => {
    const way = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(fc.property(fc.array(way, { minLength: 1, maxLength: 12 }), (ways) => {
      const labels = ways.map(([x, y, length], id) => ({ id: String(id), points: [{ x: 0, y }, { x, y }, { x, y: y + length }], ...size }));
      const placed = place(labels);
      expect(placed.flatMap(({ ids }) => ids).sort()).toEqual(labels.map(({ id }) => id).sort());
      const boxes = placed.map(({ ids, at, isUpright }) => {
        const width = ids.length > 1 ? bundleWidth(ids) : 40;
        return isUpright ? { x: at.x - 6, y: at.y - width / 2, width: 12, height: width } : { x: at.x - width / 2, y: at.y - 6, width, height: 12 };
      });
      boxes.forEach((box, index) => { for (const other of boxes.slice(index + 1)) expect(intersects(box, other)).toBe(false); });
    }));
  });
});
