import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateAt, ratePlace, rateStep, rateTrackEnd } from './rate.ts';

test('a rate that the handle was put at stands where it was put, within its rounding', () => {
  fc.assert(fc.property(fc.double({ min: 0.02, max: 1, noNaN: true }), (fraction) => {
    expect(Math.abs(ratePlace(rateAt(fraction)) - fraction)).toBeLessThan(0.06);
  }));
  expect([rateAt(0), rateAt(-1), rateAt(1), rateAt(2)]).toEqual([0, 0, rateTrackEnd, rateTrackEnd]);
});

test('steps lead on from every rate, and back', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 90_000 }), (rps) => {
    expect(rateStep(rps, 1)).toBeGreaterThan(rps);
    expect(rateStep(rps, -1)).toBeLessThanOrEqual(Math.max(0, rps - 1) + 0.5);
  }));
});

test.each([[100, 1, 110], [0, 1, 1], [1, -1, 0], [0, -1, 0], [1000, -1, 910]] as const)('from %i by %i to %i', (from, direction, to) => {
  expect(rateStep(from, direction)).toBe(to);
});
