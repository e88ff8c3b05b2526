import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { ApiReader } from '../../../engine/apistore/api-client.ts';
import { controllerOf } from '../../../engine/controllers/owner-references.ts';

/** The object that an autoscaler would size for a pod: its controller, or that one's (a Deployment for a ReplicaSet). Undefined: nobody controls it. */
export function workloadOf(api: ApiReader, object: KubernetesObject): ObjectRef | undefined {
  const owner = controllerOf(object);
  if (!owner) return undefined;
  const { namespace } = object.metadata;
  const { resource } = resourceTypeFor(owner.apiVersion, owner.kind);
  const controller = api.get(resource, namespace ? `${namespace}/${owner.name}` : owner.name);
  const above = controller && workloadOf(api, controller);
  return above ?? { apiVersion: owner.apiVersion, kind: owner.kind, ...(namespace ? { namespace } : {}), name: owner.name };
}

export function isSameObject(a: ObjectRef, b: ObjectRef): boolean {
  return a.kind === b.kind && (a.namespace ?? '') === (b.namespace ?? '') && a.name === b.name;
}
