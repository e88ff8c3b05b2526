import fc from 'fast-check';
import { expect, it } from 'vitest';
import { flowDots, shortRate } from './flow-dots.ts';

const rate = fc.double({ min: 0.1, max: 1e6, noNaN: true });

it('more requests never stand further apart, nor on a thinner line', () => {
  fc.assert(fc.property(rate, rate, (one, two) => {
    const [few, many] = [flowDots(Math.min(one, two), 0), flowDots(Math.max(one, two), 0)];
    expect(many.gap).toBeLessThanOrEqual(few.gap);
    expect(many.width).toBeGreaterThanOrEqual(few.width);
  }));
});

it.each([[0, 0], [0.009, 0], [0.01, 100], [0.25, 4], [0.5, 2], [0.9, 1], [1, 1]])('of %d failing every %ith dot fails', (failed, every) => {
  expect(flowDots(100, failed).failedEvery).toBe(every);
});

it.each([[0.5, '0.5'], [7.4, '7'], [1_240, '1,240'], [25_000, '25K'], [0, '0']])('%d is written %s', (rps, text) => {
  expect(shortRate(rps, 'en')).toBe(text);
});
