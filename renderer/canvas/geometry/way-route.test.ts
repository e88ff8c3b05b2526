import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wayBetween, type WayStop } from './way-route.ts';

const machine = { x: 500, y: 100, width: 276, height: 300 };
const other = { x: 800, y: 100, width: 276, height: 300 };
const card: WayStop = { at: { x: 100, y: 50 } };
const port: WayStop = { at: { x: 500, y: 176 }, machine };

describe('the way of a request', () => {
  it('leads from a card above all machines to the port', () => {
    expect(wayBetween(card, port, 100)).toEqual([{ x: 100, y: 50 }, { x: 124, y: 50 }, { x: 124, y: 94 }, { x: 494, y: 94 }, { x: 494, y: 176 }, { x: 500, y: 176 }]);
  });

  it('leads from one machine to another by both gutters', () => {
    const there: WayStop = { at: { x: 800, y: 176 }, machine: other };
    expect(wayBetween({ at: { x: 508, y: 200 }, machine }, there, 100).map(({ x }) => x)).toEqual([508, 494, 494, 794, 794, 800]);
  });

  it('goes on within a machine', () => {
    const way = wayBetween(port, { at: { x: 660, y: 240 }, over: { x: 645, y: 140 }, machine }, 100);
    expect(way).toEqual([{ x: 500, y: 176 }, { x: 504, y: 176 }, { x: 504, y: 140 }, { x: 645, y: 140 }, { x: 645, y: 240 }, { x: 660, y: 240 }]);
  });

  it('is at right angles, and begins and ends where it should', () => {
    const stop = fc.record({ at: fc.record({ x: fc.integer({ min: -500, max: 1200 }), y: fc.integer({ min: 0, max: 600 }) }), machine: fc.option(fc.constantFrom(machine, other), { nil: undefined }), isPod: fc.boolean() })
      .map(({ at, machine: on, isPod }): WayStop => ({ at, ...(on ? { machine: on, ...(isPod ? { over: { x: at.x - 15, y: at.y - 20 } } : {}) } : {}) }));
    fc.assert(fc.property(stop, stop, (from, to) => {
      const way = wayBetween(from, to, 100);
      expect(way[0]).toEqual(from.at);
      expect(way.at(-1)).toEqual(to.at);
      way.slice(1).forEach((point, index) => { expect(point.x === way[index]?.x || point.y === way[index]?.y).toBe(true); });
    }));
  });
});
