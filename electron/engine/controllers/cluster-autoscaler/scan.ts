import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { GroupScaling } from '../../cloud/node-groups/launcher.ts';
import type { ComponentContext } from '../../component.ts';
import type { PodInfo } from '../../scheduler/cache/pod-info.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';
import { recordNodeLooks, recordScaleUp, recordTimedOut, recordUnhelped } from './decisions.ts';
import { groupStates, isNodeReady, startedByMs, upcomingCount, type GroupState } from './node-groups/group-state.ts';
import { backOff, isBackedOff, isClusterHealthy, isGroupHealthy, noteScaleUp, settleRequests } from './node-groups/scale-up-requests.ts';
import { nodeFromTemplate } from './node-groups/template-node.ts';
import { deleteMachine, startDeletion } from './scale-down/actuator.ts';
import { findUnneeded, removableNow, type NodeLook } from './scale-down/planner.ts';
import { updateSoftTaints } from './scale-down/soft-taints.ts';
import { scaleUpText } from './scale-up/balance.ts';
import { atMaximum, planScaleUp, reasonsText, type ScaleUpPlan, type SkippedReason } from './scale-up/plan-scale-up.ts';
import { delayAfterAddMs, delayAfterFailureMs, newPodMs } from './settings.ts';
import type { AutoscalerState } from './state.ts';
import { recordOnStatus } from './status/status-events.ts';
import type { NodeCounts } from './status/status-text.ts';
import { writeStatus } from './status/write-status.ts';
import { removeTaint, taintOf, toBeDeletedTaint } from './taints.ts';
import { podsToHelp } from './unschedulable-pods.ts';

export interface ScanWorld {
  readonly context: ComponentContext;
  readonly scaling: GroupScaling | undefined;
  readonly state: AutoscalerState;
  readonly snapshot: ClusterSnapshot;
  /** Keys of pods that the scheduler could not place. */
  readonly unschedulable: ReadonlySet<string>;
}

/** What a scan leaves for the planning of the next one. */
export interface ScanResult {
  readonly groups: readonly GroupState[];
  /** Something is left to do that no event will announce: scan again at the next turn. */
  readonly again: boolean;
  readonly looks: readonly NodeLook[];
  readonly pendingPods: number;
}

/** One turn of the main loop. Source: StaticAutoscaler.RunOnce. */
export function scan(world: ScanWorld): ScanResult {
  const { context, state, snapshot } = world;
  const { api, env } = context;
  if (!state.begun) cleanTaints(world);
  let groups = groupStates(api, env, state);
  for (const timedOut of settleRequests(state, groups, env.nowMs)) {
    const message = `Nodes added to group ${timedOut.group.name} failed to register within ${goDuration(timedOut.afterMs)}`;
    recordOnStatus(api, 'Warning', 'ScaleUpTimedOut', message);
    recordTimedOut(context, timedOut);
  }
  const unfulfilled = giveUpUnfulfilled(world, groups);
  if (removeLongUnregistered(world, groups) || unfulfilled) groups = groupStates(api, env, state);
  const nodes = countNodes(world);
  if (!isClusterHealthy(nodes.unready, nodes.all)) {
    state.unneeded.clear();
    recordOnStatus(api, 'Warning', 'ClusterUnhealthy', 'Cluster is unhealthy');
    return finish(world, groups, nodes, { groups, again: false, looks: [], pendingPods: 0 });
  }
  // What is imagined is taken back before a node or a pod is written: the snapshot follows the real cluster only then.
  const found = snapshot.fork(() => look(world, groups));
  return finish(world, groups, nodes, found.mayRemove ? removeNodes(world, found) : found);
}

function finish(world: ScanWorld, groups: readonly GroupState[], nodes: NodeCounts, result: ScanResult): ScanResult {
  const candidates = new Map<string, number>();
  for (const { group, sinceMs } of result.looks) if (sinceMs !== undefined) candidates.set(group, (candidates.get(group) ?? 0) + 1);
  writeStatus(world.context, world.state, groups, nodes, candidates);
  return result;
}

/** What a scan finds: groups have grown already, nodes may have to go. */
interface Found extends ScanResult {
  readonly mayRemove?: boolean;
}

