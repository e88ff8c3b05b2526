import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey, resourceTypeFor, resourceTypes } from '../../../../shared/kubernetes/registry.ts';
import type { Namespace } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import { nothingToDo, type Outcome, type Write } from '../controller.ts';
import { isPodTerminal } from '../pod-state.ts';
import { terminationConditions, type NamespaceCondition, type Remaining } from './conditions.ts';

/** Time that a finalizer is expected to take. Source: finalizerEstimateSeconds. */
const finalizerEstimateSeconds = 15;
const finalizer = 'kubernetes';

const namespacedResources = resourceTypes.filter((type) => type.namespaced).map((type) => type.resource);

/**
 * Empties a namespace that is being deleted, pods first, and lets it go once nothing is left.
 * Source: namespacedResourcesDeleter.Delete, pkg/controller/namespace/deletion/namespaced_resources_deleter.go.
 */
export function reconcileNamespace(api: ApiReader, namespace: Namespace, env: Env): Outcome {
  if (!namespace.metadata.deletionTimestamp) return nothingToDo;
  const finalizers = namespace.spec?.finalizers ?? [];
  if (!finalizers.includes(finalizer)) return nothingToDo;

  const { name } = namespace.metadata;
  const pods = [...api.byIndex<Pod>('pods', 'namespace', name)];
  const doomed: KubernetesObject[] = pods.length > 0 ? pods : contentOf(api, name);
  if (doomed.length === 0) {
    return {
      kind: 'Done',
      writes: [
        ...statusWrite(namespace, doomed, env),
        { verb: 'update', object: { ...namespace, spec: { finalizers: finalizers.filter((other) => other !== finalizer) } } as Namespace },
      ],
    };
  }
  const deletions = doomed.filter((object) => !object.metadata.deletionTimestamp).map(deletionOf);
  // What has neither grace nor finalizers goes at once; the rest is asked about again when it may be gone.
  const staying = doomed.filter((object) => object.kind === 'Pod' || object.metadata.finalizers?.length);
  if (staying.length === 0) return { kind: 'Done', writes: [...deletions, ...statusWrite(namespace, staying, env)], requeue: { afterMs: 0 } };
  const estimateSeconds = estimateOf(staying, namespace, env);
  if (estimateSeconds === 0) {
    const failure = `unexpected items still remain in namespace: ${name} for gvr: /v1, Resource=pods`;
    return { kind: 'Retry', reason: failure, writes: [...deletions, ...statusWrite(namespace, staying, env, [failure])] };
  }
  const onlyFinalizers = deletions.length === 0 && pods.length === 0;
  const afterMs = (Math.floor(estimateSeconds / 2) + 1) * 1000;
  return { kind: 'Done', writes: [...deletions, ...statusWrite(namespace, staying, env)], requeue: { afterMs, background: onlyFinalizers } };
}

function contentOf(api: ApiReader, namespace: string): KubernetesObject[] {
  return namespacedResources.flatMap((resource) => [...api.byIndex(resource, 'namespace', namespace)]);
}

function deletionOf(object: KubernetesObject): Write {
  const { resource } = resourceTypeFor(object.apiVersion, object.kind);
  return { verb: 'delete', resource, key: objectKey(object), options: { propagationPolicy: 'Background' } };
}

/**
 * Seconds until the objects may be gone: the longest grace of the pods that have not ended, or the time a finalizer takes. 0 when the grace
 * is over since the namespace was deleted and yet something without a finalizer is there: pods whose kubelet does not answer.
 * Source: deleteAllContentForGroupVersionResource, estimateGracefulTermination.
 */
function estimateOf(objects: readonly KubernetesObject[], namespace: Namespace, env: Env): number {
  let grace = 0;
  for (const object of objects) {
    if (object.kind === 'Pod' && !isPodTerminal(object as Pod)) grace = Math.max(grace, (object as Pod).spec.terminationGracePeriodSeconds ?? 0);
  }
  const sinceMs = env.nowMs - env.parseTimestamp(namespace.metadata.deletionTimestamp ?? '');
  if (grace > 0 && sinceMs < grace * 1000) return grace;
  return objects.some(({ metadata }) => metadata.finalizers?.length) ? finalizerEstimateSeconds : 0;
}

function statusWrite(namespace: Namespace, left: readonly KubernetesObject[], env: Env, failures: readonly string[] = []): Write[] {
  const conditions = terminationConditions((namespace.status?.conditions ?? []) as NamespaceCondition[], remainingOf(left), failures, env);
  const status: Namespace['status'] = { ...namespace.status, phase: 'Terminating', conditions };
  return jsonEqual(status, namespace.status) ? [] : [{ verb: 'updateStatus', object: { ...namespace, status } as Namespace }];
}

function remainingOf(objects: readonly KubernetesObject[]): Remaining {
  const remaining: Remaining = { byResource: new Map(), byFinalizer: new Map() };
  for (const object of objects) {
    const { resource, group } = resourceTypeFor(object.apiVersion, object.kind);
    increment(remaining.byResource, `${resource}.${group}`);
    for (const name of object.metadata.finalizers ?? []) increment(remaining.byFinalizer, name);
  }
  return remaining;
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
