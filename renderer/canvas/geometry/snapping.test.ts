import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect } from './rect.ts';
import { snapRect } from './snapping.ts';

const box = (x: number, y: number, width = 100, height = 50): Rect => ({ x, y, width, height });

describe('snapping', () => {
  it.each([
    ['left edges', box(104, 300), [box(100, 0)], { x: 100 }],
    ['right edge to left edge', box(197, 300, 100), [box(300, 0)], { x: 200 }],
    ['centres', box(128, 300, 50), [box(100, 0)], { x: 125 }],
    ['tops', box(400, 4), [box(100, 0)], { y: 0 }],
    ['the 10 px grid when nothing is near', box(433, 238), [box(100, 0)], { x: 430, y: 240 }],
    ['an equal gap', box(251, 0), [box(0, 0), box(124, 0)], { x: 248 }],
  ] as [string, Rect, Rect[], Partial<Rect>][])('snaps %s', (_name, moving, others, expected) => {
    expect(snapRect(moving, others, 6)).toMatchObject(expected);
  });

  it('shows the length of an equal gap', () => {
    const guides = snapRect(box(251, 3), [box(0, 0), box(124, 0)], 6).guides;
    expect(guides).toContainEqual({ axis: 'y', at: 25, from: 224, to: 248, distance: 24 });
    expect(guides).toContainEqual({ axis: 'y', at: 0, from: 0, to: 348 });
  });

  it('never moves further than the catch distance or half a grid step', () => {
    const rect = fc.record({
      x: fc.integer({ min: 0, max: 900 }),
      y: fc.integer({ min: 0, max: 900 }),
      width: fc.integer({ min: 10, max: 300 }),
      height: fc.integer({ min: 10, max: 300 }),
    });
    fc.assert(
      fc.property(rect, fc.array(rect, { maxLength: 8 }), (moving, others) => {
        const snap = snapRect(moving, others, 6);
        expect(Math.abs(snap.x - moving.x)).toBeLessThanOrEqual(6);
        expect(Math.abs(snap.y - moving.y)).toBeLessThanOrEqual(6);
      }),
    );
  });
});
