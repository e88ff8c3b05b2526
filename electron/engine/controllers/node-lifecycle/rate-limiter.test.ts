import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRateLimiter, nextTokenAtMs, swapRate, tryAccept } from './rate-limiter.ts';

describe('the rate limiter', () => {
  it('has a token at once, and another after the time of its rate', () => {
    const limiter = newRateLimiter(0.1, 0);
    expect(tryAccept(limiter, 0)).toBe(true);
    expect(tryAccept(limiter, 9_999)).toBe(false);
    expect(tryAccept(limiter, 10_000)).toBe(true);
    expect(nextTokenAtMs(limiter, 12_000)).toBe(20_000);
  });

  it('never accepts at rate 0, and goes on making one wait when the rate is raised', () => {
    const limiter = newRateLimiter(0, 0);
    expect(tryAccept(limiter, 1e9)).toBe(false);
    expect(nextTokenAtMs(limiter, 1e9)).toBe(Infinity);
    swapRate(limiter, 0.1, 1e9);
    expect(nextTokenAtMs(limiter, 1e9)).toBe(1e9 + 10_000);
  });

  it('accepts at the time that it names, whenever it is asked in between', () => {
    const pause = fc.integer({ min: 1, max: 3_000 });
    fc.assert(fc.property(fc.constantFrom(0.1, 0.01, 0.3), fc.array(pause, { maxLength: 30 }), (qps, pauses) => {
      const limiter = newRateLimiter(qps, 0);
      tryAccept(limiter, 0);
      let nowMs = 0;
      for (const pauseMs of pauses) {
        nowMs += pauseMs;
        const atMs = nextTokenAtMs(limiter, nowMs);
        expect(tryAccept(limiter, nowMs)).toBe(atMs <= nowMs);
      }
      const atMs = nextTokenAtMs(limiter, nowMs);
      expect(tryAccept(limiter, atMs)).toBe(true);
    }));
  });
});
