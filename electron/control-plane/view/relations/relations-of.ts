import { refKey, refOf, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { ObjectRelation } from '../../../../shared/view/relations.ts';
import type { ApiReader } from '../../../engine/apistore/api-client.ts';
import { podSpecOf } from '../../../../shared/kubernetes/pod-template.ts';
import { placeOf } from './names.ts';
import type { RelationIndex } from './relation-index.ts';
import { podReferences } from './rules/pod-template.ts';

/** Owned objects that are named; the rest is reached through the outline. */
const ownedShown = 40;
/** Resources whose objects may belong to another object. */
const ownedResources = ['replicasets', 'pods', 'jobs', 'controllerrevisions', 'persistentvolumeclaims', 'endpointslices', 'machines'] as const;

/**
 * Everything that one object refers to and everything that refers to it; for a pod also what its own spec names and who selects its labels. Costs a look
 * into the indexes, and for an owner a walk over what it owns.
 */
export function relationsOf(index: RelationIndex, api: ApiReader, ref: ObjectRef): ObjectRelation[] {
  const { resource, key } = placeOf(ref);
  const object = api.get(resource, key);
  if (!object) return [];
  return [...owners(api, object), ...outgoing(index, api, object), ...incoming(index, object), ...owned(api, object)];
}

function owners(api: ApiReader, object: KubernetesObject): ObjectRelation[] {
  const { namespace } = object.metadata;
  return (object.metadata.ownerReferences ?? []).map((owner, at): ObjectRelation => {
    const candidates: ObjectRef[] = [{ apiVersion: owner.apiVersion, kind: owner.kind, ...(namespace ? { namespace } : {}), name: owner.name }, { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name }];
    const found = candidates.find((candidate) => exists(api, candidate));
    const other = found ?? (candidates[0] as ObjectRef);
    return { kind: 'owner', direction: 'out', other, field: `metadata.ownerReferences[${at}]`, ...(found ? {} : { broken: missing(other) }) };
  });
}

function outgoing(index: RelationIndex, api: ApiReader, object: KubernetesObject): ObjectRelation[] {
  if (object.kind !== 'Pod') return index.rowOf(refKey(refOf(object))).relations.map(({ to, ...relation }) => ({ ...relation, direction: 'out' as const, ...(to ? { other: to } : {}) }));
  return podReferences(object).flatMap(({ to, optional, ...reference }): ObjectRelation[] => {
    const isThere = exists(api, to);
    return !isThere && optional ? [] : [{ ...reference, direction: 'out', other: to, ...(isThere ? {} : { broken: missing(to) }) }];
  });
}

function incoming(index: RelationIndex, object: KubernetesObject): ObjectRelation[] {
  const self = refKey(refOf(object));
  const sources = [...index.sourcesOf(refOf(object), podSpecOf(object)?.labels)];
  return sources.flatMap((source) => {
    const row = index.rowOf(source);
    const pointing = row.relations.filter((relation) => relation.to && refKey(relation.to) === self);
    // A controller's pod is selected by its labels; rows name only what it was made from.
    const chosen = pointing.length > 0 ? pointing : row.relations.filter((relation) => relation.to && ['selector', 'budget', 'policy'].includes(relation.kind)).slice(0, 1);
    return chosen.map(({ to: _self, ...relation }) => ({ ...relation, direction: 'in' as const, other: row.from }));
  });
}

function owned(api: ApiReader, object: KubernetesObject): ObjectRelation[] {
  const { uid } = object.metadata;
  const found: ObjectRelation[] = [];
  if (!uid) return found;
  for (const resource of ownedResources) {
    for (const child of api.byIndex(resource, 'owner', uid)) {
      if (found.length >= ownedShown) return found;
      found.push({ kind: 'owner', direction: 'in', other: refOf(child), field: 'metadata.ownerReferences' });
    }
  }
  return found;
}

function exists(api: ApiReader, ref: ObjectRef): boolean {
  const { resource, key } = placeOf(ref);
  return api.get(resource, key) !== undefined;
}

function missing(ref: ObjectRef): NonNullable<ObjectRelation['broken']> {
  return { key: 'view:relation.missing', params: { kind: ref.kind, name: ref.name } };
}
