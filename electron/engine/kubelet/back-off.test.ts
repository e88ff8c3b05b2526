import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffEndsMs, isLongest, nextBackOff } from './back-off.ts';
import type { BackOff } from './pod/container-state.ts';

test('failures in a row: 10 s, doubling to 300 s', () => {
  const delays: number[] = [];
  let entry: BackOff | undefined;
  let nowMs = 0;
  for (let failure = 0; failure < 8; failure += 1) {
    entry = nextBackOff(entry, nowMs, nowMs);
    delays.push(entry.delayMs / 1000);
    nowMs += entry.delayMs;
  }
  expect(delays).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
  expect(isLongest(entry)).toBe(true);
});

test('more than 600 s after the last one it starts over', () => {
  const entry = { delayMs: 160_000, updatedAtMs: 1_000 };
  expect(nextBackOff(entry, 601_000, 601_000).delayMs).toBe(300_000);
  expect(nextBackOff(entry, 601_001, 601_001).delayMs).toBe(10_000);
  expect(backOffEndsMs(entry, 601_001)).toBe(601_001);
});

test('without an entry nothing waits; with one the wait is never longer than its delay', () => {
  expect(backOffEndsMs(undefined, 5)).toBe(5);
  fc.assert(fc.property(fc.nat(10 ** 6), fc.nat(10 ** 6), fc.constantFrom(10_000, 80_000, 300_000), (updatedAtMs, sinceMs, delayMs) => {
    const eventMs = updatedAtMs + sinceMs;
    const waitMs = backOffEndsMs({ delayMs, updatedAtMs }, eventMs) - eventMs;
    expect([0, delayMs]).toContain(waitMs);
  }));
});
