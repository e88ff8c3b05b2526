import type { CostRow, CostView } from '../../../shared/view/cost.ts';

const hourMs = 3_600_000;

/** What the cluster has cost until now: a view tells it as of its own time, and what is running costs on. */
export function soFarNow({ soFar, perHour, atMs }: Pick<CostView, 'soFar' | 'perHour' | 'atMs'>, nowMs: number): number {
  return soFar + (perHour * Math.max(0, nowMs - atMs)) / hourMs;
}

/** The same for one thing that has a price. */
export function rowSoFarNow(row: Pick<CostRow, 'soFar' | 'pricePerHour'>, atMs: number, nowMs: number): number {
  return soFarNow({ soFar: row.soFar, perHour: row.pricePerHour, atMs }, nowMs);
}
