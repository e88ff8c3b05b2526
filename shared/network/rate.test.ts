import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrafficRate } from '../kubernetes/types/traffic-source.ts';
import { rateAt } from './rate.ts';

const ramp: TrafficRate = { pattern: 'Ramp', fromRps: 10, toRps: 110, startSeconds: 60, seconds: 100 };
const day: TrafficRate = { pattern: 'Day', lowRps: 10, highRps: 50, peakHour: 12, periodSeconds: 2_400 };
const spike: TrafficRate = { pattern: 'Spike', rps: 5, spikeRps: 80, startSeconds: 30, seconds: 10, everySeconds: 60 };

describe('a rate', () => {
  it.each<[string, TrafficRate, number, number, number]>([
    ['is constant', { pattern: 'Constant', rps: 7.5 }, 1_000, 7.5, Infinity],
    ['waits for its ramp', ramp, 59_000, 10, 60_000],
    ['climbs', ramp, 110_500, 60, 111_000],
    ['has climbed', ramp, 160_000, 110, Infinity],
    ['is low at midnight', day, 0, 10, 9_000],
    ['is high at noon', day, 1_206_000, 50, 1_215_000],
    ['waits for its spike', spike, 29_999, 5, 30_000],
    ['spikes', spike, 30_000, 80, 40_000],
    ['rests until the next spike', spike, 45_000, 5, 90_000],
    ['spikes again', spike, 95_000, 80, 100_000],
    ['spikes once', { pattern: 'Spike', rps: 5, spikeRps: 80, seconds: 10 }, 12_000, 5, Infinity],
  ])('%s', (_what, rate, elapsedMs, rps, untilMs) => {
    const step = rateAt(rate, elapsedMs);
    expect(step.rps).toBeCloseTo(rps, 0);
    expect(step.untilMs).toBe(untilMs);
  });

  it('moves in steps of a second at least, within its bounds, and stays within a step', () => {
    fc.assert(fc.property(fc.constantFrom(ramp, day, spike), fc.nat(10_000_000), (rate, elapsedMs) => {
      const { rps, untilMs } = rateAt(rate, elapsedMs);
      expect(untilMs).toBeGreaterThan(elapsedMs);
      expect(rps).toBeGreaterThanOrEqual(5);
      expect(rps).toBeLessThanOrEqual(110);
      if (untilMs < Infinity) expect(rateAt(rate, untilMs - 1).rps).toBe(rps);
    }));
  });
});
