/** Something that is plotted: numbers that hold from their moment on until the next one. */
export interface UsageRow<P extends { atMs: number }> {
  key: string;
  points: readonly P[];
}

/** What one line of a plot draws of a point; null: there is no such number then. */
export type Measure<P> = (point: P) => number | null;

/** Times and, for each row, values; null: not known then. As uPlot takes them. */
export type UsageTable = [times: number[], ...values: (number | null)[][]];

/**
 * Rows as columns over the same times. A point holds until the next one, and the last one until now.
 *
 * @param measures for each row one column for each of them, in this order
 */
export function usageTable<P extends { atMs: number }>(rows: readonly UsageRow<P>[], measures: readonly Measure<P>[], fromMs: number, nowMs: number): UsageTable {
  const times = [...new Set([...rows.flatMap(({ points }) => points.map(({ atMs }) => atMs).filter((atMs) => atMs > fromMs && atMs < nowMs)), fromMs, nowMs])].sort((a, b) => a - b);
  return [times, ...rows.flatMap(({ points }) => columnsOf(points, measures, times))];
}

function columnsOf<P extends { atMs: number }>(points: readonly P[], measures: readonly Measure<P>[], times: readonly number[]): (number | null)[][] {
  const columns: (number | null)[][] = measures.map(() => []);
  let at = -1;
  for (const time of times) {
    while (at + 1 < points.length && (points[at + 1] as P).atMs <= time) at += 1;
    const point = points[at];
    measures.forEach((measure, index) => (columns[index] as (number | null)[]).push(point === undefined ? null : measure(point)));
  }
  return columns;
}

/** So many rows are drawn unasked; more lines than that nobody tells apart. */
export const mostShown = 6;

/** Keys of the rows that are drawn: those that somebody switched as they were switched, of the others the first ones. */
export function shownKeys(keys: readonly string[], switched: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  return new Set(keys.filter((key, index) => switched.get(key) ?? index < mostShown));
}
