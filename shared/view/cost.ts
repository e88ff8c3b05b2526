import type { ObjectRef } from '../kubernetes/registry.ts';

/** What the cluster costs. `soFar` is as of `atMs`, and grows by `perHour` with each hour from then on until the next view. */
export interface CostView {
  currency: 'USD';
  atMs: number;
  perHour: number;
  /** At that rate, a month of 730 hours. */
  perMonth: number;
  /** Since the simulation began. */
  soFar: number;
  /** What is running now or has cost something, the dearest first. */
  rows: CostRow[];
}

export interface CostRow {
  /** Unique. */
  id: string;
  /** The object of the cluster that has it; absent: it belongs to the cluster as a whole. */
  subject?: ObjectRef;
  kind: CostKind;
  /** `m5.large`, `gp3 20GiB` … */
  type: string;
  zone?: string;
  /** 0 when it is gone. */
  pricePerHour: number;
  perMonth: number;
  soFar: number;
  /** Simulated time from which on it is there, and at which it went. */
  sinceMs: number;
  untilMs?: number;
}

/** The order of `CostView.rows`. */
export function dearestFirst(a: CostRow, b: CostRow): number {
  return b.pricePerHour - a.pricePerHour || b.soFar - a.soFar || (a.id < b.id ? -1 : 1);
}

export type CostKind = 'Instance' | 'Volume' | 'NetworkLoadBalancer' | 'ClassicLoadBalancer' | 'ApplicationLoadBalancer' | 'NatGateway' | 'PublicAddress' | 'ControlPlane';
export const hoursPerMonth = 730;

/** What the cluster cost an hour from a moment on, until the next point; and what it had cost by then. US dollars. */
export interface CostPoint {
  /** Simulated time. */
  atMs: number;
  perHour: number;
  soFar: number;
}
