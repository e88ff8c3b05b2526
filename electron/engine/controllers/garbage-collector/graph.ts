import { objectKey, resourceTypeFor, resourceTypes } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, OwnerReference } from '../../../../shared/kubernetes/types/meta.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { hasFinalizer } from '../finalizers.ts';

export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** Resources whose objects own or are owned. Events are left out, as in the real collector. */
export const collectedResources: readonly string[] = resourceTypes.map((type) => type.resource).filter((resource) => resource !== 'events');

/** `resource:key`: names an object across all resources. */
export function itemKey(resource: string, key: string): string {
  return `${resource}:${key}`;
}

export function splitItemKey(item: string): [resource: string, key: string] {
  const colon = item.indexOf(':');
  return [item.slice(0, colon), item.slice(colon + 1)];
}

export function resourceOf(object: KubernetesObject): string {
  return resourceTypeFor(object.apiVersion, object.kind).resource;
}

export function itemKeyOf(object: KubernetesObject): string {
  return itemKey(resourceOf(object), objectKey(object));
}

/** All objects that name the owner in their ownerReferences. */
export function* dependentsOf(api: ApiReader, ownerUid: string): Iterable<KubernetesObject> {
  if (ownerUid === '') return;
  for (const resource of collectedResources) yield* api.byIndex(resource, 'owner', ownerUid);
}

export type OwnerState = 'Solid' | 'Dangling' | 'WaitingForDependents' | 'Invalid';

/**
 * What a reference points to: an owner that lives, none (any more), or one that waits for its dependents to go. A cluster-scoped object
 * cannot have an owner in a namespace: such a reference is invalid, and its object is let alone.
 * Source: classifyReferences, isDangling, pkg/controller/garbagecollector/garbagecollector.go.
 */
export function ownerState(api: ApiReader, dependent: KubernetesObject, reference: OwnerReference): OwnerState {
  const type = resourceTypeFor(reference.apiVersion, reference.kind);
  const { namespace } = dependent.metadata;
  if (type.namespaced && !namespace) return 'Invalid';
  const owner = api.get(type.resource, type.namespaced ? `${namespace}/${reference.name}` : reference.name);
  if (!owner || owner.metadata.uid !== reference.uid) return 'Dangling';
  return isDeletingDependents(owner) ? 'WaitingForDependents' : 'Solid';
}

/** Being deleted in the foreground: it waits for its blocking dependents. */
export function isDeletingDependents(object: KubernetesObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && hasFinalizer(object, foregroundFinalizer);
}
