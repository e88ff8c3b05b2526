import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowDots, flowFate, shortRate } from './flow-dots.ts';

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

describe('the fate of a flow', () => {
  const text = { key: 'x' };
  it.each([
    ['served', 0, undefined], ['served', 0.004, { kind: 'Overloaded' as const, text }], ['failing', 0.3, { kind: 'Overloaded' as const, text }],
    ['failing', 1, { kind: 'NoEndpoints' as const, text }], ['denied', 1, { kind: 'DeniedByPolicy' as const, text }],
    // Who answers is kept from what it needs for its answer.
    ['failing', 1, { kind: 'DeniedByPolicy' as const, text, isBehind: true as const }],
    // One of two ways is denied.
    ['failing', 0.5, { kind: 'DeniedByPolicy' as const, text }],
  ])('is %s with %d failing', (fate, failed, failure) => {
    expect(flowFate({ failed, ...(failure ? { failure } : {}) })).toBe(fate);
  });
});
