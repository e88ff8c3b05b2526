import { jsonEqual } from '../../../shared/json.ts';
import type { ResourceType } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, ObjectMeta } from '../../../shared/kubernetes/types/meta.ts';

/**
 * Server-owned metadata survives an update, whatever the client sent. Another uid, or a deletion that nobody asked for, stays in for validation to
 * refuse. Source: rest.BeforeUpdate.
 */
export function mergeMeta(current: ObjectMeta, sent: ObjectMeta): ObjectMeta {
  const { uid: sentUid, creationTimestamp: _created, generation: _generation, resourceVersion: _version, ...own } = sent;
  const { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, resourceVersion } = current;
  const merged: ObjectMeta = { ...own, uid: sentUid || uid, creationTimestamp, resourceVersion };
  if (generation !== undefined) merged.generation = generation;
  if (deletionTimestamp !== undefined) merged.deletionTimestamp = deletionTimestamp;
  if (deletionGracePeriodSeconds !== undefined) merged.deletionGracePeriodSeconds ??= deletionGracePeriodSeconds;
  return merged;
}

const createdByUpdate: ReadonlySet<string> = new Set([
  'endpoints', 'events', 'limitranges', 'services', 'leases', 'runtimeclasses', 'roles', 'rolebindings', 'clusterroles', 'clusterrolebindings',
]);

/** Whether a PUT of a name that nothing has creates the object. Source: AllowCreateOnUpdate of each kind's strategy. */
export function createsOnUpdate(type: ResourceType): boolean {
  return createdByUpdate.has(type.resource);
}

/** Whether an update counts as a change of the desired state, for `metadata.generation`. Source: PrepareForUpdate of each kind's strategy. */
export function changesGeneration(type: ResourceType, current: KubernetesObject, next: KubernetesObject): boolean {
  if (!type.hasGeneration || type.resource === 'priorityclasses') return false;
  if (!sameSpec(current, next, type.hasStatus)) return true;
  if (type.resource === 'deployments') return !jsonEqual(current.metadata.annotations ?? {}, next.metadata.annotations ?? {});
  return type.resource === 'endpointslices' && !jsonEqual(current.metadata.labels ?? {}, next.metadata.labels ?? {});
}

function sameSpec(a: KubernetesObject, b: KubernetesObject, hasStatus: boolean): boolean {
  const strip = (object: KubernetesObject): Record<string, unknown> => ({ ...object, metadata: undefined, ...(hasStatus ? { status: undefined } : {}) });
  return jsonEqual(strip(a), strip(b));
}

/**
 * Metadata after a write of the status. Most strategies only keep the spec, so that labels, annotations, finalizers and owners can be written
 * through the status too; a few keep some of it. Source: PrepareForUpdate of each kind's status strategy.
 */
export function metaThroughStatus(type: ResourceType, current: ObjectMeta, sent: ObjectMeta): ObjectMeta {
  const merged = mergeMeta(current, sent);
  if (type.resource === 'deployments') {
    if (current.labels) merged.labels = current.labels;
    else delete merged.labels;
  } else if (type.resource === 'pods') {
    if (current.ownerReferences) merged.ownerReferences = current.ownerReferences;
    else delete merged.ownerReferences;
    if (!current.deletionTimestamp) delete merged.deletionTimestamp;
  }
  return merged;
}

/**
 * Whether components' writes of a status carry metadata too. They say nothing new in it, and may have been built from what stood before the
 * same component's last write, but for the revision that the Deployment controller notes together with its condition.
 */
export function writesMetaWithStatus(type: ResourceType): boolean {
  return type.resource === 'deployments';
}

/**
 * Whether reading a new object adds defaults to what is stored, so that the next write changes the storage even if it says nothing new:
 * a Job without labels gets those of its template, which are generated after defaulting; a claim gets those of its status.
 * Source: the defaults that run when an object is read back, SetDefaults_Job; for claims as observed of a real API server.
 */
export function readsMore(type: ResourceType, sent: KubernetesObject): boolean {
  if (type.resource === 'jobs') return Object.keys(sent.metadata.labels ?? {}).length === 0;
  return type.resource === 'persistentvolumeclaims';
}
