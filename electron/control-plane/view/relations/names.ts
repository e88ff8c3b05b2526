import { refKey, resourceTypeFor, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';

/** An object of another kind in the same namespace as this one. */
export function namespaced(object: KubernetesObject, apiVersion: string, kind: string, name: string): ObjectRef {
  const { namespace } = object.metadata;
  return { apiVersion, kind, ...(namespace ? { namespace } : {}), name };
}

export function clusterScoped(apiVersion: string, kind: string, name: string): ObjectRef {
  return { apiVersion, kind, name };
}

/** Where the store keeps an object. */
export function placeOf(ref: ObjectRef): { resource: string; key: string } {
  return { resource: resourceTypeFor(ref.apiVersion, ref.kind).resource, key: ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name };
}

export function keyOf(object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  return refKey({ apiVersion: object.apiVersion, kind: object.kind, ...(namespace ? { namespace } : {}), name });
}


/** Somebody else keeps it: a controller of any kind. */
export function isControlled(object: KubernetesObject): boolean {
  return object.metadata.ownerReferences?.some((owner) => owner.controller) ?? false;
}
