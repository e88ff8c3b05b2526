import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, OwnerReference } from '../../../../shared/kubernetes/types/meta.ts';
import type { ApiReader, PropagationPolicy } from '../../apistore/api-client.ts';
import type { Write } from '../controller.ts';
import { hasFinalizer, withoutFinalizer } from '../finalizers.ts';
import { dependentsOf, foregroundFinalizer, isDeletingDependents, orphanFinalizer, ownerState, resourceOf } from './graph.ts';

/** What to write about one object, and which others to look at next. */
export interface Collection {
  writes: Write[];
  lookAt: KubernetesObject[];
}

const nothing: Collection = { writes: [], lookAt: [] };

/**
 * Decides about one object: deletes it when its owners are gone, completes its own foreground or orphaning deletion.
 * Source: attemptToDeleteItem, attemptToOrphanWorker, pkg/controller/garbagecollector/garbagecollector.go.
 */
export function collect(api: ApiReader, object: KubernetesObject): Collection {
  const { metadata } = object;
  if (metadata.deletionTimestamp !== undefined) {
    if (hasFinalizer(object, orphanFinalizer)) return orphanDependents(api, object);
    return isDeletingDependents(object) ? deleteDependents(api, object) : nothing;
  }
  const references = metadata.ownerReferences ?? [];
  if (references.length === 0) return nothing;
  const states = references.map((reference) => ownerState(api, object, reference));
  if (states.includes('Invalid')) return nothing;
  const solid = references.filter((_, index) => states[index] === 'Solid');
  if (solid.length === references.length) return nothing;
  if (solid.length > 0) return { writes: [{ verb: 'update', object: withOwners(object, solid) }], lookAt: [] };

  if (!states.includes('WaitingForDependents')) return { writes: [deletion(object, policyFor(object))], lookAt: [] };
  const dependents = [...dependentsOf(api, metadata.uid ?? '')];
  if (dependents.length === 0) return { writes: [deletion(object, policyFor(object))], lookAt: [] };
  // A dependent that itself waits for its dependents may close a circle: no longer blocking the owner breaks it.
  const circular = dependents.some(isDeletingDependents);
  return {
    writes: [...(circular ? [{ verb: 'update' as const, object: unblocked(object) }] : []), deletion(object, 'Foreground')], lookAt: [],
  };
}

/** Source: processDeletingDependentsItem. */
function deleteDependents(api: ApiReader, owner: KubernetesObject): Collection {
  const { uid = '' } = owner.metadata;
  const blocking = [...dependentsOf(api, uid)].filter((dependent) => (
    dependent.metadata.ownerReferences?.some((reference) => reference.uid === uid && reference.blockOwnerDeletion)));
  if (blocking.length === 0) return { writes: [{ verb: 'update', object: withoutFinalizer(owner, foregroundFinalizer) }], lookAt: [] };
  return { writes: [], lookAt: blocking.filter((dependent) => !isDeletingDependents(dependent)) };
}

/** Source: orphanDependents. */
function orphanDependents(api: ApiReader, owner: KubernetesObject): Collection {
  const { uid = '' } = owner.metadata;
  const freed = [...dependentsOf(api, uid)].map((dependent): Write => {
    const others = (dependent.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
    return { verb: 'update', object: withOwners(dependent, others) };
  });
  return { writes: [...freed, { verb: 'update', object: withoutFinalizer(owner, orphanFinalizer) }], lookAt: [] };
}

function policyFor(object: KubernetesObject): PropagationPolicy {
  if (hasFinalizer(object, orphanFinalizer)) return 'Orphan';
  return hasFinalizer(object, foregroundFinalizer) ? 'Foreground' : 'Background';
}

function deletion(object: KubernetesObject, propagationPolicy: PropagationPolicy): Write {
  const { uid } = object.metadata;
  const options = { propagationPolicy, ...(uid ? { preconditions: { uid } } : {}) };
  return { verb: 'delete', resource: resourceOf(object), key: objectKey(object), options };
}

function withOwners(object: KubernetesObject, owners: readonly OwnerReference[]): KubernetesObject {
  const { ownerReferences: _before, ...metadata } = object.metadata;
  return { ...object, metadata: owners.length > 0 ? { ...metadata, ownerReferences: [...owners] } : metadata };
}

function unblocked(object: KubernetesObject): KubernetesObject {
  return withOwners(object, (object.metadata.ownerReferences ?? []).map((reference) => ({ ...reference, blockOwnerDeletion: false })));
}
