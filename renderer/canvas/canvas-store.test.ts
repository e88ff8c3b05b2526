import { describe, expect, it } from 'vitest';
import { motionLevel, shownArrival, type MotionLevel } from './canvas-store.ts';

describe('motion', () => {
  it.each<[running: boolean, speed: number, reduced: boolean, level: MotionLevel, isCrowded?: boolean]>([
    [false, 1, false, 'still'],
    [false, 1_000, true, 'still'],
    [true, 1, false, 'full'],
    [true, 10, false, 'full'],
    [true, 11, false, 'result'],
    [true, 100, false, 'result'],
    [true, 101, false, 'none'],
    [true, 1, true, 'result'],
    [true, 1, false, 'none', true],
    [false, 1, false, 'still', true],
  ])('running %s at %i×, reduced %s: %s', (running, speed, reduced, level, isCrowded = false) => {
    expect(motionLevel({ running, speed, reduced, isCrowded })).toBe(level);
  });

  it('lets a bound pod travel only when everything moves, and nothing while the clock stands', () => {
    const bound = { kind: 'bound', from: { x: 0, y: 0, width: 1, height: 1 } } as const;
    expect(shownArrival(bound, 'full')).toBe('travels');
    expect(shownArrival(bound, 'result')).toBe('appears');
    expect(shownArrival({ kind: 'created' }, 'full')).toBe('appears');
    expect(shownArrival(bound, 'none')).toBeUndefined();
    expect(shownArrival(bound, 'still')).toBeUndefined();
    expect(shownArrival(undefined, 'full')).toBeUndefined();
  });
});
