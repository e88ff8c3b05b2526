import { expect, test } from 'vitest';
import { valuesAt } from './cross-values.ts';

const point = (atMs: number, rps: number) => ({ atMs, rps, failedRps: rps / 10, p50Ms: 20, p95Ms: 50 });
const source = (name: string, ...points: ReturnType<typeof point>[]) => ({ ref: { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', name }, points });
const sources = [source('people', point(1_000, 10), point(5_000, 40)), source('sale', point(4_000, 100))];
const counts = { pods: [{ atMs: 0, value: 2 }, { atMs: 4_500, value: 3 }], machines: [] };

test.each([
  [500, [], 2],
  [1_000, [['people', 10]], 2],
  [4_999, [['people', 10], ['sale', 100]], 3],
  [9_000, [['people', 40], ['sale', 100]], 3],
])('at %i ms each line has what was set last', (atMs, rates, pods) => {
  const values = valuesAt(sources, counts, atMs);
  expect(values.sources.map(({ name, rps }) => [name, rps])).toEqual(rates);
  expect([values.pods, values.machines]).toEqual([pods, undefined]);
});
