import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import { desiredSizeOf, type NodeGroup } from '../../../../../shared/kubernetes/types/node-group.ts';
import type { Pod } from '../../../../../shared/kubernetes/types/pod.ts';
import { objectKey } from '../../../../../shared/kubernetes/registry.ts';
import type { GroupScaling } from '../../../cloud/node-groups/launcher.ts';
import type { ComponentContext } from '../../../component.ts';
import {
  deleteDelayAfterTaintMs, drainPollMs, evictionRetryMs, maxDrainParallelism, maxGracefulTerminationS, maxPodEvictionMs, maxScaleDownParallelism,
  podEvictionHeadroomMs,
} from '../settings.ts';
import type { AutoscalerState, Deletion } from '../state.ts';
import { addTaint, removeTaint, toBeDeletedTaint } from '../taints.ts';
import { recordOnStatus } from '../status/status-events.ts';
import { drainPlan } from './drainability.ts';
import type { NodeLook } from './planner.ts';

/** What the actuator works with. */
export interface Actuation {
  readonly context: ComponentContext;
  readonly state: AutoscalerState;
  readonly scaling: GroupScaling | undefined;
}

/**
 * Starts to take nodes away: empty ones first, at most ten at a time, and one at a time of those that have to be drained. Source: Actuator.StartDeletion,
 * cropNodesToBudgets. @returns the nodes that are on their way now
 */
export function startDeletion(actuation: Actuation, looks: readonly NodeLook[]): NodeLook[] {
  const { state, context } = actuation;
  const going = looks.filter(({ reason, sinceMs }) => reason === undefined && sinceMs !== undefined);
  const inProgress = [...state.deletions.values()];
  const started: NodeLook[] = [];
  let budget = maxScaleDownParallelism - inProgress.length;
  let drains = maxDrainParallelism - inProgress.filter(({ drain }) => drain).length;
  for (const drain of [false, true]) {
    for (const one of going) {
      if ((one.toMove ?? []).length > 0 !== drain || budget <= 0 || (drain && drains <= 0)) continue;
      const node = context.api.get<Node>('nodes', one.node);
      if (!node || !addTaint(context.api, one.node, toBeDeletedTaint, 'NoSchedule', epochMs(context))) continue;
      budget -= 1;
      if (drain) drains -= 1;
      context.api.recordEvent(node, { type: 'Normal', reason: 'ScaleDown', message: 'marked the node as toBeDeleted/unschedulable' });
      announce(context, one, drain);
      started.push(one);
      state.unneeded.delete(one.node);
      state.deletions.set(one.node, {
        group: one.group, drain, startedAtMs: context.env.nowMs, stage: 'Tainted', nextAtMs: context.env.nowMs + deleteDelayAfterTaintMs,
        untilMs: Infinity, refused: new Map(), leaving: new Map(),
      });
    }
  }
  return started;
}

/** Wall-clock milliseconds since 1970, as taints count. */
function epochMs({ env }: ComponentContext): number {
  return Date.parse(env.timestamp());
}

function announce(context: ComponentContext, { node, utilization, toMove = [] }: NodeLook, drain: boolean): void {
  if (!drain) {
    recordOnStatus(context.api, 'Normal', 'ScaleDownEmpty', `Scale-down: removing empty node "${node}"`);
    return;
  }
  const { cpu = 0, memory = 0, resource = '', share = 0 } = utilization ?? {};
  const info = `{${cpu} ${memory} 0 0 ${resource} ${share}}`;
  const pods = toMove.map(({ metadata }) => metadata.name).join(',');
  recordOnStatus(context.api, 'Normal', 'ScaleDown', `Scale-down: removing node ${node}, utilization: ${info}, pods to reschedule: ${pods}`);
}

