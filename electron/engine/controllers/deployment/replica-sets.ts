import { jsonEqual } from '../../../../shared/json.ts';
import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { PodTemplateSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { revisionOf } from './annotations.ts';

/** Counting, ordering and telling apart the ReplicaSets of one Deployment. Source: deployment_util.go, controller_utils.go. */

export const podTemplateHashLabel = 'pod-template-hash';

export function sizeOf(replicaSet: ReplicaSet): number {
  return replicaSet.spec.replicas ?? 1;
}

/** What `count` gives, added up over the ReplicaSets that are there. */
export function sumOver(replicaSets: readonly ReplicaSet[], count: (replicaSet: ReplicaSet) => number | undefined): number {
  let sum = 0;
  for (const replicaSet of replicaSets) sum += count(replicaSet) ?? 0;
  return sum;
}

export function desiredPods(replicaSets: readonly ReplicaSet[]): number {
  return sumOver(replicaSets, sizeOf);
}

export function actualPods(replicaSets: readonly ReplicaSet[]): number {
  return sumOver(replicaSets, (replicaSet) => replicaSet.status?.replicas);
}

export function availablePods(replicaSets: readonly ReplicaSet[]): number {
  return sumOver(replicaSets, (replicaSet) => replicaSet.status?.availableReplicas);
}

/** Those with a size above 0. */
export function activeOf(replicaSets: readonly ReplicaSet[]): ReplicaSet[] {
  return replicaSets.filter((replicaSet) => sizeOf(replicaSet) > 0);
}

/** Oldest first; ties by name. Source: ReplicaSetsByCreationTimestamp. */
export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const left = a.metadata.creationTimestamp ?? '';
  const right = b.metadata.creationTimestamp ?? '';
  return left === right ? compareText(a.metadata.name, b.metadata.name) : compareText(left, right);
}

/** Lowest revision first. Source: ReplicaSetsByRevision. */
export function byRevision(a: ReplicaSet, b: ReplicaSet): number {
  const left = revisionOf(a);
  const right = revisionOf(b);
  return left === undefined || right === undefined || left === right ? byCreation(a, b) : left - right;
}

/** Largest first, then newest. Source: ReplicaSetsBySizeNewer. */
export function bySizeNewer(a: ReplicaSet, b: ReplicaSet): number {
  return sizeOf(b) - sizeOf(a) || byCreation(b, a);
}

/** Largest first, then oldest. Source: ReplicaSetsBySizeOlder. */
export function bySizeOlder(a: ReplicaSet, b: ReplicaSet): number {
  return sizeOf(b) - sizeOf(a) || byCreation(a, b);
}

/** The ReplicaSet with the Deployment's template: the oldest, should there be several. Source: FindNewReplicaSet. */
export function findNewReplicaSet(deployment: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...replicaSets].sort(byCreation).find((replicaSet) => sameTemplate(replicaSet.spec.template, deployment.spec.template));
}

/** Whether two templates are alike but for the pod-template-hash label. Source: EqualIgnoreHash. */
export function sameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  if (a === b) return true;
  return jsonEqual(a.spec, b.spec) && jsonEqual(withoutHash(a), withoutHash(b));
}

function withoutHash({ metadata }: PodTemplateSpec): unknown {
  const { [podTemplateHashLabel]: _hash, ...labels } = metadata?.labels ?? {};
  return { labels, annotations: metadata?.annotations ?? {}, finalizers: metadata?.finalizers ?? [] };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
