import { matcherOf } from '../../../../../shared/kubernetes/label-selector-matcher.ts';
import type { PodDisruptionBudget } from '../../../../../shared/kubernetes/types/policy.ts';
import type { Pod, Volume } from '../../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import type { Env } from '../../../env.ts';

import { controllerOf } from '../../owner-references.ts';
import { longTerminatingExtraMs } from '../settings.ts';

/** Why a pod keeps its node from being drained. Source: BlockingPodReason. */
export type BlockingReason =
  | 'ControllerNotFound' | 'NotReplicated' | 'LocalStorageRequested' | 'NotSafeToEvictAnnotation' | 'UnmovableKubeSystemPod' | 'NotEnoughPdb';

export interface BlockingPod {
  readonly pod: Pod;
  readonly reason: BlockingReason;
}

/** What draining a node would mean for its pods, or the one that forbids it. */
export interface DrainPlan {
  /** They have to find another place. */
  readonly toMove: readonly Pod[];
  readonly ofDaemonSets: readonly Pod[];
  readonly blocking?: BlockingPod;
}

const safeToEvict = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const safeLocalVolumes = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';
const daemonSetPod = 'cluster-autoscaler.kubernetes.io/daemonset-pod';
const configMirror = 'kubernetes.io/config.mirror';

/** Kinds that make a pod anew elsewhere; the lower-case plural by which the API knows each. */
const replicatingKinds: Readonly<Record<string, string>> = {
  ReplicationController: 'replicationcontrollers', Job: 'jobs', ReplicaSet: 'replicasets', StatefulSet: 'statefulsets',
};

/**
 * Sorts the pods of a node by what draining does to them, and finds the first that forbids it. Source: simulator.GetPodsToMove;
 * simulator/drainability/rules in the order of rules.Default.
 */
export function drainPlan(api: ApiReader, env: Env, pods: readonly Pod[]): DrainPlan {
  const toMove: Pod[] = [];
  const ofDaemonSets: Pod[] = [];
  for (const pod of pods) {
    if (isMirrorPod(pod) || isLongTerminating(pod, env)) continue;
    if (isDaemonSetPod(pod)) {
      ofDaemonSets.push(pod);
      continue;
    }
    const reason = blockingReason(api, pod);
    if (reason) return { toMove: [], ofDaemonSets: [], blocking: { pod, reason } };
    toMove.push(pod);
  }
  return { toMove, ofDaemonSets };
}

function blockingReason(api: ApiReader, pod: Pod): BlockingReason | undefined {
  const { annotations = {}, namespace = '' } = pod.metadata;
  if (annotations[safeToEvict] === 'true') return undefined;
  const controller = controllerOf(pod);
  const resource = replicatingKinds[controller?.kind ?? ''];
  if (controller && resource && !api.get(resource, `${namespace}/${controller.name}`)) return 'ControllerNotFound';
  if (!resource) return 'NotReplicated';
  const budgets = budgetsOf(api, pod);
  if (namespace === 'kube-system' && budgets.length === 0) return 'UnmovableKubeSystemPod';
  if (annotations[safeToEvict] === 'false') return 'NotSafeToEvictAnnotation';
  if (hasBlockingLocalStorage(pod)) return 'LocalStorageRequested';
  return budgets.some(({ status }) => (status?.disruptionsAllowed ?? 0) < 1) ? 'NotEnoughPdb' : undefined;
}

function budgetsOf(api: ApiReader, { metadata: { namespace = '', labels = {} } }: Pod): PodDisruptionBudget[] {
  if (api.count('poddisruptionbudgets') === 0) return [];
  return [...api.byIndex<PodDisruptionBudget>('poddisruptionbudgets', 'namespace', namespace)].filter(({ spec }) => matcherOf(spec.selector)(labels));
}

/** Files on the node itself would be lost: all but those in memory and those that the pod says are safe. Source: drain.HasBlockingLocalStorage. */
function hasBlockingLocalStorage({ metadata, spec }: Pod): boolean {
  const safe = new Set((metadata.annotations?.[safeLocalVolumes] ?? '').split(',').map((name) => name.trim()));
  return spec.volumes?.some((volume) => isLocal(volume) && !safe.has(volume.name)) ?? false;
}

function isLocal({ hostPath, emptyDir }: Volume): boolean {
  return hostPath !== undefined || (emptyDir !== undefined && emptyDir.medium !== 'Memory');
}

export function isMirrorPod({ metadata }: Pod): boolean {
  return metadata.annotations?.[configMirror] !== undefined;
}

export function isDaemonSetPod(pod: Pod): boolean {
  return controllerOf(pod)?.kind === 'DaemonSet' || pod.metadata.annotations?.[daemonSetPod] === 'true';
}

/** It should have been gone for half a minute. Source: drain.IsPodLongTerminating. */
export function isLongTerminating(pod: Pod, env: Env): boolean {
  return longTerminatingAtMs(pod, env) <= env.nowMs;
}

/** The first millisecond at which a pod that is being deleted counts as gone; Infinity for one that is not. */
export function longTerminatingAtMs({ metadata: { deletionTimestamp }, spec }: Pod, env: Env): number {
  if (deletionTimestamp === undefined) return Infinity;
  return env.parseTimestamp(deletionTimestamp) + (spec.terminationGracePeriodSeconds ?? 30) * 1000 + longTerminatingExtraMs + 1;
}