/** Goes on with the nodes that are due. @returns whether one of them is gone, or stays after all */
export function continueDeletions(actuation: Actuation): boolean {
  const { state, context } = actuation;
  let ended = false;
  for (const [name, deletion] of [...state.deletions]) {
    if (deletion.nextAtMs > context.env.nowMs) continue;
    const end = step(actuation, name, deletion);
    if (!end) continue;
    ended = true;
    state.deletions.delete(name);
    if (end.failure !== undefined) fail(actuation, name, deletion, end.failure);
  }
  return ended;
}

type End = { readonly failure?: string } | undefined;

function step(actuation: Actuation, name: string, deletion: Deletion): End {
  const { api } = actuation.context;
  const node = api.get<Node>('nodes', name);
  if (!node) return {};
  switch (deletion.stage) {
    case 'Tainted': return begin(actuation, name, deletion);
    case 'Evicting': return evict(actuation, name, deletion);
    default: return waitForPods(actuation, node, deletion);
  }
}

/** The pods are looked at once more: five seconds have passed. Source: deleteNodesAsync. */
function begin(actuation: Actuation, name: string, deletion: Deletion): End {
  const { api, env } = actuation.context;
  const { toMove, ofDaemonSets, blocking } = drainPlan(api, env, podsOn(actuation, name));
  if (blocking) return { failure: `GetPodsToMove for "${name}" returned error: ${blockingText(blocking.pod, blocking.reason)}` };
  if (!deletion.drain) {
    if (toMove.length > 0) return { failure: `failed to delete empty node "${name}", new pods scheduled` };
    return removeNode(actuation, name, deletion);
  }
  deletion.stage = 'Evicting';
  deletion.untilMs = env.nowMs + maxPodEvictionMs;
  for (const pod of [...toMove, ...ofDaemonSets]) {
    api.recordEvent(pod, { type: 'Normal', reason: 'ScaleDown', message: 'deleting pod for node scale down' });
  }
  for (const pod of toMove) {
    deletion.leaving.set(objectKey(pod), pod.metadata.uid ?? '');
    deletion.refused.set(objectKey(pod), '');
  }
  // Pods of DaemonSets are asked once, and not waited for.
  for (const pod of ofDaemonSets) api.evict(objectKey(pod), { gracePeriodSeconds: graceOf(pod) });
  return evict(actuation, name, deletion);
}

/** Asks for the eviction of all that are still there; a refusal is tried again every ten seconds for two minutes. Source: Evictor.evictPod. */
function evict(actuation: Actuation, name: string, deletion: Deletion): End {
  const { api, env } = actuation.context;
  for (const key of [...deletion.refused.keys()]) {
    const pod = api.get<Pod>('pods', key);
    const answer = pod && pod.metadata.uid === deletion.leaving.get(key) ? api.evict(key, { gracePeriodSeconds: graceOf(pod) }) : undefined;
    if (!answer || answer.ok || answer.error.reason === 'NotFound') deletion.refused.delete(key);
    else deletion.refused.set(key, answer.error.message ?? '');
  }
  if (deletion.refused.size === 0) {
    deletion.stage = 'Waiting';
    deletion.untilMs = env.nowMs + maxGracefulTerminationS * 1000 + podEvictionHeadroomMs;
    deletion.nextAtMs = env.nowMs;
    const node = api.get<Node>('nodes', name);
    return node ? waitForPods(actuation, node, deletion) : {};
  }
  deletion.nextAtMs = env.nowMs + evictionRetryMs;
  if (deletion.nextAtMs < deletion.untilMs) return undefined;
  const errors: string[] = [];
  for (const [key, refusal] of deletion.refused) {
    const pod = api.get<Pod>('pods', key);
    if (pod) api.recordEvent(pod, { type: 'Warning', reason: 'ScaleDownFailed', message: 'failed to delete pod for ScaleDown' });
    errors.push(`failed to evict pod ${key} within allowed timeout (last error: ${refusal})`);
  }
  return { failure: `Failed to drain node /${name}, due to following errors: [${errors.join(' ')}]` };
}

