import { expect, it } from 'vitest';
import { failedRate } from './series.ts';

it.each([[0.1 + 0.2, 0.3, 0], [100, 100, 0], [100, 99, 1], [100, 101, 0], [0, 0, 0], [2, 0, 2]])('of %d of which %d are served %d fail', (rps, served, failed) => {
  expect(failedRate(rps, served)).toBe(failed);
});
