import { expect, it } from 'vitest';
import { checkSeed } from './check-seed.ts';
import { storyEnds, usualLimits } from './limits.ts';

it.each([
  [{ ...usualLimits, componentRuns: 500 }, 'more than 500 component runs'],
  [{ ...usualLimits, workMs: 0 }, 'more than 0 s of processor time'],
])('a life that takes too much ends with that as its only violation: %o', (limits, message) => {
  expect(checkSeed(3, undefined, limits).violations).toEqual([{ atMs: expect.any(Number) as number, invariant: storyEnds, message }]);
});

it('component runs are counted, not measured: they end a life at the same moment always', () => {
  const ends = (): number | undefined => checkSeed(3, undefined, { ...usualLimits, componentRuns: 500 }).violations[0]?.atMs;
  expect(ends()).toBe(ends());
});
