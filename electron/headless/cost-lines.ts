import type { CostView } from '../../shared/view/cost.ts';
import { table } from './table.ts';

const costRowsWritten = 20;

/** What is running and what it has cost, the dearest first, then the whole. */
export function costLines({ rows, perHour, perMonth, soFar }: CostView): string[] {
  const row = (...[name, type, hour, month, so]: [string, string, number, number, number]): string[] => [name, type, `$${hour.toFixed(4)}`, `$${month.toFixed(2)}`, `$${so.toFixed(4)}`];
  return table([
    ['COST OF', 'TYPE', 'PER HOUR', 'PER MONTH', 'SO FAR'],
    ...rows.slice(0, costRowsWritten).map((one) => row(one.subject ? [one.subject.kind.toLowerCase(), one.subject.namespace, one.subject.name].filter(Boolean).join('/') : one.kind, one.type, one.pricePerHour, one.perMonth, one.soFar)),
    row('all', '', perHour, perMonth, soFar),
  ]);
}
