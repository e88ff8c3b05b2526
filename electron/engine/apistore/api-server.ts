import { jsonEqual } from '../../../shared/json.ts';
import { objectKey, resourceTypeByName, resourceTypeFor, type ResourceType } from '../../../shared/kubernetes/registry.ts';
import { failure, type ApiResult, type Status } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, ObjectMeta } from '../../../shared/kubernetes/types/meta.ts';
import type { Namespace } from '../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Env } from '../env.ts';
import type { Admission } from './admission-port.ts';
import type { DeleteOptions } from './api-client.ts';
import { isReleasedBy, prepareDeletion } from './deletion.ts';
import type { ApiStore } from './store.ts';

/**
 * The write path of kube-apiserver: admission, then the store. Every door (gestures, controllers, kubelets, kubectl) enters here.
 * Source: k8s.io/apiserver/pkg/registry/generic/registry/store.go.
 */
export class ApiServer {
  private readonly store: ApiStore;
  private readonly admission: Admission;
  private readonly env: Env;

  constructor(store: ApiStore, admission: Admission, env: Env) {
    this.store = store;
    this.admission = admission;
    this.env = env;
  }

  create<T extends KubernetesObject>(object: T, options: { dryRun?: boolean } = {}): ApiResult<T> {
    const type = resourceTypeFor(object.apiVersion, object.kind);
    const namespaceProblem = this.checkNamespace(type, object);
    if (namespaceProblem) return err(namespaceProblem);
    const admitted = this.admission.create(this.withName(type, object));
    if (!admitted.ok) return admitted;
    const key = objectKey(admitted.value);
    const existing = this.store.get(type.resource, key);
    if (existing) return err(alreadyExists(type, existing));
    const metadata: ObjectMeta = {
      ...admitted.value.metadata, uid: admitted.value.metadata.uid ?? this.env.newUid(), creationTimestamp: this.env.timestamp(), ...(type.hasGeneration ? { generation: 1 } : {}),
    };
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
    const stored = { ...admitted.value, metadata } as T;
    return ok(options.dryRun ? stored : this.store.put(type.resource, stored));
  }

  /** @param options `typed`: built from stored objects by typed code of a component, so that it needs no decoding */
  update<T extends KubernetesObject>(object: T, options: { dryRun?: boolean; typed?: boolean } = {}): ApiResult<T> {
    return this.replace(object, options, (type, current) => {
      const next = { ...object, metadata: mergeMeta(current.metadata, object.metadata) } as T & { status?: unknown };
      if (type.hasStatus) {
        const status = (current as { status?: unknown }).status;
        if (status === undefined) delete next.status;
        else next.status = status;
      }
      const admitted = this.admission.update(current, next, options.typed ?? false);
      if (!admitted.ok) return admitted;
      const specChanged = type.hasGeneration && !sameSpec(current, admitted.value);
      if (!specChanged) return ok(admitted.value as T);
      const generation = (current.metadata.generation ?? 0) + 1;
      return ok({ ...admitted.value, metadata: { ...admitted.value.metadata, generation } } as T);
    });
  }

  updateStatus<T extends KubernetesObject>(object: T, options: { typed?: boolean } = {}): ApiResult<T> {
    return this.replace(object, {}, (_type, current) => {
      const next = { ...current, status: (object as { status?: unknown }).status } as unknown as T;
      return this.admission.updateStatus(current, next, options.typed ?? false) as ApiResult<T>;
    });
  }

  delete(resource: string, key: string, options: DeleteOptions = {}): ApiResult<KubernetesObject> {
    const type = resourceTypeByName(resource);
    const current = this.store.get(resource, key);
    if (!type || !current) return err(notFound(type, resource, key));
    const { uid, resourceVersion } = options.preconditions ?? {};
    if (uid !== undefined && uid !== current.metadata.uid) {
      return err(preconditionFailed(type, current, 'UID', uid, current.metadata.uid, 'deleted and then recreated'));
    }
    if (resourceVersion !== undefined && resourceVersion !== current.metadata.resourceVersion) {
      return err(preconditionFailed(type, current, 'ResourceVersion', resourceVersion, current.metadata.resourceVersion, 'modified'));
    }
    const plan = prepareDeletion(type, current, options, this.env);
    if (plan.kind === 'Remove') return ok(this.store.remove(resource, key));
    if (plan.kind === 'Mark') return ok(this.store.put(resource, plan.object));
    return ok(current);
  }

