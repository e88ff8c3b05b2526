import { expect, test } from 'vitest';
import { goDuration } from './go-duration.ts';

test.each([
  [0, '0s'], [1, '1ms'], [999, '999ms'], [1_000, '1s'], [1_500, '1.5s'], [10_000, '10s'], [61_250, '1m1.25s'], [300_000, '5m0s'],
  [3_600_000, '1h0m0s'], [7_265_001, '2h1m5.001s'],
])('%d ms is %s', (ms, text) => expect(goDuration(ms)).toBe(text));
