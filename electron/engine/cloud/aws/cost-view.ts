import { dearestFirst, hoursPerMonth, type CostRow, type CostView } from '../../../../shared/view/cost.ts';
import type { AwsAccount } from './account.ts';
import { costOf, type Bill } from './ledger.ts';

/** What everything costs as of now, the dearest first. */
export function costView({ state, nowMs }: Pick<AwsAccount, 'state' | 'nowMs'>): CostView {
  const rows = [...state.bills].map(([id, bill]) => rowOf(id, bill, nowMs)).sort(dearestFirst);
  const perHour = sum(rows.map(({ pricePerHour }) => pricePerHour));
  return { currency: 'USD', atMs: nowMs, perHour, perMonth: perHour * hoursPerMonth, soFar: sum(rows.map(({ soFar }) => soFar)), rows };
}

function rowOf(id: string, bill: Bill, nowMs: number): CostRow {
  const { subject, kind, type, zone, sinceMs, untilMs, running } = bill;
  const pricePerHour = running?.pricePerHour ?? 0;
  return {
    id, kind, type, pricePerHour, perMonth: pricePerHour * hoursPerMonth, soFar: costOf(bill, nowMs), sinceMs,
    ...(subject ? { subject } : {}), ...(zone === undefined ? {} : { zone }), ...(untilMs === undefined ? {} : { untilMs }),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
