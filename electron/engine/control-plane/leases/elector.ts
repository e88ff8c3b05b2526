import type { Lease } from '../../../../shared/kubernetes/types/node.ts';

/** Source: RecommendedDefaultLeaderElectionConfiguration, component-base/config/v1alpha1/defaults.go. */
export const leaseDurationMs = 15_000;
export const renewDeadlineMs = 10_000;
export const retryPeriodMs = 2_000;
/** A candidate's tries are this share of the period further apart, at most. Source: JitterFactor, client-go/tools/leaderelection. */
const jitterFactor = 1.2;

/** One process that would lead: what it knows of the Lease, and when it looks at it again. Plain data. */
export interface Elector {
  readonly machine: string;
  /** Host name and a uuid of this process. */
  readonly identity: string;
  leading: boolean;
  nextTryMs: number;
  /** Of a leader: when the renewal began that has not succeeded yet. */
  renewingSinceMs: number;
  /** The Lease as it last saw it, and since when it has seen it so: clocks of others are not trusted. */
  observed: Lease['spec'] | null;
  observedAtMs: number;
}

export interface ElectorClock {
  nowMs: number;
  microTimestamp: string;
}

/** The Lease as a process reaches it through its own machine's API server. */
export interface LeasePort {
  get(): Lease | undefined;
  /** @returns whether it was written; not when somebody else wrote since it was read */
  create(spec: Lease['spec']): boolean;
  update(lease: Lease, spec: Lease['spec']): boolean;
}

export function newElector(machine: string, identity: string, nowMs: number): Elector {
  return { machine, identity, leading: false, nextTryMs: nowMs, renewingSinceMs: nowMs, observed: null, observedAtMs: nowMs };
}

/**
 * A turn of a candidate or leader. @param port undefined: its API server does not answer
 * @param random a draw from 0 .. n-1
 * @returns Lost: it could not renew in time, and its process ends
 * Source: acquire and renew, client-go/tools/leaderelection/leaderelection.go.
 */
export function takeTurn(elector: Elector, port: LeasePort | undefined, clock: ElectorClock, random: (n: number) => number): 'Acquired' | 'Lost' | undefined {
  const { nowMs } = clock;
  if (elector.leading && nowMs >= elector.renewingSinceMs + renewDeadlineMs) return 'Lost';
  const got = port !== undefined && tryAcquireOrRenew(elector, port, clock);
  if (!elector.leading) {
    if (!got) {
      elector.nextTryMs = nowMs + retryPeriodMs + random(retryPeriodMs * jitterFactor);
      return undefined;
    }
    elector.leading = true;
    renewFrom(elector, nowMs);
    return 'Acquired';
  }
  if (got) renewFrom(elector, nowMs + retryPeriodMs);
  else elector.nextTryMs = Math.min(nowMs + retryPeriodMs, elector.renewingSinceMs + renewDeadlineMs);
  return undefined;
}

function renewFrom(elector: Elector, atMs: number): void {
  elector.renewingSinceMs = atMs;
  elector.nextTryMs = atMs;
}

/** Gives the Lease up before it runs out. Source: release, as above. */
export function release(elector: Elector, port: LeasePort, { microTimestamp: now }: ElectorClock): void {
  const lease = port.get();
  if (lease?.spec.holderIdentity !== elector.identity) return;
  const { leaseTransitions = 0 } = lease.spec;
  port.update(lease, { holderIdentity: '', leaseDurationSeconds: 1, acquireTime: now, renewTime: now, leaseTransitions });
}

function tryAcquireOrRenew(elector: Elector, port: LeasePort, { nowMs, microTimestamp: now }: ElectorClock): boolean {
  const wanted = { holderIdentity: elector.identity, leaseDurationSeconds: leaseDurationMs / 1000, acquireTime: now, renewTime: now };
  const lease = port.get();
  if (!lease) {
    const spec = { ...wanted, leaseTransitions: 0 };
    if (!port.create(spec)) return false;
    observe(elector, spec, nowMs);
    return true;
  }
  if (!sameSpec(elector.observed, lease.spec)) observe(elector, lease.spec, nowMs);
  const { holderIdentity = '', leaseDurationSeconds = 0, leaseTransitions = 0, acquireTime = now } = lease.spec;
  const own = holderIdentity === elector.identity;
  if (!own && holderIdentity !== '' && elector.observedAtMs + leaseDurationSeconds * 1000 > nowMs) return false;
  const spec = own ? { ...wanted, acquireTime, leaseTransitions } : { ...wanted, leaseTransitions: leaseTransitions + 1 };
  if (!port.update(lease, spec)) return false;
  observe(elector, spec, nowMs);
  return true;
}

function observe(elector: Elector, spec: Lease['spec'], nowMs: number): void {
  elector.observed = spec;
  elector.observedAtMs = nowMs;
}

function sameSpec(a: Lease['spec'] | null, b: Lease['spec']): boolean {
  return a?.holderIdentity === b.holderIdentity && a?.renewTime === b.renewTime && a?.leaseDurationSeconds === b.leaseDurationSeconds
    && a?.acquireTime === b.acquireTime && a?.leaseTransitions === b.leaseTransitions;
}
