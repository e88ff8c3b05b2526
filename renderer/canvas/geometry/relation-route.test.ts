import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutLane } from './lane-layout.ts';
import type { LaneGroup } from './lane-layout.ts';
import { intersects, rectBetween } from './rect.ts';
import type { Point, Rect } from './rect.ts';
import { relationRoute } from './relation-route.ts';

const top = 46;

const groups = fc.array(fc.record({
  isFramed: fc.constant(true),
  stacks: fc.array(fc.array(fc.record({ height: fc.integer({ min: 40, max: 180 }), isSatellite: fc.boolean() }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 9 }),
}), { minLength: 1, maxLength: 4 }).map((list): LaneGroup[] => list.map((group, at) => ({
  ...group, namespace: `n${at}`,
  // What is set in comes last in a stack, and never alone.
  stacks: group.stacks.map((stack, row) => stack.toSorted((a, b) => Number(a.isSatellite) - Number(b.isSatellite))
    .map((item, index) => ({ ...item, isSatellite: index > 0 && item.isSatellite, key: `${at}/${row}/${index}` }))),
})));

function segments(points: readonly Point[]): Rect[] {
  return points.slice(1).map((point, index) => rectBetween(points[index] as Point, point));
}

describe('edges between cards', () => {
  it('come from outside the frame at right angles and never across a card', () => {
    const sources = fc.record({ y: fc.integer({ min: 0, max: 900 }), height: fc.integer({ min: 40, max: 100 }), away: fc.integer({ min: 20, max: 90 }), to: fc.nat(), order: fc.nat(9) });
    fc.assert(fc.property(groups, sources, (lane, source) => {
      const rects = [...layOutLane(lane, {}, top).cards.values()];
      const left = Math.min(...rects.map(({ x }) => x));
      const from = { x: left - source.away - 145, y: top + source.y, width: 145, height: source.height };
      const to = rects[source.to % rects.length] as Rect;
      const drawn = segments(relationRoute(from, to, source.order, top, [...rects, from]).points);
      expect(drawn.filter((segment) => (segment.width !== 0 && segment.height !== 0) || rects.some((rect) => intersects(rect, segment)))).toEqual([]);
    }), { numRuns: 200 });
  });

  it('run at right angles and never across a card', () => {
    // Some pairs of each lane: all pairs of two hundred cards are a lot of the same.
    const pairs = fc.array(fc.record({ from: fc.nat(), to: fc.nat(), order: fc.nat(9) }), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(groups, pairs, (lane, chosen) => {
      const { cards } = layOutLane(lane, {}, top);
      const rects = [...cards.values()];
      const wrong = chosen.flatMap((pair) => {
        const [from, to] = [rects[pair.from % rects.length] as Rect, rects[pair.to % rects.length] as Rect];
        const drawn = from === to ? [] : segments(relationRoute(from, to, pair.order, top, rects).points);
        return drawn.filter((segment) => (segment.width !== 0 && segment.height !== 0) || rects.some((rect) => intersects(rect, segment)));
      });
      expect(wrong).toEqual([]);
    }), { numRuns: 100 });
  });

  it.each<[string, Rect, Rect, string]>([
    ['neighbours of a stack', { x: 12, y: 46, width: 168, height: 54 }, { x: 12, y: 106, width: 168, height: 120 }, 'stub'],
    ['what belongs to the card above', { x: 24, y: 200, width: 156, height: 40 }, { x: 12, y: 46, width: 168, height: 120 }, 'rail'],
    ['cards of one column', { x: 12, y: 46, width: 168, height: 54 }, { x: 12, y: 300, width: 168, height: 120 }, 'gutter'],
    ['cards of two columns', { x: -180, y: 46, width: 168, height: 54 }, { x: 12, y: 300, width: 168, height: 120 }, 'gutter'],
  ])('%s', (_name, from, to, shape) => {
    expect(relationRoute(from, to, 0, top, [from, to]).shape).toBe(shape);
  });
});
