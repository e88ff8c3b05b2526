import type { Env } from '../../../env.ts';
import { isBackedOff, isClusterHealthy, isGroupHealthy, isScalingUp } from '../node-groups/scale-up-requests.ts';
import type { GroupState } from '../node-groups/group-state.ts';
import type { AutoscalerState } from '../state.ts';
import { toYaml, type YamlMap } from './to-yaml.ts';

/** All nodes of the cluster by how far they are. */
export interface NodeCounts {
  readonly all: number;
  readonly ready: number;
  readonly notStarted: number;
  readonly unready: number;
}

/**
 * The status as the ConfigMap has it, and the same without times, by which a change is known. Source: ClusterStateRegistry.GetStatus;
 * clusterstate/api/types.go. Differs: it is written when something in it has changed, not in every scan.
 */
export function statusText(
  env: Env, state: AutoscalerState, groups: readonly GroupState[], nodes: NodeCounts, candidates: ReadonlyMap<string, number>,
): { text: string; facts: string } {
  const now = env.timestamp();
  const times = (key: string, status: string, timed: boolean): YamlMap => {
    const known = state.conditions.get(key);
    if (known?.status !== status) state.conditions.set(key, { status, sinceMs: env.nowMs });
    if (!timed) return {};
    return { lastProbeTime: now, lastTransitionTime: env.timestamp(state.conditions.get(key)?.sinceMs) };
  };
  const write = (timed: boolean): string => toYaml({
    ...(timed ? { time: now } : {}), autoscalerStatus: 'Running',
    clusterWide: clusterWide(state, groups, nodes, candidates, (key, status) => times(key, status, timed)),
    nodeGroups: groups.map((group) => groupStatus(env, state, group, candidates.get(group.name) ?? 0, (key, status) => times(key, status, timed))),
  });
  return { facts: write(false), text: write(true) };
}

type Times = (key: string, status: string) => YamlMap;

function clusterWide(
  state: AutoscalerState, groups: readonly GroupState[], nodes: NodeCounts, candidates: ReadonlyMap<string, number>, times: Times,
): YamlMap {
  const count = (list: 'unregistered' | 'longUnregistered'): number => groups.reduce((sum, group) => sum + group[list].length, 0);
  const health = isClusterHealthy(nodes.unready, nodes.all) ? 'Healthy' : 'Unhealthy';
  const scaleUp = groups.some((group) => isScalingUp(state, group)) ? 'InProgress' : 'NoActivity';
  const allCandidates = [...candidates.values()].reduce((sum, number) => sum + number, 0);
  return {
    health: {
      status: health,
      nodeCounts: {
        registered: registered(nodes.all, nodes.ready, nodes.notStarted, nodes.unready), longUnregistered: count('longUnregistered'),
        unregistered: count('unregistered'),
      },
      ...times('health', health),
    },
    scaleUp: { status: scaleUp, ...times('scaleUp', scaleUp) },
    scaleDown: scaleDown('scaleDown', allCandidates, times),
  };
}

function groupStatus(env: Env, state: AutoscalerState, group: GroupState, candidates: number, times: Times): YamlMap {
  const { name, ready, notStarted, unready, longUnregistered, unregistered, target, min, max } = group;
  const healthy = isGroupHealthy(state, group);
  const health = healthy ? 'Healthy' : 'Unhealthy';
  const backedOff = isBackedOff(state, name, env.nowMs);
  const scaleUp = isScalingUp(state, group) ? 'InProgress' : !healthy ? 'Unhealthy' : backedOff ? 'Backoff' : 'NoActivity';
  return {
    name,
    health: {
      status: health,
      nodeCounts: {
        registered: registered(ready.length + notStarted.length + unready.length, ready.length, notStarted.length, unready.length),
        longUnregistered: longUnregistered.length, unregistered: unregistered.length,
      },
      cloudProviderTarget: target, minSize: min, maxSize: max, ...times(`${name}/health`, health),
    },
    scaleUp: {
      status: scaleUp, ...(backedOff ? { backoffInfo: { errorCode: 'timeout', errorMessage: `Scale-up timed out for node group ${name}` } } : {}),
      ...times(`${name}/scaleUp`, scaleUp),
    },
    scaleDown: scaleDown(`${name}/scaleDown`, candidates, times),
  };
}

function registered(total: number, ready: number, notStarted: number, unready: number): YamlMap {
  return { total, ready, notStarted, unready: { total: unready, resourceUnready: 0 } };
}

function scaleDown(key: string, candidates: number, times: Times): YamlMap {
  const status = candidates > 0 ? 'CandidatesPresent' : 'NoCandidates';
  return { status, ...(candidates > 0 ? { candidates } : {}), ...times(key, status) };
}
