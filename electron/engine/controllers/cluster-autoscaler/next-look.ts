import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ComponentContext } from '../../component.ts';
import { isNodeReady, startedByMs } from './node-groups/group-state.ts';
import { longTerminatingAtMs } from './scale-down/drainability.ts';
import type { ScanResult } from './scan.ts';
import { delayAfterAddMs, delayAfterFailureMs, maxNodeProvisionMs, unneededMs, unreadyMs } from './settings.ts';
import type { AutoscalerState } from './state.ts';

/**
 * When a look would find something else although nothing happens. `deadlineMs`: something will surely be done then; `backgroundMs`: it is merely worth
 * another look, which may go on for ever.
 * @param leaving keys of pods that are being deleted: one that overstays its time counts as gone
 */
export function nextLookMs(
  { api, env }: ComponentContext, state: AutoscalerState, { groups, looks, pendingPods }: ScanResult, leaving: Iterable<string>,
): { deadlineMs: number; backgroundMs: number } {
  const { nowMs } = env;
  const sure: number[] = [];
  const perhaps: number[] = [...state.recheckAtMs.values()];
  for (const key of leaving) {
    const pod = api.get<Pod>('pods', key);
    if (pod) sure.push(longTerminatingAtMs(pod, env));
  }
  for (const { expectedByMs } of state.requests.values()) sure.push(expectedByMs + 1);
  if (pendingPods > 0) perhaps.push(...[...state.backOffs.values()].map(({ untilMs }) => untilMs));
  for (const { min, target, notStarted, unregistered } of groups) {
    // A machine that the group cannot do without is only counted.
    const times = target > min ? sure : perhaps;
    for (const machine of unregistered) times.push((state.unregistered.get(machine) ?? nowMs) + maxNodeProvisionMs + 1);
    for (const name of notStarted) {
      const node = api.get<Node>('nodes', name);
      if (node) times.push(startedByMs(env, node));
    }
  }
  const coolDownMs = Math.max(state.lastScaleUpMs + delayAfterAddMs, state.lastScaleDownFailureMs + delayAfterFailureMs);
  for (const { node: name, reason, sinceMs } of looks) {
    if (sinceMs === undefined || reason === 'NodeGroupMinSizeReached') continue;
    const node = api.get<Node>('nodes', name);
    const atMs = sinceMs + (node && isNodeReady(node) ? unneededMs : unreadyMs) + 1;
    sure.push(Math.max(atMs, coolDownMs));
  }
  return { deadlineMs: soonest(sure, nowMs), backgroundMs: soonest(perhaps, nowMs) };
}

function soonest(times: readonly number[], nowMs: number): number {
  return Math.min(Infinity, ...times.filter((atMs) => atMs > nowMs));
}
