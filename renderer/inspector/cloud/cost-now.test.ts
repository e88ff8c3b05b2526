import { expect, test } from 'vitest';
import { rowSoFarNow, soFarNow } from './cost-now.ts';

test.each([
  ['as of the view', 0, 2],
  ['half an hour later', 1_800_000, 2.05],
  ['before the view, which a late clock may be', -5_000, 2],
])('%s', (_name, laterMs, expected) => {
  expect(soFarNow({ soFar: 2, perHour: 0.1, atMs: 10_000 }, 10_000 + laterMs)).toBeCloseTo(expected, 10);
});

test('what is gone costs no more', () => {
  expect(rowSoFarNow({ soFar: 1.5, pricePerHour: 0 }, 0, 3_600_000)).toBe(1.5);
});
