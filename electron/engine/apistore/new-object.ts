import { objectKey, type ResourceType } from '../../../shared/kubernetes/registry.ts';
import { failure, type ApiResult, type Status } from '../../../shared/kubernetes/status.ts';
import type { Namespace } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Env } from '../env.ts';
import { inOnePiece } from '../in-one-piece.ts';
import { conflict, qualifiedResource } from './api-errors.ts';
import type { ApiStore } from './store.ts';

const nameGenerationAttempts = 8;

/** Draws a name from `generateName`, again while it is taken. Source: apiserver/pkg/storage/names; store.go, maxNameGenerationCreateAttempts. */
export function withName<T extends KubernetesObject>(store: ApiStore, env: Env, type: ResourceType, object: T): T {
  const { name, generateName } = object.metadata;
  if (name || !generateName) return object;
  let named = object;
  for (let attempt = 0; attempt < nameGenerationAttempts; attempt += 1) {
    // At most 63 characters, five of them random.
    named = { ...object, metadata: { ...object.metadata, name: inOnePiece(generateName.slice(0, 58) + env.nameSuffix(5)) } };
    if (!store.get(type.resource, objectKey(named))) break;
  }
  return named;
}

/** Why nothing can be created in the namespace of an object; undefined: it is there and stays. Source: the NamespaceLifecycle admission plugin. */
export function namespaceProblem(store: ApiStore, type: ResourceType, object: KubernetesObject): Status | undefined {
  if (!type.namespaced) return undefined;
  const name = object.metadata.namespace;
  if (!name) return failure('BadRequest', `${type.kind} ${object.metadata.name} needs metadata.namespace`);
  const namespace = store.get<Namespace>('namespaces', name);
  if (!namespace) return failure('NotFound', `namespaces "${name}" not found`, { name, kind: 'namespaces' });
  if (namespace.metadata.deletionTimestamp && type.kind !== 'Event') {
    const subject = `${qualifiedResource(type)} "${object.metadata.name}"`;
    return failure('Forbidden', `${subject} is forbidden: unable to create new content in namespace ${name} because it is being terminated`, {
      name: object.metadata.name, kind: type.resource,
      causes: [{ reason: 'FieldValueInvalid', field: 'metadata.namespace', message: `namespace ${name} is being terminated` }],
    });
  }
  return undefined;
}

/**
 * What server-side apply creates where nothing stands. @param key of the URL
 * Errors: BadRequest, when the object has no name or another than the URL; Conflict, when it names a uid.
 */
export function newAppliedObject(type: ResourceType, key: string, object: KubernetesObject): ApiResult<KubernetesObject> {
  const [name = '', namespace] = key.split('/').reverse();
  const { resourceVersion: _ignored, uid, ...metadata } = object.metadata;
  if (!metadata.name) {
    return err(failure('BadRequest', `the name of the object (${name} based on URL) was undeterminable: name must be provided`));
  }
  if (metadata.name !== name) {
    return err(failure('BadRequest', `the name of the object (${metadata.name}) does not match the name on the URL (${name})`));
  }
  if (uid) return err(conflict(type, name, `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`));
  return ok({ ...object, metadata: { ...metadata, ...(namespace ? { namespace } : {}) } });
}
