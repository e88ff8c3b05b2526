import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { LatencyMix, type Answers } from './latency-mix.ts';

function mixOf(parts: readonly Answers[]): LatencyMix {
  const mix = new LatencyMix();
  parts.forEach((part) => mix.add(part));
  return mix;
}

test('of one kind of answers the percentiles are its own', () => {
  const mix = mixOf([{ count: 7, p50Ms: 10, p95Ms: 30 }]);
  expect(mix.quantile(0.5)).toBeCloseTo(10, 3);
  expect(mix.quantile(0.95)).toBeCloseTo(30, 2);
});

test.each<[string, Answers[], number, number]>([
  ['nothing', [], 0.95, 0],
  ['all the same', [{ count: 3, p50Ms: 4, p95Ms: 4 }], 0.95, 4],
  // A mean of the two percentiles would say 14.5.
  ['one in ten is slow, which is where the 95th stands', [{ count: 90, p50Ms: 5, p95Ms: 5 }, { count: 10, p50Ms: 100, p95Ms: 100 }], 0.95, 100],
  ['one in fifty is slow, and the 95th does not see it', [{ count: 98, p50Ms: 5, p95Ms: 5 }, { count: 2, p50Ms: 100, p95Ms: 100 }], 0.95, 5],
  ['failed ones have no latency', [{ count: 0, p50Ms: 0, p95Ms: 0 }, { count: 1, p50Ms: 8, p95Ms: 8 }], 0.5, 8],
])('%s', (_name, parts, share, expected) => {
  expect(mixOf(parts).quantile(share)).toBeCloseTo(expected, 4);
});

it('lies between the percentiles of its parts, grows with the share, and is that of many answers drawn', () => {
  const part = fc.record({ count: fc.integer({ min: 1, max: 50 }), p50Ms: fc.double({ min: 0.5, max: 500, noNaN: true }), spread: fc.double({ min: 1, max: 6, noNaN: true }) })
    .map(({ count, p50Ms, spread }) => ({ count, p50Ms, p95Ms: p50Ms * spread }));
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
    const [p50, p95] = [mixOf(parts).quantile(0.5), mixOf(parts).quantile(0.95)];
    expect(p95).toBeGreaterThanOrEqual(p50 * (1 - 1e-6));
    expect(p95).toBeGreaterThanOrEqual(Math.min(...parts.map(({ p95Ms }) => p95Ms)) * (1 - 1e-4));
    expect(p95).toBeLessThanOrEqual(Math.max(...parts.map(({ p95Ms }) => p95Ms)) * (1 + 1e-4));
    // Of evenly spaced draws of each part so many must lie below.
    const draws = parts.flatMap(({ count, p50Ms, p95Ms }) => normals.map((z) => ({ ms: p50Ms * Math.exp((z * Math.log(p95Ms / p50Ms)) / 1.6449), weight: count })));
    const all = draws.reduce((sum, { weight }) => sum + weight, 0);
    const within = (ms: number): number => draws.reduce((sum, draw) => sum + (draw.ms <= ms ? draw.weight : 0), 0) / all;
    expect(within(p95 * 1.0001)).toBeGreaterThanOrEqual(0.95 - 0.02);
    expect(within(p95 * 0.9999)).toBeLessThanOrEqual(0.95 + 0.02);
  }), { numRuns: 50 });
});

/** Standard normal quantiles of the middles of 400 equal shares, by bisection of a numeric integral. */
const normals = (() => {
  const step = 0.001;
  const found: number[] = [];
  let share = 0;
  for (let z = -6; z < 6 && found.length < 400; z += step) {
    share += (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * step;
    while (found.length < 400 && share >= (found.length + 0.5) / 400) found.push(z);
  }
  return found;
})();
