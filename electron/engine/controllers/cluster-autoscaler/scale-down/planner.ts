import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../../shared/kubernetes/types/pod.ts';
import { objectKey } from '../../../../../shared/kubernetes/registry.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import type { Env } from '../../../env.ts';
import type { ClusterSnapshot } from '../cluster-snapshot.ts';
import { isNodeReady, type GroupState } from '../node-groups/group-state.ts';
import {
  maxScaleDownParallelism, scanIntervalMs, unneededMs, unreadyMs, unremovableRecheckMs, utilizationThreshold,
} from '../settings.ts';
import type { AutoscalerState } from '../state.ts';
import { taintOf, toBeDeletedTaint } from '../taints.ts';
import { drainPlan, isDaemonSetPod, isMirrorPod, type BlockingReason } from './drainability.ts';
import { simulateRemoval } from './simulate-removal.ts';
import { utilizationOf, type Utilization } from './utilization.ts';

/** Why a node is not taken away. Source: UnremovableReason. */
export type UnremovableReason =
  | 'ScaleDownDisabledAnnotation' | 'CurrentlyBeingDeleted' | 'NotUnderutilized' | 'RecentlyUnremovable' | 'NoPlaceToMovePods' | 'BlockedByPod'
  | 'NotUnneededLongEnough' | 'NotUnreadyLongEnough' | 'NodeGroupMinSizeReached';

export interface NodeLook {
  readonly node: string;
  readonly group: string;
  /** Absent: it may go now. */
  readonly reason?: UnremovableReason;
  /** Key of the pod that is in the way. */
  readonly pod?: string;
  readonly because?: BlockingReason;
  readonly utilization?: Utilization;
  /** It is unneeded since then. */
  readonly sinceMs?: number;
  /** Pods that would have to move. */
  readonly toMove?: readonly Pod[];
}

const scaleDownDisabled = 'cluster-autoscaler.kubernetes.io/scale-down-disabled';

/** What the planner asks about. */
export interface PlannerWorld {
  readonly api: ApiReader;
  readonly env: Env;
  readonly snapshot: ClusterSnapshot;
  readonly state: AutoscalerState;
  readonly groups: readonly GroupState[];
}

/**
 * Looks at every node of every group: is it used little, and would its pods find a place elsewhere? Remembers since when. Source: Planner.UpdateClusterState;
 * eligibility.Checker. What is imagined here is taken back by the caller.
 */
export function findUnneeded(world: PlannerWorld): NodeLook[] {
  const { api, env, state, snapshot, groups } = world;
  const looks: NodeLook[] = [];
  const destinations = new Set<string>();
  for (const { metadata: { name } } of api.list<Node>('nodes')) if (snapshot.node(name) && !state.deletions.has(name)) destinations.add(name);
  if (!placeLeavingPods(world, destinations)) {
    state.unneeded.clear();
    return looks;
  }
  for (const name of state.recheckAtMs.keys()) if ((state.recheckAtMs.get(name) ?? 0) <= env.nowMs || !api.get('nodes', name)) state.recheckAtMs.delete(name);
  const unneeded = new Map<string, number>();
  const limit = unneededLimit(state.unneeded.size);
  const candidates: Candidate[] = [];
  for (const group of groups) {
    for (const node of [...group.ready, ...group.unready]) {
      if (state.deletions.has(node)) continue;
      const [ineligible, utilization] = eligibility(world, group, node);
      if (ineligible || !utilization) looks.push({ node, group: group.name, reason: ineligible ?? 'RecentlyUnremovable', ...(utilization ? { utilization } : {}) });
      else candidates.push({ node, group, utilization, empty: isEmpty(world, node) });
    }
  }
  candidates.sort((a, b) => Number(b.empty) - Number(a.empty) || Number(state.unneeded.has(b.node)) - Number(state.unneeded.has(a.node)));
  for (const candidate of candidates) {
    const { node, group: { name: group } } = candidate;
    looks.push(unneeded.size >= limit ? { node, group, reason: 'RecentlyUnremovable' } : look(world, candidate, destinations, unneeded));
  }
  state.unneeded = unneeded;
  return looks;
}

/** Empty nodes are asked about first, and of the others those that were unneeded before. Source: emptycandidates, previouscandidates. */
interface Candidate {
  readonly node: string;
  readonly group: GroupState;
  readonly utilization: Utilization;
  readonly empty: boolean;
}

