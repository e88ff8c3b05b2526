import type { FleetContext } from '../context.ts';
import { podObject } from '../pod/pod-object.ts';
import { machineRates } from '../resources/machine-use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { EvictionState } from './eviction-state.ts';
import { evictionPeriodMs, evictionPollMs, pressureTransitionMs } from '../timings.ts';
import { hasLocalStorageLimit } from './local-storage.ts';
import { observe } from './thresholds.ts';

/**
 * When the eviction manager has to look next. The real one looks every ten seconds; looks that can find nothing are left out. Costs in proportion to the pods that grow.
 * @returns Infinity when no signal is at or moving towards its threshold and no condition is waiting to end
 */
export function nextEvictionMs(context: FleetContext, node: NodeRuntime, eviction: EvictionState): number {
  const { nowMs } = context.component.env;
  if (eviction.waitsFor.size > 0) {
    const polls = Math.floor((eviction.waitsUntilMs - nowMs - 1) / evictionPollMs);
    return Math.max(nowMs, eviction.waitsUntilMs - Math.max(0, polls) * evictionPollMs);
  }
  let atMs = Infinity;
  const rates = machineRates(context.state.pods, node, nowMs);
  for (const { threshold, available, value, met } of observe(context.state.pods, node, nowMs)) {
    const rate = rates[threshold.measures];
    if (met) atMs = nowMs;
    else if (rate > 0) atMs = Math.min(atMs, nowMs + ((available - value) * 1000) / rate);
  }
  for (const observedMs of eviction.observedAtMs.values()) atMs = Math.min(atMs, observedMs + pressureTransitionMs);
  if (eviction.lookWanted || hasLimitedWriter(context, node)) atMs = nowMs;
  return atMs === Infinity ? Infinity : nextLookMs(eviction, Math.max(atMs, nowMs + 1));
}

/** The first look at or after `atMs`. */
function nextLookMs({ startedAtMs }: EvictionState, atMs: number): number {
  return startedAtMs + Math.ceil(Math.max(1, atMs - startedAtMs) / evictionPeriodMs) * evictionPeriodMs;
}

/** A pod whose local storage is limited goes on writing. */
function hasLimitedWriter(context: FleetContext, node: NodeRuntime): boolean {
  for (const uid of node.growing) {
    const pod = context.state.pods.get(uid);
    if (!pod || pod.stage !== 'Active') continue;
    const writes = [...pod.containers.values()].some(({ instance }) => (instance?.growth?.disk ?? 0) > 0);
    const object = writes ? podObject(context, pod) : undefined;
    if (object && hasLocalStorageLimit(object)) return true;
  }
  return false;
}