function look(world: ScanWorld, groups: readonly GroupState[]): Found {
  const { context: { api, env }, state, snapshot } = world;
  const slots = imagineUpcoming(world, groups);
  const pods = podsToHelp(api, snapshot, state, world.unschedulable, slots);
  if (pods.length > 0) {
    // Where all are that young, more will come: they are waited for, and nothing is taken away meanwhile.
    if (pods.every(({ pod }) => isNew(world, pod))) return { groups, again: true, looks: [], pendingPods: pods.length };
    if (scaleUp(world, groups, pods)) return { groups, again: true, looks: [], pendingPods: pods.length };
  }
  const looks = removableNow({ api, env, snapshot, state, groups }, findUnneeded({ api, env, snapshot, state, groups }));
  recordNodeLooks(world.context, state, looks);
  const candidates = groups.some(({ ready, unready }) => ready.length + unready.length > 0);
  return { groups, again: false, looks, pendingPods: pods.length, mayRemove: candidates && !inCoolDown(world) };
}

function removeNodes({ context, state, scaling }: ScanWorld, { groups, looks, pendingPods }: Found): ScanResult {
  const started = startDeletion({ context, state, scaling }, looks);
  const again = started.length === 0 && updateSoftTaints(context, state, groups);
  return { groups, again, looks: looks.filter((one) => !started.includes(one)), pendingPods };
}

function isNew({ context: { env } }: ScanWorld, { metadata: { creationTimestamp } }: Pod): boolean {
  return creationTimestamp !== undefined && env.parseTimestamp(creationTimestamp) + newPodMs > env.nowMs;
}

/** Nodes that are on their way stand in the snapshot as if they were there, in place of those that have registered and are not ready yet. @returns all slots */
function imagineUpcoming({ context: { api }, snapshot }: ScanWorld, groups: readonly GroupState[]): Int32Array {
  const names: string[] = [];
  const starting = new Set(groups.flatMap((group) => (upcomingCount(group) > 0 ? group.notStarted : [])));
  for (const name of starting) snapshot.removeNode(name);
  for (const { metadata: { name } } of api.list<Node>('nodes')) if (!starting.has(name)) names.push(name);
  for (const group of groups) {
    for (let index = 0; index < upcomingCount(group); index += 1) {
      const { node, pods } = nodeFromTemplate(group.template, `template-node-for-${group.name}-upcoming-${index}`);
      snapshot.addNode(node, pods);
      names.push(node.metadata.name);
    }
  }
  return snapshot.slotsOf(names);
}

/** @returns whether some group grows */
function scaleUp(world: ScanWorld, groups: readonly GroupState[], pods: readonly PodInfo[]): boolean {
  const { context, state, snapshot } = world;
  const { api, env } = context;
  const plan = planScaleUp(snapshot, pods, groups, (group) => skipReason(world, group));
  if (plan.infos.length === 0) {
    for (const unhelped of plan.unhelped) {
      const message = `pod didn't trigger scale-up: ${reasonsText(unhelped)}`;
      api.recordEvent(unhelped.pod.pod, { type: 'Normal', reason: 'NotTriggerScaleUp', message });
      recordUnhelped(context, unhelped);
    }
    return false;
  }
  return execute(world, plan, (group, size) => {
    const refused = world.scaling?.setDesiredCapacity(group, size);
    if (refused === undefined) return resize(world, group, size) ? undefined : 'the group was not resized';
    backOff(state, group, env.nowMs);
    return `failed to increase node group size: ${refused}`;
  }, (group, increase) => {
    noteScaleUp(state, group, increase, env.nowMs);
    state.lastScaleUpMs = env.nowMs;
  });
}

/** Source: ScaleUpExecutor; EventingScaleUpStatusProcessor. */
function execute(
  { context }: ScanWorld, plan: ScaleUpPlan, resize: (group: string, size: number) => string | undefined, note: (group: string, increase: number) => void,
): boolean {
  const { api } = context;
  for (const { group, currentSize, newSize, maxSize } of plan.infos) {
    const told = `${newSize} instead of ${currentSize} (max: ${maxSize})`;
    recordOnStatus(api, 'Normal', 'ScaledUpGroup', `Scale-up: setting group ${group} size to ${told}`);
    const refused = resize(group, newSize);
    if (refused !== undefined) {
      recordOnStatus(api, 'Warning', 'FailedToScaleUpGroup', `Scale-up failed for group ${group}: ${refused}`);
      return false;
    }
    note(group, newSize - currentSize);
    recordOnStatus(api, 'Normal', 'ScaledUpGroup', `Scale-up: group ${group} size set to ${told}`);
  }
  for (const { pod } of plan.best?.pods ?? []) {
    const message = `pod triggered scale-up: ${scaleUpText(plan.infos)}`;
    api.recordEvent(pod, { type: 'Normal', reason: 'TriggeredScaleUp', message });
  }
  recordScaleUp(context, plan);
  return true;
}

