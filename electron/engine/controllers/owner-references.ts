import type { KubernetesObject, OwnerReference } from '../../../shared/kubernetes/types/meta.ts';
import type { ApiReader } from '../apistore/api-client.ts';

/** The reference with `controller: true`, of which an object has at most one. Source: metav1.GetControllerOf. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  const owners = object.metadata.ownerReferences;
  if (owners) for (const owner of owners) if (owner.controller) return owner;
  return undefined;
}

/** Source: metav1.NewControllerRef. */
export function newControllerRef(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid ?? '',
    controller: true, blockOwnerDeletion: true,
  };
}

/** The object of `resource` that `reference` names, provided that it is still the same one. Source: resolveControllerRef. */
export function resolveOwner<T extends KubernetesObject>(
  api: ApiReader, resource: string, namespace: string | undefined, reference: OwnerReference,
): T | undefined {
  const owner = api.get<T>(resource, namespace ? `${namespace}/${reference.name}` : reference.name);
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}
