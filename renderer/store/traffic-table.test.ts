import { expect, test } from 'vitest';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { TrafficRow } from '../../shared/view/traffic.ts';
import { TrafficTable } from './traffic-table.ts';

const source: ObjectRef = { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', name: 'internet' };
const service: ObjectRef = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' };
const key = 'clusterwright.dev/v1/TrafficSource//internet';

function row(rps: number, points: [number, number][]): TrafficRow {
  return { ref: source, rps, servedRps: rps, failedRps: 0, p50Ms: 1, p95Ms: 2, failures: [], points: points.map(([atMs, value]) => ({ atMs, rps: value, failedRps: 0, p50Ms: 1, p95Ms: 2 })) };
}

const history = (table: TrafficTable): [number, number][] => table.of(key)?.points.map(({ atMs, rps }): [number, number] => [atMs, rps]) ?? [];

test('new points take the place of those that they are said to, and history stays', () => {
  const table = new TrafficTable();
  expect(table.apply({ traffic: [row(10, [[0, 10], [1_000, 20]])] })).toEqual([key]);
  table.apply({ traffic: [row(30, [[1_000, 25], [2_000, 30]])] });
  expect(history(table)).toEqual([[0, 10], [1_000, 25], [2_000, 30]]);
  table.apply({ traffic: [row(40, [])] });
  expect([table.of(key)?.rps, history(table).length]).toEqual([40, 3]);
  table.apply({ removedTraffic: [key] });
  expect(table.of(key)).toBeUndefined();
});

test('flows are known by what they join, and a change of them is noticed', () => {
  const table = new TrafficTable();
  const before = table.flowVersion;
  table.apply({ flows: [{ id: 'a', from: source, to: service, rps: 5, failed: 0 }, { id: 'b', from: service, to: { host: 'example.com' }, rps: 1, failed: 1 }] });
  expect(table.flowVersion).toBeGreaterThan(before);
  expect([...table.flows()].map(({ source: from, target }) => [from, target])).toEqual([[key, 'v1/Service/shop/web'], ['v1/Service/shop/web', '']]);
  table.apply({ removedFlows: ['a'] });
  expect([...table.flows()].map(({ id }) => id)).toEqual(['b']);
  const still = table.flowVersion;
  table.apply({ traffic: [row(1, [])] });
  expect(table.flowVersion).toBe(still);
});
