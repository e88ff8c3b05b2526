import { expect, it } from 'vitest';
import { ChangeRate } from './change-rate.ts';

/** Feeds so many changes a second, evenly, for so long. */
function feed(rate: ChangeRate, perSecond: number, fromMs: number, forMs: number): number {
  for (let at = 0; at < forMs; at += 20) rate.count(perSecond / 50, fromMs + at);
  return fromMs + forMs;
}

it('is crowded while more changes than an eye can follow, and not by one burst of a few', () => {
  const rate = new ChangeRate();
  let now = feed(rate, 20, 1_000, 3_000);
  expect(rate.isCrowded).toBe(false);
  rate.count(30, now);
  expect(rate.isCrowded).toBe(false);
  now = feed(rate, 1_000, now, 3_000);
  expect(rate.isCrowded).toBe(true);
  // Neither flickers near the border, nor stays when nothing happens any more.
  now = feed(rate, 100, now, 3_000);
  expect(rate.isCrowded).toBe(true);
  rate.count(0, now + 2_000);
  expect(rate.isCrowded).toBe(false);
});