  bind(podKey: string, nodeName: string): ApiResult<Pod> {
    const pod = this.store.get<Pod>('pods', podKey);
    if (!pod) return err(notFound(resourceTypeByName('pods'), 'pods', podKey));
    const { name } = pod.metadata;
    if (pod.metadata.deletionTimestamp) return err(bindingConflict(name, `pod ${name} is being deleted, cannot be assigned to a host`));
    if (pod.spec.nodeName) return err(bindingConflict(name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`));
    const now = this.env.timestamp();
    const conditions = (pod.status?.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled');
    return ok(this.store.put<Pod>('pods', {
      ...pod,
      metadata: { ...pod.metadata, ...(pod.metadata.generation ? { generation: pod.metadata.generation + 1 } : {}) },
      spec: { ...pod.spec, nodeName },
      status: { ...pod.status, conditions: [...conditions, { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: now }] },
    }));
  }

  private replace<T extends KubernetesObject>(
    object: T, options: { dryRun?: boolean }, build: (type: ResourceType, current: T) => ApiResult<T>,
  ): ApiResult<T> {
    const type = resourceTypeFor(object.apiVersion, object.kind);
    const key = objectKey(object);
    const current = this.store.get<T>(type.resource, key);
    if (!current) return err(notFound(type, type.resource, key));
    const { resourceVersion, uid } = object.metadata;
    if ((resourceVersion && resourceVersion !== current.metadata.resourceVersion) || (uid && uid !== current.metadata.uid)) {
      return err(conflict(type, object.metadata.name, staleMessage));
    }
    const built = build(type, current);
    if (!built.ok || options.dryRun || jsonEqual(built.value, current)) return built.ok && !options.dryRun ? ok(current) : built;
    if (isReleasedBy(type, current, built.value)) {
      this.store.put(type.resource, built.value);
      return ok(this.store.remove(type.resource, key) as T);
    }
    return ok(this.store.put(type.resource, built.value));
  }

  /** Draws a name from `generateName`, again while it is taken. Source: apiserver/pkg/storage/names; store.go, maxNameGenerationCreateAttempts. */
  private withName<T extends KubernetesObject>(type: ResourceType, object: T): T {
    const { name, generateName } = object.metadata;
    if (name || !generateName) return object;
    let named = object;
    for (let attempt = 0; attempt < nameGenerationAttempts; attempt += 1) {
      // At most 63 characters, five of them random.
      named = { ...object, metadata: { ...object.metadata, name: generateName.slice(0, 58) + this.env.nameSuffix(5) } };
      if (!this.store.get(type.resource, objectKey(named))) break;
    }
    return named;
  }

  private checkNamespace(type: ResourceType, object: KubernetesObject): Status | undefined {
    if (!type.namespaced) return undefined;
    const name = object.metadata.namespace;
    if (!name) return failure('BadRequest', `${type.kind} ${object.metadata.name} needs metadata.namespace`);
    const namespace = this.store.get<Namespace>('namespaces', name);
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
}

const nameGenerationAttempts = 8;
const staleMessage = 'the object has been modified; please apply your changes to the latest version and try again';

/** Server-owned metadata survives an update, whatever the client sent. */
function mergeMeta(current: ObjectMeta, sent: ObjectMeta): ObjectMeta {
  const { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, resourceVersion } = current;
  const merged: ObjectMeta = { ...sent, uid, creationTimestamp, resourceVersion };
  if (generation !== undefined) merged.generation = generation;
  if (deletionTimestamp !== undefined) merged.deletionTimestamp = deletionTimestamp;
  if (deletionGracePeriodSeconds !== undefined) merged.deletionGracePeriodSeconds = deletionGracePeriodSeconds;
  return merged;
}

function sameSpec(a: KubernetesObject, b: KubernetesObject): boolean {
  const strip = (object: KubernetesObject): Record<string, unknown> => ({ ...object, metadata: undefined, status: undefined });
  return jsonEqual(strip(a), strip(b));
}

export function qualifiedResource(type: ResourceType): string {
  return type.group === '' ? type.resource : `${type.resource}.${type.group}`;
}

export function notFound(type: ResourceType | undefined, resource: string, key: string): Status {
  const name = key.slice(key.indexOf('/') + 1);
  return failure('NotFound', `${type ? qualifiedResource(type) : resource} "${name}" not found`, { name, kind: resource, ...(type?.group ? { group: type.group } : {}) });
}

function alreadyExists(type: ResourceType, existing: KubernetesObject): Status {
  const { name, deletionTimestamp } = existing.metadata;
  const message = `${deletionTimestamp ? 'object is being deleted: ' : ''}${qualifiedResource(type)} "${name}" already exists`;
  return failure('AlreadyExists', message, { name, kind: type.resource, ...(type.group ? { group: type.group } : {}) });
}

/** Source: rest.BeforeDelete, which names the kind, not the resource. */
function preconditionFailed(
  type: ResourceType, current: KubernetesObject, what: 'UID' | 'ResourceVersion', wanted: string, actual: string | undefined, happened: string,
): Status {
  const { name } = current.metadata;
  return failure('Conflict', `Operation cannot be fulfilled on ${type.kind} "${name}": the ${what} in the precondition (${wanted}) does not match the ${what} in record `
    + `(${actual ?? ''}). The object might have been ${happened}`, { name, kind: type.kind, ...(type.group ? { group: type.group } : {}) });
}

function conflict(type: ResourceType, name: string, why: string): Status {
  return failure('Conflict', `Operation cannot be fulfilled on ${qualifiedResource(type)} "${name}": ${why}`, {
    name, kind: type.resource, ...(type.group ? { group: type.group } : {}),
  });
}

function bindingConflict(name: string, why: string): Status {
  return failure('Conflict', `Operation cannot be fulfilled on pods/binding "${name}": ${why}`, { name, kind: 'pods/binding' });
}

