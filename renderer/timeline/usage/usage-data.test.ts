import { expect, it } from 'vitest';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { TrafficPointRow, TrafficRow } from '../../../shared/view/traffic.ts';
import { inOrder, mostShown, shownKeys, usageTable } from './usage-data.ts';

const point = (atMs: number, rps: number, failedRps = 0): TrafficPointRow => ({ atMs, rps, failedRps, p50Ms: 5, p95Ms: 9 });
function row(kind: string, name: string, points: TrafficPointRow[] = []): TrafficRow {
  const ref = kind === 'Service' ? { apiVersion: 'v1', kind, namespace: 'default', name } : { apiVersion: 'clusterwright.dev/v1', kind, name };
  return { ref, rps: 0, servedRps: 0, failedRps: 0, p50Ms: 0, p95Ms: 0, failures: [], points };
}

it('rows share their times; a point holds until the next one, and the last until now', () => {
  const rows = [row('TrafficSource', 'a', [point(10, 4), point(30, 8, 2)]), row('Service', 'b', [point(20, 6)])];
  expect(usageTable(rows, ['rps', 'failedRps'], 0, 50)).toEqual([
    [0, 10, 20, 30, 50],
    [null, 4, 4, 8, 8], [null, 0, 0, 2, 2],
    [null, null, 6, 6, 6], [null, null, 0, 0, 0],
  ]);
});

it('what held when the view begins is known there, and what is older is left out', () => {
  expect(usageTable([row('Service', 'b', [point(1, 3), point(5, 4), point(40, 7)])], ['rps'], 20, 50)).toEqual([[20, 40, 50], [4, 7, 7]]);
});

it('there is no response time while nothing is answered', () => {
  expect(usageTable([row('Service', 'b', [point(0, 3), point(10, 3, 3), point(20, 3, 1)])], ['p50Ms', 'p95Ms'], 0, 30)).toEqual([[0, 10, 20, 30], [5, null, 5, 5], [9, null, 9, 9]]);
});

it('the first ones are drawn until somebody switches them', () => {
  const rows = inOrder(Array.from({ length: mostShown + 2 }, (_, index) => row(index % 2 === 0 ? 'Service' : 'TrafficSource', `n${index}`)));
  expect(rows.slice(0, 2).map(({ ref }) => ref.name)).toEqual(['n1', 'n3']);
  expect(shownKeys(rows, new Map()).size).toBe(mostShown);
  const [first, last] = [rows[0], rows.at(-1)].map((one) => refKey((one as TrafficRow).ref)) as [string, string];
  const shown = shownKeys(rows, new Map([[first, false], [last, true]]));
  expect([shown.has(first), shown.has(last), shown.size]).toEqual([false, true, mostShown]);
});
