import { scaledIntOrPercent } from '../../../../shared/kubernetes/intstr.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { IntOrString } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { isPodAvailable } from '../pod-state.ts';
import { isPodUpdated } from './daemon-pod.ts';
import type { DaemonView } from './view.ts';

export interface Replacement {
  podsToDelete: Pod[];
  /** Nodes that get a pod of the new template beside the old one. */
  newNodes: string[];
}

/** `maxSurge` of the strategy allows a second pod on a node. Source: AllowsSurge. */
export function allowsSurge(daemonSet: DaemonSet): boolean {
  return daemonSet.spec.updateStrategy?.type === 'RollingUpdate' && counted(daemonSet.spec.updateStrategy.rollingUpdate?.maxSurge, 1) > 0;
}

/** Replaces as many old pods as maxUnavailable, or maxSurge, allows. Source: rollingUpdate, pkg/controller/daemon/update.go. */
export function rollingUpdate(view: DaemonView): Replacement {
  const wanted = view.nodes.filter((node) => view.eligibility(node).shouldRun).map((node) => node.metadata.name);
  const { maxUnavailable: unavailable, maxSurge: surge } = view.daemonSet.spec.updateStrategy?.rollingUpdate ?? {};
  let maxUnavailable = counted(unavailable, wanted.length);
  const maxSurge = counted(surge, wanted.length);
  if (wanted.length > 0 && maxUnavailable === 0 && maxSurge === 0) maxUnavailable = 1;
  const states = [...new Set([...wanted, ...view.podsByNode.keys()])].map((node) => ({ node, ...podsOn(view, node) }));
  return maxSurge === 0 ? replaceInPlace(view, states, maxUnavailable) : replaceBySurge(view, states, maxSurge, new Set(wanted));
}

interface NodeState {
  node: string;
  newPod: Pod | undefined;
  oldPod: Pod | undefined;
  /** Several pods of one template: for `manage` to clean up first. */
  confused: boolean;
}

function replaceInPlace(view: DaemonView, states: readonly NodeState[], maxUnavailable: number): Replacement {
  let unavailable = 0;
  const replacements: Pod[] = [];
  const candidates: Pod[] = [];
  for (const { newPod, oldPod, confused } of states) {
    if (confused || Boolean(newPod) === Boolean(oldPod)) unavailable += 1;
    else if (newPod) unavailable += isAvailable(view, newPod) ? 0 : 1;
    else if (oldPod) (isAvailable(view, oldPod) ? candidates : replacements).push(oldPod);
  }
  return { podsToDelete: [...replacements, ...candidates.slice(0, Math.max(maxUnavailable - unavailable, 0))], newNodes: [] };
}

function replaceBySurge(view: DaemonView, states: readonly NodeState[], maxSurge: number, wanted: ReadonlySet<string>): Replacement {
  let surging = 0;
  const podsToDelete: Pod[] = [];
  const allowed: string[] = [];
  const candidates: string[] = [];
  for (const { node, newPod, oldPod, confused } of states) {
    if (confused) surging += 1;
    else if (oldPod && newPod) {
      if (isAvailable(view, newPod)) podsToDelete.push(oldPod);
      else surging += 1;
    } else if (oldPod && wanted.has(node)) (isAvailable(view, oldPod) ? candidates : allowed).push(node);
  }
  return { podsToDelete, newNodes: [...allowed, ...candidates.slice(0, Math.max(maxSurge - surging, 0))] };
}

/** Source: findUpdatedPodsOnNode. */
function podsOn({ daemonSet, podsByNode, hash }: DaemonView, node: string): Omit<NodeState, 'node'> {
  const pods = (podsByNode.get(node) ?? []).filter((pod) => !pod.metadata.deletionTimestamp);
  const updated = pods.filter((pod) => isPodUpdated(daemonSet, pod, hash));
  const outdated = pods.filter((pod) => !updated.includes(pod));
  return { newPod: updated[0], oldPod: outdated[0], confused: updated.length > 1 || outdated.length > 1 };
}

function isAvailable({ daemonSet, env }: DaemonView, pod: Pod): boolean {
  return isPodAvailable(pod, daemonSet.spec.minReadySeconds ?? 0, env);
}

/** Percentages are rounded up. */
function counted(value: IntOrString | undefined, total: number): number {
  const scaled = value === undefined ? undefined : scaledIntOrPercent(value, total, 'up');
  return scaled?.ok ? scaled.value : 0;
}
