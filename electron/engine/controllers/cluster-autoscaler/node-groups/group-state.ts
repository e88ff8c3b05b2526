import { desiredSizeOf, type NodeGroup } from '../../../../../shared/kubernetes/types/node-group.ts';
import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import { machinesOf } from '../../../cloud/node-groups/node-groups.ts';
import type { Env } from '../../../env.ts';
import { maxNodeProvisionMs, maxNodeStartupMs } from '../settings.ts';
import type { AutoscalerState } from '../state.ts';
import { templateOf, type TemplateNode } from './template-node.ts';

/** A group as the autoscaler sees it in one scan: its sizes, and its nodes by how far they are. Source: Readiness, AcceptableRange. */
export interface GroupState {
  readonly group: NodeGroup;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** What the cloud is asked for. */
  target: number;
  readonly ready: string[];
  /** Broke down after they had started. */
  readonly unready: string[];
  readonly notStarted: string[];
  /** Machines without a node; `long`: for longer than a machine may take. */
  readonly unregistered: string[];
  readonly longUnregistered: string[];
  readonly template: TemplateNode;
}

/** Conditions that the node life cycle controller also puts into taints, which count as not ready. Source: GetNodeReadiness. */
const unreadyTaints: ReadonlySet<string> = new Set([
  'node.kubernetes.io/not-ready', 'node.kubernetes.io/disk-pressure', 'node.kubernetes.io/network-unavailable',
]);

export function isNodeReady(node: Node): boolean {
  return (node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false)
    && !(node.spec.taints?.some(({ key }) => unreadyTaints.has(key)) ?? false);
}

/** All groups now, in the order of the API. Notes since when machines have had no node. Source: updateReadinessStats, updateUnregisteredNodes. */
export function groupStates(api: ApiReader, env: Env, state: AutoscalerState): GroupState[] {
  const since = new Map<string, number>();
  const groups = [...api.list<NodeGroup>('nodegroups')].filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map((group) => groupState(api, env, group, state.unregistered, since));
  state.unregistered = since;
  return groups;
}

function groupState(api: ApiReader, env: Env, group: NodeGroup, before: ReadonlyMap<string, number>, since: Map<string, number>): GroupState {
  const lists: Pick<GroupState, 'ready' | 'unready' | 'notStarted' | 'unregistered' | 'longUnregistered'> = {
    ready: [], unready: [], notStarted: [], unregistered: [], longUnregistered: [],
  };
  let example: Node | undefined;
  for (const machine of machinesOf(api, group)) {
    const { name } = machine.metadata;
    const node = api.get<Node>('nodes', name);
    if (node && isNodeReady(node)) {
      lists.ready.push(name);
      if (!node.spec.unschedulable) example ??= node;
    } else if (node) lists[env.nowMs < startedByMs(env, node) ? 'notStarted' : 'unready'].push(name);
    else {
      const sinceMs = before.get(name) ?? env.nowMs;
      since.set(name, sinceMs);
      lists[sinceMs + maxNodeProvisionMs < env.nowMs ? 'longUnregistered' : 'unregistered'].push(name);
    }
  }
  const { minSize: min, maxSize: max } = group.spec;
  return { group, name: group.metadata.name, min, max, target: desiredSizeOf(group.spec), ...lists, template: templateOf(api, group, example) };
}

/** A node that is not ready counts as starting until then. */
export function startedByMs(env: Env, node: Node): number {
  return (node.metadata.creationTimestamp ? env.parseTimestamp(node.metadata.creationTimestamp) : 0) + maxNodeStartupMs;
}

/** Machines that are on their way, by now. Source: GetUpcomingNodes. */
export function upcomingCount({ target, ready, unready, longUnregistered }: GroupState): number {
  return Math.max(0, target - ready.length - unready.length - longUnregistered.length);
}
