import { expect, it } from 'vitest';
import type { TrafficRate } from '../../../shared/kubernetes/types/traffic-source.ts';
import { trafficSourceKind } from '../../../shared/kubernetes/own-kinds/traffic-source.ts';
import { rateAt } from '../../../shared/network/rate.ts';
import { rateCurve, rateFields, rateOfPattern, ratePatterns } from './rate-curve.ts';

const rates: readonly TrafficRate[] = [
  { pattern: 'Constant', rps: 40 },
  { pattern: 'Ramp', fromRps: 10, toRps: 90, startSeconds: 20, seconds: 100 },
  { pattern: 'Day', lowRps: 5, highRps: 50, periodSeconds: 3_600 },
  { pattern: 'Spike', rps: 3, spikeRps: 80, startSeconds: 10, seconds: 20, everySeconds: 60 },
  { pattern: 'Spike', rps: 3, spikeRps: 80, seconds: 20 },
];

it.each(rates)('the curve of $pattern is without gaps, has the values of the pattern, and shows its highest', (rate) => {
  for (const elapsedMs of [0, 55_000, 4_000_000]) {
    const curve = rateCurve(rate, elapsedMs);
    if (curve === undefined) throw new Error('no curve');
    let atMs = curve.fromMs;
    for (const step of curve.steps) {
      expect(step.fromMs).toBe(atMs);
      expect(step.value).toBe(rateAt(rate, step.fromMs).rps);
      atMs = step.untilMs;
    }
    expect(atMs).toBe(curve.untilMs);
    const numbers = Object.entries(rate).flatMap(([name, value]) => (/rps/i.test(name) ? [Number(value)] : []));
    expect(Math.max(...curve.steps.map(({ value }) => value))).toBeCloseTo(Math.max(...numbers), 0);
  }
});

it('repeated patterns are shown where they are now', () => {
  for (const rate of [rates[2], rates[3]] as TrafficRate[]) {
    const curve = rateCurve(rate, 4_000_000);
    expect(curve?.fromMs).toBeLessThanOrEqual(4_000_000);
    expect(curve?.untilMs).toBeGreaterThan(4_000_000);
  }
});

it('a rate that lacks a number has no curve', () => {
  expect(rateCurve({ pattern: 'Ramp', fromRps: 1, toRps: 2 } as unknown as TrafficRate, 0)).toBeUndefined();
});

it('every pattern goes on from every other, begins in the future, and is what the API takes', () => {
  const elapsedMs = 123_456;
  for (const from of rates) {
    for (const pattern of ratePatterns) {
      const next = rateOfPattern(pattern, from, elapsedMs);
      const source = { metadata: { name: 's' }, spec: { target: { host: 'shop.example' }, rate: next, clients: 1 } };
      trafficSourceKind.defaults?.(source as never);
      expect(Object.keys(source.spec.rate).filter((name) => name !== 'pattern').every((name) => rateFields[pattern].some((field) => field.name === name))).toBe(true);
      if (pattern !== 'Day') expect(rateAt(next, elapsedMs).rps).toBeCloseTo(rateAt(from, elapsedMs).rps, 0);
    }
  }
});
