import { expect, test } from 'vitest';
import type { CostRow } from '../../../shared/view/cost.ts';
import { costTables, sortLines, type CostColumn } from './cost-data.ts';

const hourMs = 3_600_000;
const points = [{ atMs: 0, perHour: 1, soFar: 0 }, { atMs: hourMs, perHour: 3, soFar: 1 }, { atMs: 2 * hourMs, perHour: 0, soFar: 4 }];

test('the price of an hour holds until the next point, and what was paid grows with it', () => {
  const { perHour, soFar } = costTables(points, 0, 3 * hourMs);
  expect(perHour).toEqual([[0, hourMs, 2 * hourMs, 3 * hourMs], [1, 3, 0, 0]]);
  expect(soFar[1]).toEqual([0, 1, 4, 4]);
});

test('a span that begins between two points begins with what had been paid by then', () => {
  const { perHour, soFar } = costTables(points, 1.5 * hourMs, 1.75 * hourMs);
  expect([perHour[1], soFar[1]]).toEqual([[3, 3], [2.5, 3.25]]);
});

test('before there was anything to pay for nothing is known', () => {
  expect(costTables([{ atMs: 10, perHour: 1, soFar: 0 }], 0, 20).perHour[1]).toEqual([null, 1, 1]);
});

const line = (name: string, more: Partial<CostRow>): { row: CostRow; name: string; soFar: number } => ({
  name, soFar: more.soFar ?? 0, row: { id: name, kind: 'Instance', type: 'm5.large', pricePerHour: 0, perMonth: 0, soFar: 0, sinceMs: 0, ...more },
});
const lines = [line('worker-10', { pricePerHour: 0.1, sinceMs: 30, kind: 'Volume' }), line('worker-2', { pricePerHour: 0.1, sinceMs: 10 }), line('api', { pricePerHour: 0.3, sinceMs: 20, soFar: 2 })];

test.each<[CostColumn, boolean, string[]]>([
  ['name', false, ['api', 'worker-2', 'worker-10']],
  ['perHour', true, ['api', 'worker-2', 'worker-10']],
  ['perHour', false, ['worker-2', 'worker-10', 'api']],
  ['since', true, ['worker-10', 'api', 'worker-2']],
  ['kind', true, ['worker-10', 'api', 'worker-2']],
  ['soFar', true, ['api', 'worker-2', 'worker-10']],
])('by %s, descending: %s', (column, descending, expected) => {
  expect(sortLines(lines, { column, descending }).map(({ name }) => name)).toEqual(expected);
});
