import { expect, it } from 'vitest';
import type { TrafficPointRow } from '../../../shared/view/traffic.ts';
import { mostShown, shownKeys, usageTable, type UsageRow } from './usage-data.ts';
import { requestPlots } from './usage-views.ts';

const point = (atMs: number, rps: number, failedRps = 0): TrafficPointRow => ({ atMs, rps, failedRps, p50Ms: 5, p95Ms: 9 });
const row = (key: string, points: TrafficPointRow[] = []): UsageRow<TrafficPointRow> => ({ key, points });
const [rates, times] = requestPlots.map(({ measures }) => measures);

it('rows share their times; a point holds until the next one, and the last until now', () => {
  const rows = [row('a', [point(10, 4), point(30, 8, 2)]), row('b', [point(20, 6)])];
  expect(usageTable(rows, rates ?? [], 0, 50)).toEqual([
    [0, 10, 20, 30, 50],
    [null, 4, 4, 8, 8], [null, 0, 0, 2, 2],
    [null, null, 6, 6, 6], [null, null, 0, 0, 0],
  ]);
});

it('what held when the view begins is known there, and what is older is left out', () => {
  expect(usageTable([row('b', [point(1, 3), point(5, 4), point(40, 7)])], [({ rps }) => rps], 20, 50)).toEqual([[20, 40, 50], [4, 7, 7]]);
});

it('there is no response time while nothing is answered', () => {
  expect(usageTable([row('b', [point(0, 3), point(10, 3, 3), point(20, 3, 1)])], times ?? [], 0, 30)).toEqual([[0, 10, 20, 30], [5, null, 5, 5], [9, null, 9, 9]]);
});

it('the first ones are drawn until somebody switches them', () => {
  const keys = Array.from({ length: mostShown + 2 }, (_, index) => `n${index}`);
  expect(shownKeys(keys, new Map()).size).toBe(mostShown);
  const shown = shownKeys(keys, new Map([['n0', false], [`n${mostShown + 1}`, true]]));
  expect([shown.has('n0'), shown.has(`n${mostShown + 1}`), shown.size]).toEqual([false, true, mostShown]);
});
