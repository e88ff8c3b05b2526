import type { ResourceType } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Namespace } from '../../../shared/kubernetes/types/core.ts';
import type { CustomResourceDefinition } from '../../../shared/kubernetes/custom-resources/definition.ts';
import { withCondition } from '../../../shared/kubernetes/custom-resources/definition-conditions.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../env.ts';
import type { DeleteOptions, PropagationPolicy } from './api-client.ts';

export type DeletionPlan =
  | { kind: 'Remove' }
  | { kind: 'Mark'; object: KubernetesObject }
  /** Already on its way out; nothing changes. */
  | { kind: 'Unchanged' };

/** Keeps a definition until its objects are gone. */
export const customResourceCleanup = 'customresourcecleanup.apiextensions.k8s.io';

const propagationFinalizers = ['foregroundDeletion', 'orphan'];

/**
 * Decides what a DELETE does to `current`. Grace is for pods only: a bound pod that has not finished gets a deletionTimestamp and waits for its kubelet, a second
 * delete may shorten the wait; anything with finalizers is marked and waits for them.
 * Source: rest.BeforeDelete, registry/core/pod/strategy.go CheckGracefulDelete, store.go deletionFinalizersForGarbageCollection.
 */
export function prepareDeletion(type: ResourceType, current: KubernetesObject, options: DeleteOptions, env: Env): DeletionPlan {
  if (type.resource === 'namespaces' && (current as Namespace).spec?.finalizers?.length) return prepareNamespaceDeletion(current as Namespace, env);
  if (type.resource === 'customresourcedefinitions' && !current.metadata.deletionTimestamp) return prepareDefinitionDeletion(current as CustomResourceDefinition, env);
  const graceSeconds = type.resource === 'pods' ? podGraceSeconds(current as Pod, options) : 0;
  const finalizers = finalizersAfter(current, policyOf(type, options));
  const { metadata } = current;

  if (metadata.deletionTimestamp) {
    const previousGrace = metadata.deletionGracePeriodSeconds ?? 0;
    const shortened = graceSeconds < previousGrace;
    if (finalizers.length === 0 && graceSeconds === 0) return { kind: 'Remove' };
    const sameFinalizers = finalizers.length === (metadata.finalizers?.length ?? 0) && finalizers.every((name) => metadata.finalizers?.includes(name));
    if (!shortened && sameFinalizers) return { kind: 'Unchanged' };
    const deletionMs = shortened ? env.nowMs + graceSeconds * 1000 : env.parseTimestamp(metadata.deletionTimestamp);
    return { kind: 'Mark', object: marked(current, Math.min(graceSeconds, previousGrace), deletionMs, finalizers, env, type) };
  }
  if (finalizers.length === 0 && graceSeconds === 0) return { kind: 'Remove' };
  return { kind: 'Mark', object: marked(current, graceSeconds, env.nowMs + graceSeconds * 1000, finalizers, env, type) };
}

/**
 * A namespace turns Terminating and stays until its controller has emptied it and taken `kubernetes` off `spec.finalizers`.
 * Source: registry/core/namespace/storage Delete.
 */
function prepareNamespaceDeletion(current: Namespace, env: Env): DeletionPlan {
  if (current.metadata.deletionTimestamp) return { kind: 'Unchanged' };
  const metadata = { ...current.metadata, deletionTimestamp: env.timestamp() };
  const marked: Namespace = { ...current, metadata, status: { ...current.status, phase: 'Terminating' } };
  return { kind: 'Mark', object: marked };
}

/**
 * A definition turns Terminating and stays until its objects are gone. Source: apiextensions-apiserver, registry/customresourcedefinition/etcd.go.
 */
function prepareDefinitionDeletion(current: CustomResourceDefinition, env: Env): DeletionPlan {
  const finalizers = [...new Set([...current.metadata.finalizers ?? [], customResourceCleanup])];
  const conditions = withCondition(current.status?.conditions ?? [], {
    type: 'Terminating', status: 'True', reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  }, env.timestamp());
  const object: CustomResourceDefinition = {
    ...current, metadata: { ...current.metadata, deletionTimestamp: env.timestamp(), finalizers }, status: { ...current.status, conditions },
  };
  return { kind: 'Mark', object };
}

/** Whether an update took away the last thing that kept an object that is being deleted: it goes with that update. */
export function isReleasedBy(type: ResourceType, current: KubernetesObject, next: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers } = next.metadata;
  if (!deletionTimestamp || finalizers?.length || deletionGracePeriodSeconds > 0) return false;
  const before = current as Namespace;
  const after = next as Namespace;
  if (type.resource === 'namespaces' && after.spec?.finalizers?.length) return false;
  return Boolean(before.metadata.finalizers?.length || (type.resource === 'namespaces' && before.spec?.finalizers?.length));
}

function marked(
  current: KubernetesObject, graceSeconds: number, deletionMs: number, finalizers: string[], env: Env, type: ResourceType,
): KubernetesObject {
  const metadata = { ...current.metadata, deletionTimestamp: env.timestamp(deletionMs), deletionGracePeriodSeconds: graceSeconds };
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
  // Shortening the grace later does not count.
  if (type.hasGeneration && !current.metadata.deletionTimestamp) metadata.generation = (current.metadata.generation ?? 0) + 1;
  return { ...current, metadata };
}

/** Unassigned or finished pods go at once; otherwise the asked grace, else the pod's own, at least 1 second unless 0 was asked for explicitly. */
function podGraceSeconds(pod: Pod, options: DeleteOptions): number {
  const phase = pod.status?.phase;
  if (!pod.spec.nodeName || phase === 'Failed' || phase === 'Succeeded') return 0;
  const asked = options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return asked < 0 ? 1 : asked;
}

/** A Job of batch/v1 leaves its pods behind unless told otherwise; kubectl tells otherwise. Source: jobStrategy.DefaultGarbageCollectionPolicy. */
function policyOf(type: ResourceType, { propagationPolicy, orphanDependents }: DeleteOptions): PropagationPolicy | undefined {
  if (propagationPolicy !== undefined) return propagationPolicy;
  if (orphanDependents !== undefined) return orphanDependents ? 'Orphan' : 'Background';
  return type.resource === 'jobs' ? 'Orphan' : undefined;
}

function finalizersAfter(current: KubernetesObject, policy: PropagationPolicy | undefined): string[] {
  const kept = current.metadata.finalizers ?? [];
  if (policy === undefined && kept.some((name) => propagationFinalizers.includes(name))) return kept;
  const others = kept.filter((name) => !propagationFinalizers.includes(name));
  if (policy === 'Foreground') return [...others, 'foregroundDeletion'];
  if (policy === 'Orphan') return [...others, 'orphan'];
  return others;
}
