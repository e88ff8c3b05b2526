import { expect, test } from 'vitest';
import { RestartPolicy } from './restart-policy.ts';

test('the first end is mended at once, the next with patience, too many in a minute not at all', () => {
  const policy = new RestartPolicy();
  expect([0, 100, 1_000, 3_000, 6_000, 11_000].map((nowMs) => policy.next(nowMs))).toEqual([0, 500, 1_000, 2_000, 4_000, undefined]);
});

test('ends that lie far apart are each the first', () => {
  const policy = new RestartPolicy();
  expect([0, 60_000, 120_000, 180_000, 240_000, 300_000].map((nowMs) => policy.next(nowMs))).toEqual([0, 0, 0, 0, 0, 0]);
});

test('a person may start over', () => {
  const policy = new RestartPolicy();
  for (let index = 0; index < 6; index += 1) policy.next(index);
  policy.forget();
  expect(policy.next(7)).toBe(0);
});
