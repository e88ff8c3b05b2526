import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { RouteStop } from '../../../../shared/network/trace.ts';
import { FailureTally } from './failures.ts';
import type { Flow, FlowOutcome } from './flow-state.ts';
import { LatencyMixture, percentiles } from './latency.ts';

/** What came of requests, per second. `rps` is `servedRps` and `failures` together. Milliseconds. */
export interface TrafficMeasure {
  rps: number;
  servedRps: number;
  failures: { cause: FailureCause; rps: number }[];
  p50Ms: number;
  p95Ms: number;
}

/** All requests of some flows. */
export function measureFlows(flows: Iterable<Flow>): TrafficMeasure {
  const mixture = new LatencyMixture();
  const failures = new FailureTally();
  let rps = 0;
  let servedRps = 0;
  for (const flow of flows) {
    rps += flow.rps;
    servedRps += flow.rps * flow.served;
    mixture.add(flow.latency.meanMs, flow.latency.variance, flow.rps * flow.served);
    failures.addAll(flow.failures, flow.rps);
  }
  return measure(rps, servedRps, failures, mixture);
}

/** Those requests of flows whose way leads by a stop that `passes`. */
export function measurePassing(flows: Iterable<Flow>, passes: (stop: RouteStop) => boolean): TrafficMeasure {
  const mixture = new LatencyMixture();
  const failures = new FailureTally();
  let rps = 0;
  let servedRps = 0;
  for (const flow of flows) {
    let share = 0;
    let served = 0;
    for (const outcome of flow.outcomes) {
      if (!outcome.route.some(passes)) continue;
      share += outcome.probability;
      served += outcome.probability * outcome.served;
    }
    if (share === 0) continue;
    rps += flow.rps * share;
    servedRps += flow.rps * served;
    mixture.add(flow.latency.meanMs, flow.latency.variance, flow.rps * served);
    addFailures(failures, flow, share, served);
  }
  return measure(rps, servedRps, failures, mixture);
}

/** The flow's failures, as far as they are of these ways: of causes that only other ways have, none. */
function addFailures(failures: FailureTally, flow: Flow, share: number, served: number): void {
  const failed = share - served;
  const ofFlow = flow.failures.reduce((sum, one) => sum + one.share, 0);
  if (failed > 0 && ofFlow > 0) failures.addAll(flow.failures, (flow.rps * failed) / ofFlow);
}

function measure(rps: number, servedRps: number, failures: FailureTally, mixture: LatencyMixture): TrafficMeasure {
  return { rps, servedRps, failures: failures.shares.map(({ cause, share }) => ({ cause, rps: share })), ...percentiles(mixture.latency) };
}

/** Requests of a flow from one stop of its way to the next; absent `from`: from the sender. */
export interface Leg {
  from?: RouteStop;
  to: RouteStop;
  rps: number;
  failedRps: number;
  /** Why those fail. */
  failures: FailureTally;
  /** How many of them have reached a container and fail for what is behind it. */
  behindRps: number;
}

/** @param keyOf what counts as the same thing, e.g. the pods of one workload; undefined: the stop is not shown */
export function legsOf(flow: Flow, keyOf: (stop: RouteStop) => string | undefined): Leg[] {
  const legs = new Map<string, Leg>();
  for (const outcome of flow.outcomes) {
    let from: RouteStop | undefined;
    for (const to of outcome.route) {
      const key = keyOf(to);
      if (key === undefined) continue;
      addLeg(legs, `${from ? keyOf(from) : ''}→${key}`, { ...(from ? { from } : {}), to }, flow, outcome);
      from = to;
    }
  }
  return [...legs.values()];
}

function addLeg(legs: Map<string, Leg>, key: string, ends: Pick<Leg, 'from' | 'to'>, flow: Flow, { probability, served, cause }: FlowOutcome): void {
  let leg = legs.get(key);
  if (!leg) legs.set(key, (leg = { ...ends, rps: 0, failedRps: 0, failures: new FailureTally(), behindRps: 0 }));
  const failedRps = flow.rps * probability * (1 - served);
  leg.rps += flow.rps * probability;
  leg.failedRps += failedRps;
  if (!cause) leg.behindRps += failedRps;
  const reason = cause ?? causeBehind(flow);
  if (reason) leg.failures.add(reason, failedRps);
}

/** Why requests fail that have reached their container: the most frequent cause that none of the ways has by itself. */
function causeBehind({ failures, outcomes }: Flow): FailureCause | undefined {
  const onTheWay = new Set(outcomes.map(({ cause }) => cause?.kind));
  return failures.find(({ cause }) => !onTheWay.has(cause.kind))?.cause;
}