/** What keeps a node before its pods are asked. Source: eligibility.Checker. */
function eligibility({ api, env, state, snapshot }: PlannerWorld, { target, min }: GroupState, name: string): [UnremovableReason | undefined, Utilization?] {
  if (target <= min) return ['NodeGroupMinSizeReached'];
  const info = snapshot.node(name);
  const node = info && api.get<Node>('nodes', name);
  if (!info || !node || state.recheckAtMs.has(name)) return ['RecentlyUnremovable'];
  if (taintOf(node, toBeDeletedTaint)) return ['CurrentlyBeingDeleted'];
  if (node.metadata.annotations?.[scaleDownDisabled] === 'true') return ['ScaleDownDisabledAnnotation'];
  const utilization = utilizationOf(info, env);
  return [utilization.share >= utilizationThreshold ? 'NotUnderutilized' : undefined, utilization];
}

function isEmpty({ api, env, snapshot }: PlannerWorld, name: string): boolean {
  const pods = [...(snapshot.node(name)?.pods.values() ?? [])].map(({ pod }) => pod);
  const { toMove, blocking } = drainPlan(api, env, pods);
  return toMove.length === 0 && !blocking;
}

function look(
  { api, env, state, snapshot }: PlannerWorld, { node: name, group, utilization }: Candidate, destinations: Set<string>, unneeded: Map<string, number>,
): NodeLook {
  const of = { node: name, group: group.name };
  const removal = simulateRemoval(snapshot, api, env, name, destinations);
  if (removal.kind === 'Removable') {
    destinations.delete(name);
    const sinceMs = state.unneeded.get(name) ?? env.nowMs;
    unneeded.set(name, sinceMs);
    return { ...of, utilization, sinceMs, toMove: removal.toMove };
  }
  state.recheckAtMs.set(name, env.nowMs + unremovableRecheckMs);
  if (removal.kind === 'NoPlaceToMovePods') return { ...of, reason: removal.kind, pod: objectKey(removal.pod), utilization };
  return { ...of, reason: removal.kind, pod: objectKey(removal.blocking.pod), because: removal.blocking.reason, utilization };
}

/** Pods of nodes that are being drained will look for a place too. Source: injectOngoingActuation. */
function placeLeavingPods({ snapshot, state }: PlannerWorld, destinations: ReadonlySet<string>): boolean {
  const slots = snapshot.slotsOf(destinations);
  for (const [name, { drain }] of state.deletions) {
    if (!drain) continue;
    for (const { pod } of [...(snapshot.node(name)?.pods.values() ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1))) {
      if (isMirrorPod(pod) || isDaemonSetPod(pod) || pod.metadata.deletionTimestamp) continue;
      const waiting = snapshot.waiting(pod);
      const place = snapshot.findNode(waiting, slots);
      if (place === undefined) return false;
      snapshot.removePod(waiting.key, name);
      snapshot.addPod(waiting, place);
    }
  }
  return true;
}

/** More unneeded nodes than can be taken away before the next are found need not be known. Source: Planner.unneededNodesLimit. */
function unneededLimit(known: number): number {
  const buffer = maxScaleDownParallelism;
  return Math.min(known + maxScaleDownParallelism + buffer, (maxScaleDownParallelism * unneededMs) / scanIntervalMs + buffer);
}

/** Which of the unneeded nodes may go now, in the order in which they were looked at. Source: unneeded.Nodes.RemovableAt. */
export function removableNow({ api, env, state, groups }: PlannerWorld, looks: readonly NodeLook[]): NodeLook[] {
  const sizes = new Map(groups.map(({ name, target }) => [name, target]));
  for (const { group } of state.deletions.values()) sizes.set(group, (sizes.get(group) ?? 0) - 1);
  return looks.map((one) => {
    if (one.reason !== undefined || one.sinceMs === undefined) return one;
    const node = api.get<Node>('nodes', one.node);
    const ready = node !== undefined && isNodeReady(node);
    if (one.sinceMs + (ready ? unneededMs : unreadyMs) >= env.nowMs) return { ...one, reason: ready ? 'NotUnneededLongEnough' : 'NotUnreadyLongEnough' };
    const size = sizes.get(one.group) ?? 0;
    const min = groups.find(({ name }) => name === one.group)?.min ?? 0;
    if (size <= min) return { ...one, reason: 'NodeGroupMinSizeReached' };
    sizes.set(one.group, size - 1);
    return one;
  });
}
