import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { humanDuration, shortHumanDuration } from './duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

describe('durations', () => {
  it.each([
    [-2 * second, '<invalid>', '<invalid>'], [-second, '0s', '0s'], [-1, '0s', '0s'], [999, '0s', '0s'], [59_999, '59s', '59s'],
    [minute, '60s', '1m'], [119 * second, '119s', '1m'], [2 * minute, '2m', '2m'], [9 * minute + second, '9m1s', '9m'],
    [10 * minute + second, '10m', '10m'], [179 * minute, '179m', '2h'], [3 * hour, '3h', '3h'], [7 * hour + minute, '7h1m', '7h'],
    [47 * hour, '47h', '1d'], [2 * day, '2d', '2d'], [2 * day + hour, '2d1h', '2d'], [8 * day + hour, '8d', '8d'],
    [364 * day, '364d', '364d'], [year, '365d', '1y'], [2 * year, '2y', '2y'], [2 * year + day, '2y1d', '2y'], [8 * year + day, '8y', '8y'],
  ])('%i ms', (durationMs, human, short) => {
    expect([humanDuration(durationMs), shortHumanDuration(durationMs)]).toEqual([human, short]);
  });

  it('stays short and never shows a time to come', () => {
    fc.assert(fc.property(fc.integer({ min: -1_000, max: 2 ** 46 }), (durationMs) => {
      expect(humanDuration(durationMs)).toMatch(/^[0-9]+[smhdy]([0-9]+[smhd])?$/);
      expect(shortHumanDuration(durationMs)).toMatch(/^[0-9]+[smhdy]$/);
    }));
  });
});