/** Source: waitPodsToDisappear. */
function waitForPods(actuation: Actuation, node: Node, deletion: Deletion): End {
  const { api, env } = actuation.context;
  const { name } = node.metadata;
  const left = [...deletion.leaving].some(([key, uid]) => {
    const pod = api.get<Pod>('pods', key);
    return pod !== undefined && pod.metadata.uid === uid && pod.spec.nodeName === name;
  });
  if (!left) return removeNode(actuation, name, deletion);
  deletion.nextAtMs = env.nowMs + drainPollMs;
  return env.nowMs < deletion.untilMs ? undefined : { failure: `Failed to drain node /${name}: pods remaining after timeout` };
}

/** The group shrinks by this machine. Source: NodeGroup.DeleteNodes, RegisterAndRecordSuccessfulScaleDownEvent. */
function removeNode({ context, scaling }: Actuation, name: string, deletion: Deletion): End {
  const node = context.api.get<Node>('nodes', name);
  const refused = deleteMachine(context, deletion.group, name, scaling);
  if (refused) return { failure: `failed to delete ${name}: ${refused}` };
  if (node) context.api.recordEvent(node, { type: 'Normal', reason: 'ScaleDown', message: 'nodes removed by cluster autoscaler' });
  if (deletion.drain) recordOnStatus(context.api, 'Normal', 'ScaleDown', `Scale-down: node ${name} removed with drain`);
  else recordOnStatus(context.api, 'Normal', 'ScaleDownEmpty', `Scale-down: empty node ${name} removed`);
  return {};
}

/** Takes one machine out of its group, which is smaller by one then. @returns why not */
export function deleteMachine({ api }: ComponentContext, groupName: string, machine: string, scaling: GroupScaling | undefined): string | undefined {
  const group = api.get<NodeGroup>('nodegroups', groupName);
  if (!group) return `node group ${groupName} not found`;
  const size = desiredSizeOf(group.spec);
  if (size <= group.spec.minSize) return `min size reached, nodes will not be deleted`;
  const refused = scaling?.terminate(groupName, machine);
  if (refused !== undefined) return refused;
  const resized = api.update<NodeGroup>({ ...group, spec: { ...group.spec, desiredSize: size - 1 } });
  const deleted = resized.ok ? api.delete('machines', machine) : resized;
  return deleted.ok || deleted.error.reason === 'NotFound' ? undefined : deleted.error.message;
}

/** Source: CleanUpAndRecordFailedScaleDownEvent. */
function fail({ context }: Actuation, name: string, { drain }: Deletion, failure: string): void {
  const node = context.api.get<Node>('nodes', name);
  const message = `${drain ? 'failed to drain and delete node' : 'failed to delete empty node'}: ${failure}`;
  if (node) context.api.recordEvent(node, { type: 'Warning', reason: 'ScaleDownFailed', message });
  removeTaint(context.api, name, toBeDeletedTaint);
}

function podsOn({ context: { api } }: Actuation, name: string): Pod[] {
  return [...api.byIndex<Pod>('pods', 'nodeName', name)].filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
}

function graceOf({ spec }: Pod): number {
  return Math.min(spec.terminationGracePeriodSeconds ?? 30, maxGracefulTerminationS);
}

/** As the drainability rules word it. */
function blockingText({ metadata: { namespace = '', name } }: Pod, reason: string): string {
  switch (reason) {
    case 'NotReplicated': return `${namespace}/${name} is not replicated`;
    case 'LocalStorageRequested': return `pod with local storage present: ${name}`;
    case 'NotSafeToEvictAnnotation': return `pod annotated as not safe to evict present: ${name}`;
    case 'UnmovableKubeSystemPod': return `non-daemonset, non-mirrored, non-pdb-assigned kube-system pod present: ${name}`;
    case 'NotEnoughPdb': return `not enough pod disruption budget to move ${namespace}/${name}`;
    default: return `controller for ${namespace}/${name} is not available`;
  }
}