/** Source: filterValidScaleUpNodeGroups, IsNodeGroupReadyToScaleUp. */
function skipReason({ context: { env }, state }: ScanWorld, group: GroupState): SkippedReason | undefined {
  if (!isGroupHealthy(state, group)) return 'not ready for scale-up';
  if (isBackedOff(state, group.name, env.nowMs)) return 'in backoff after failed scale-up';
  return group.target >= group.max ? atMaximum : undefined;
}

function inCoolDown({ context: { env }, state }: ScanWorld): boolean {
  return state.lastScaleUpMs + delayAfterAddMs > env.nowMs || state.lastScaleDownFailureMs + delayAfterFailureMs > env.nowMs;
}

/** What an earlier life has begun is not gone on with. Source: cleanUpIfRequired. */
function cleanTaints({ context: { api }, state }: ScanWorld): void {
  state.begun = true;
  for (const node of [...api.list<Node>('nodes')]) if (taintOf(node, toBeDeletedTaint)) removeTaint(api, node.metadata.name, toBeDeletedTaint);
}

/**
 * Machines that the cloud was asked for and cannot give are not waited for: their group is as large as it is, and left alone for a while, so that others have
 * their turn. Source: handleInstanceCreationErrors, deleteCreatedNodesWithErrors; placeholder instances of the AWS provider.
 */
function giveUpUnfulfilled(world: ScanWorld, groups: readonly GroupState[]): boolean {
  const { context: { api, env }, scaling, state } = world;
  let changed = false;
  for (const { name, min, target, ready, unready, notStarted, unregistered, longUnregistered } of groups) {
    const there = ready.length + unready.length + notStarted.length + unregistered.length + longUnregistered.length;
    const size = Math.max(min, there);
    if (target <= size || !scaling?.failureOf(name) || scaling.setDesiredCapacity(name, size) !== undefined) continue;
    if (!resize(world, name, size)) continue;
    state.requests.delete(name);
    backOff(state, name, env.nowMs);
    recordOnStatus(api, 'Warning', 'ScaleUpFailed', `Failed adding ${target - size} nodes to group ${name} due to OutOfResource.placeholder-cannot-be-fulfilled`);
    changed = true;
  }
  return changed;
}

function resize({ context: { api } }: ScanWorld, group: string, size: number): boolean {
  const object = api.get<NodeGroup>('nodegroups', group);
  return object !== undefined && api.update<NodeGroup>({ ...object, spec: { ...object.spec, desiredSize: size } }).ok;
}

/** Machines that did not become nodes in time are taken out of their group. Source: removeOldUnregisteredNodes. */
function removeLongUnregistered({ context, scaling }: ScanWorld, groups: readonly GroupState[]): boolean {
  let removed = false;
  for (const { name, target, min, longUnregistered } of groups) {
    for (const machine of longUnregistered.slice(0, Math.max(0, target - min))) {
      if (deleteMachine(context, name, machine, scaling) !== undefined) continue;
      recordOnStatus(context.api, 'Normal', 'DeleteUnregistered', `Removed unregistered node clusterwright:///${machine}`);
      removed = true;
    }
  }
  return removed;
}

function countNodes({ context: { api, env } }: ScanWorld): NodeCounts {
  let [all, ready, notStarted] = [0, 0, 0];
  for (const node of api.list<Node>('nodes')) {
    all += 1;
    if (isNodeReady(node)) ready += 1;
    else if (env.nowMs < startedByMs(env, node)) notStarted += 1;
  }
  return { all, ready, notStarted, unready: all - ready - notStarted };
}

/** As Go prints a time.Duration of whole seconds: `15m10s`. */
function goDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds % 60}s`;
}
