import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { TrafficPointRow, TrafficRow } from '../../../shared/view/traffic.ts';

/** What one of the two plots draws of a point. */
export type UsageMeasure = 'rps' | 'failedRps' | 'p50Ms' | 'p95Ms';

/** Times and, for each row, values; null: not known then. As uPlot takes them. */
export type UsageTable = [times: number[], ...values: (number | null)[][]];

/**
 * Rows as columns over the same times. A point holds until the next one, and the last one until now. Response times of moments at which nothing was
 * answered are left out.
 *
 * @param measures for each row one column for each of them, in this order
 */
export function usageTable(rows: readonly TrafficRow[], measures: readonly UsageMeasure[], fromMs: number, nowMs: number): UsageTable {
  const times = [...new Set([...rows.flatMap(({ points }) => points.map(({ atMs }) => atMs).filter((atMs) => atMs > fromMs && atMs < nowMs)), fromMs, nowMs])].sort((a, b) => a - b);
  return [times, ...rows.flatMap(({ points }) => columnsOf(points, measures, times))];
}

function columnsOf(points: readonly TrafficPointRow[], measures: readonly UsageMeasure[], times: readonly number[]): (number | null)[][] {
  const columns: (number | null)[][] = measures.map(() => []);
  let at = -1;
  for (const time of times) {
    while (at + 1 < points.length && (points[at + 1] as TrafficPointRow).atMs <= time) at += 1;
    const point = points[at];
    measures.forEach((measure, index) => (columns[index] as (number | null)[]).push(point === undefined ? null : valueOf(point, measure)));
  }
  return columns;
}

function valueOf(point: TrafficPointRow, measure: UsageMeasure): number | null {
  const isTime = measure === 'p50Ms' || measure === 'p95Ms';
  return isTime && point.rps - point.failedRps <= 0 ? null : point[measure];
}

/** Sources first, each kind by name: a row keeps its place, and its colour, as numbers change. */
export function inOrder(rows: readonly TrafficRow[]): TrafficRow[] {
  const rank = ({ ref }: TrafficRow): string => `${ref.kind === 'TrafficSource' ? 0 : 1}/${ref.namespace ?? ''}/${ref.name}`;
  return rows.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** So many rows are drawn unasked; more lines than that nobody tells apart. */
export const mostShown = 6;

/** Keys of the rows that are drawn: those that somebody switched as they were switched, of the others the first ones. */
export function shownKeys(rows: readonly TrafficRow[], switched: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  const keys = rows.map(({ ref }) => refKey(ref));
  return new Set(keys.filter((key, index) => switched.get(key) ?? index < mostShown));
}
