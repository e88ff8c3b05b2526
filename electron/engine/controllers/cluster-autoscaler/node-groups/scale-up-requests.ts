import { backOffResetMs, firstBackOffMs, longestBackOffMs, maxNodeProvisionMs, maxTotalUnreadyPercent, okTotalUnready } from '../settings.ts';
import type { AutoscalerState } from '../state.ts';
import type { GroupState } from './group-state.ts';

/** A request that was given up. */
export interface TimedOut {
  readonly group: GroupState;
  readonly afterMs: number;
  readonly backOffUntilMs: number;
}

/** Source: registerOrUpdateScaleUpNoLock. */
export function noteScaleUp(state: AutoscalerState, group: string, increase: number, nowMs: number): void {
  const known = state.requests.get(group);
  state.requests.set(group, { increase: (known?.increase ?? 0) + increase, atMs: nowMs, expectedByMs: nowMs + maxNodeProvisionMs });
}

/**
 * Ends the requests whose nodes are all there, and those that took too long: their group is left alone for a while. Source: updateScaleRequests.
 * @returns those that took too long
 */
export function settleRequests(state: AutoscalerState, groups: readonly GroupState[], nowMs: number): TimedOut[] {
  const timedOut: TimedOut[] = [];
  for (const [name, { failedAtMs }] of state.backOffs) if (failedAtMs + backOffResetMs < nowMs) state.backOffs.delete(name);
  for (const [name, request] of state.requests) {
    const group = groups.find((one) => one.name === name);
    if (!group || group.target <= group.ready.length + group.unready.length) {
      state.requests.delete(name);
      state.backOffs.delete(name);
    } else if (request.expectedByMs < nowMs) {
      state.requests.delete(name);
      timedOut.push({ group, afterMs: nowMs - request.atMs, backOffUntilMs: backOff(state, name, nowMs) });
    }
  }
  return timedOut;
}

/** Five minutes, doubling for a group that fails again after its back-off, at most half an hour. Source: exponentialBackoff. */
export function backOff(state: AutoscalerState, group: string, nowMs: number): number {
  const known = state.backOffs.get(group);
  const durationMs = known && known.untilMs < nowMs ? Math.min(2 * known.durationMs, longestBackOffMs) : firstBackOffMs;
  state.backOffs.set(group, { durationMs, untilMs: nowMs + durationMs, failedAtMs: nowMs });
  return nowMs + durationMs;
}

export function isBackedOff(state: AutoscalerState, group: string, nowMs: number): boolean {
  return (state.backOffs.get(group)?.untilMs ?? -Infinity) > nowMs;
}

/** Nodes were asked for and are on their way. Source: IsNodeGroupScalingUp. */
export function isScalingUp(state: AutoscalerState, { name, target, ready, unready }: GroupState): boolean {
  return state.requests.has(name) && target > ready.length + unready.length;
}

/** No more nodes are missing or broken than may be. Source: IsNodeGroupHealthy. */
export function isGroupHealthy(state: AutoscalerState, group: GroupState): boolean {
  const { name, target, ready, unready, notStarted, longUnregistered } = group;
  const expected = target - longUnregistered.length - (state.requests.get(name)?.increase ?? 0);
  return isAcceptable(expected - ready.length, ready.length + unready.length + notStarted.length);
}

/** Source: IsClusterHealthy. */
export function isClusterHealthy(unready: number, nodes: number): boolean {
  return isAcceptable(unready, nodes);
}

function isAcceptable(bad: number, all: number): boolean {
  return bad <= okTotalUnready || bad <= (maxTotalUnreadyPercent / 100) * all;
}
