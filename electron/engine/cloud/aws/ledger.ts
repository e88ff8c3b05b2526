import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { CostKind } from '../../../../shared/view/cost.ts';

const hourMs = 3_600_000;
/** What is gone is remembered by itself up to this many; older ones are summed up by kind and type. */
const goneLimit = 500;

/** What one thing costs; plain data. */
export interface Bill {
  subject?: ObjectRef;
  kind: CostKind;
  type: string;
  zone?: string;
  sinceMs: number;
  untilMs?: number;
  /** The present price and since when it holds; none while nothing is charged. */
  running?: { fromMs: number; pricePerHour: number };
  /** US dollars of all that is over. */
  spent: number;
}

export type Bills = Map<string, Bill>;

export type Billed = Pick<Bill, 'subject' | 'kind' | 'type' | 'zone'>;

/** Charges for something from now on, at another price than before where it has one already. Differs: an instance's first minute is not charged in full. */
export function charge(bills: Bills, id: string, billed: Billed, pricePerHour: number, nowMs: number): void {
  const known = bills.get(id);
  if (known) {
    settle(known, nowMs);
    Object.assign(known, billed, { running: { fromMs: nowMs, pricePerHour } });
    delete known.untilMs;
  } else bills.set(id, { ...billed, sinceMs: nowMs, running: { fromMs: nowMs, pricePerHour }, spent: 0 });
}

/** Nothing is charged until further notice: the instance is stopped. */
export function suspend(bills: Bills, id: string, nowMs: number): void {
  const bill = bills.get(id);
  if (bill) settle(bill, nowMs);
}

/** It is gone for good. */
export function close(bills: Bills, id: string, nowMs: number): void {
  const bill = bills.get(id);
  if (!bill || bill.untilMs !== undefined) return;
  settle(bill, nowMs);
  bill.untilMs = nowMs;
  sumUpOld(bills);
}

/** US dollars until now. */
export function costOf({ running, spent }: Bill, nowMs: number): number {
  return spent + (running ? running.pricePerHour * (nowMs - running.fromMs) / hourMs : 0);
}

function settle(bill: Bill, nowMs: number): void {
  bill.spent = costOf(bill, nowMs);
  delete bill.running;
}

function sumUpOld(bills: Bills): void {
  const gone = [...bills].filter(([id, { untilMs }]) => untilMs !== undefined && !id.startsWith('earlier/'));
  if (gone.length <= goneLimit) return;
  for (const [id, bill] of gone.slice(0, gone.length - goneLimit)) {
    const sum = `earlier/${bill.kind}/${bill.type}`;
    const known = bills.get(sum);
    bills.set(sum, {
      kind: bill.kind, type: bill.type, sinceMs: Math.min(known?.sinceMs ?? Infinity, bill.sinceMs), untilMs: Math.max(known?.untilMs ?? 0, bill.untilMs ?? 0),
      spent: (known?.spent ?? 0) + bill.spent,
    });
    bills.delete(id);
  }
}
