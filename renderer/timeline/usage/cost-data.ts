import type { CostPoint, CostRow } from '../../../shared/view/cost.ts';
import { soFarNow } from '../../inspector/cloud/cost-now.ts';
import type { UsageTable } from './usage-data.ts';

/** Price of an hour, and dollars so far, over time: as uPlot takes them, each alone. */
export function costTables(points: readonly CostPoint[], fromMs: number, nowMs: number): { perHour: UsageTable; soFar: UsageTable } {
  const times = [...new Set([fromMs, ...points.map(({ atMs }) => atMs).filter((atMs) => atMs > fromMs && atMs < nowMs), nowMs])].sort((a, b) => a - b);
  const holding = times.map((time) => points.findLast(({ atMs }) => atMs <= time));
  return {
    perHour: [times, holding.map((point) => point?.perHour ?? null)],
    soFar: [times, holding.map((point, index) => (point ? soFarNow(point, times[index] ?? 0) : null))],
  };
}

export const costColumns = ['name', 'kind', 'type', 'since', 'perHour', 'perMonth', 'soFar'] as const;
export type CostColumn = (typeof costColumns)[number];

/** A row as it is shown now. */
export interface CostLine {
  row: CostRow;
  name: string;
  soFar: number;
}

const read: Readonly<Record<CostColumn, (line: CostLine) => string | number>> = {
  name: ({ name }) => name, kind: ({ row }) => row.kind, type: ({ row }) => row.type, since: ({ row }) => row.sinceMs, perHour: ({ row }) => row.pricePerHour,
  perMonth: ({ row }) => row.perMonth, soFar: ({ soFar }) => soFar,
};

/** In the order of a column; equal ones by name, then as they came. */
export function sortLines(lines: readonly CostLine[], { column, descending }: { column: CostColumn; descending: boolean }): CostLine[] {
  const compare = (a: CostLine, b: CostLine): number => {
    const [one, other] = [read[column](a), read[column](b)];
    return typeof one === 'string' ? one.localeCompare(String(other), 'en', { numeric: true }) : one - Number(other);
  };
  return [...lines].sort((a, b) => (descending ? compare(b, a) : compare(a, b)) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}
