/** Refusals in the words of the API server. Source: k8s.io/apimachinery/pkg/api/errors, apiserver/pkg/registry/rest. */
import type { ResourceType } from '../../../shared/kubernetes/registry.ts';
import { failure, type Status } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { DeleteOptions } from './api-client.ts';

export function qualifiedResource(type: ResourceType): string {
  return type.group === '' ? type.plural : `${type.plural}.${type.group}`;
}

export function notFound(type: ResourceType | undefined, resource: string, key: string): Status {
  const name = key.slice(key.indexOf('/') + 1);
  return failure('NotFound', `${type ? qualifiedResource(type) : resource} "${name}" not found`, { name, kind: type?.plural ?? resource, ...(type?.group ? { group: type.group } : {}) });
}

export function alreadyExists(type: ResourceType, existing: KubernetesObject): Status {
  const { name, deletionTimestamp } = existing.metadata;
  const message = `${deletionTimestamp ? 'object is being deleted: ' : ''}${qualifiedResource(type)} "${name}" already exists`;
  return failure('AlreadyExists', message, { name, kind: type.plural, ...(type.group ? { group: type.group } : {}) });
}

/** Whether the object is the one that a deletion means. */
export function checkPreconditions(type: ResourceType, current: KubernetesObject, { preconditions = {} }: DeleteOptions): Status | undefined {
  const { uid, resourceVersion } = preconditions;
  if (uid !== undefined && uid !== current.metadata.uid) {
    return preconditionFailed(type, current, 'UID', uid, current.metadata.uid, 'deleted and then recreated');
  }
  if (resourceVersion !== undefined && resourceVersion !== current.metadata.resourceVersion) {
    return preconditionFailed(type, current, 'ResourceVersion', resourceVersion, current.metadata.resourceVersion, 'modified');
  }
  return undefined;
}

/** Source: rest.BeforeDelete, which names the kind, not the resource. */
function preconditionFailed(
  type: ResourceType, current: KubernetesObject, what: 'UID' | 'ResourceVersion', wanted: string, actual: string | undefined, happened: string,
): Status {
  const { name } = current.metadata;
  return failure('Conflict', `Operation cannot be fulfilled on ${type.kind} "${name}": the ${what} in the precondition (${wanted}) does not match the ${what} in record `
    + `(${actual ?? ''}). The object might have been ${happened}`, { name, kind: type.kind, ...(type.group ? { group: type.group } : {}) });
}

export function conflict(type: ResourceType, name: string, why: string): Status {
  return failure('Conflict', `Operation cannot be fulfilled on ${qualifiedResource(type)} "${name}": ${why}`, {
    name, kind: type.plural, ...(type.group ? { group: type.group } : {}),
  });
}
