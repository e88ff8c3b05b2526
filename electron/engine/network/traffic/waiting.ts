import { symptomOf, type FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { FlowOutcome, HandlerLoad } from './flow-state.ts';
import { LatencyMixture, noLatency, plus, type Latency } from './latency.ts';

/** Those that pass a request on keep it until it is answered, or until they give up on who does not answer. */
export function noteWaits(waits: Map<HandlerLoad, LatencyMixture>, way: readonly HandlerLoad[], { probability, cause }: FlowOutcome): void {
  if (way.length < 2 && !cause) return;
  let behind = cause ? { meanMs: patienceWith(cause), variance: 0 } : noLatency;
  for (const [index, handler] of way.toReversed().entries()) {
    if (index > 0 || cause) {
      const known = waits.get(handler) ?? new LatencyMixture();
      known.add(behind.meanMs, behind.variance, probability);
      waits.set(handler, known);
    }
    behind = plus(behind, handler.station.total);
  }
}

/** Source: proxy-connect-timeout and proxy-read-timeout of ingress-nginx. */
const connectTimeoutMs = 5_000;
const readTimeoutMs = 60_000;

function patienceWith(cause: FailureCause): number {
  if (cause.kind === 'Hung') return readTimeoutMs;
  return symptomOf(cause) === 'Timeout' ? connectTimeoutMs : 0;
}

/** Of all requests that a container takes, how long it waits for those behind it. */
export function waitOf({ waits, inflow }: HandlerLoad): Latency {
  if (!waits) return noLatency;
  const mixture = new LatencyMixture();
  for (const [flow, rps] of inflow) {
    const { meanMs, variance } = waits.get(flow) ?? noLatency;
    mixture.add(meanMs, variance, rps);
  }
  return mixture.latency;
}
