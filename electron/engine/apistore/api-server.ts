import type { JsonValue } from '../../../shared/json.ts';
import { jsonEqual } from '../../../shared/json.ts';
import { objectKey, resourceTypeByName, resourceTypeFor, type ResourceType } from '../../../shared/kubernetes/registry.ts';
import { failure, type ApiResult, type Status } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, ObjectMeta } from '../../../shared/kubernetes/types/meta.ts';
import type { Namespace } from '../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Env } from '../env.ts';
import { inOnePiece } from '../in-one-piece.ts';
import type { Admission } from './admission-port.ts';
import type { DeleteOptions } from './api-client.ts';
import { alreadyExists, checkPreconditions, conflict, notFound, qualifiedResource } from './api-errors.ts';
import { isReleasedBy, prepareDeletion } from './deletion.ts';
import type { PatchType } from './patch-object.ts';
import { patchedObject } from './patch-object.ts';
import type { ApiStore } from './store.ts';
import { bindPod } from './subresources/binding.ts';
import { evictPod } from './subresources/eviction.ts';
import { changesGeneration, mergeMeta, metaThroughStatus, withOwnFinalizers } from './update-rules.ts';

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
    const charged = this.admission.charge?.(admitted.value, undefined) ?? ok([]);
    if (!charged.ok) return charged;
    const key = objectKey(admitted.value);
    const existing = this.store.get(type.resource, key);
    if (existing) return err(alreadyExists(type, existing));
    const metadata: ObjectMeta = {
      ...admitted.value.metadata, uid: admitted.value.metadata.uid ?? this.env.newUid(), creationTimestamp: this.env.timestamp(), ...(type.hasGeneration ? { generation: 1 } : {}),
    };
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
    const stored = { ...admitted.value, metadata } as T;
    if (options.dryRun) return ok(stored);
    for (const quota of charged.value) this.store.put('resourcequotas', quota);
    return ok(this.store.put(type.resource, stored));
  }

  /** @param options `typed`: built from stored objects by typed code of a component, so that it needs no decoding */
  update<T extends KubernetesObject>(object: T, options: { dryRun?: boolean; typed?: boolean } = {}): ApiResult<T> {
    return this.replace(object, options, (type, current) => {
      const { typed = false } = options;
      const sent = typed ? object : withOwnFinalizers(type, current, object) as T;
      const next = { ...sent, metadata: mergeMeta(current.metadata, object.metadata) } as T & { status?: unknown };
      if (type.hasStatus) {
        const status = (current as { status?: unknown }).status;
        if (status === undefined) delete next.status;
        else next.status = status;
      }
      const admitted = this.admission.update(current, next, typed);
      if (!admitted.ok) return admitted;
      const charged = this.admission.charge?.(admitted.value, current) ?? ok([]);
      if (!charged.ok) return charged;
      if (!options.dryRun) for (const quota of charged.value) this.store.put('resourcequotas', quota);
      if (!changesGeneration(type, current, admitted.value, typed)) return ok(admitted.value as T);
      const generation = (current.metadata.generation ?? 0) + 1;
      return ok({ ...admitted.value, metadata: { ...admitted.value.metadata, generation } } as T);
    });
  }

  updateStatus<T extends KubernetesObject>(object: T, options: { dryRun?: boolean; typed?: boolean } = {}): ApiResult<T> {
    return this.replace(object, options, (type, current) => {
      const { typed = false } = options;
      const metadata = typed ? current.metadata : metaThroughStatus(type, current.metadata, object.metadata);
      const next = { ...current, metadata, status: (object as { status?: unknown }).status } as unknown as T;
      return this.admission.updateStatus(current, next, typed) as ApiResult<T>;
    });
  }

  /** PATCH, but for server-side apply. `subresource: 'status'` writes the status only. Errors: see {@link patchedObject} and `update`. */
  patch(
    resource: string, key: string, patch: JsonValue, options: { patchType: PatchType; subresource?: 'status'; dryRun?: boolean },
  ): ApiResult<KubernetesObject> {
    const type = resourceTypeByName(resource);
    if (!type || (options.subresource === 'status' && !type.hasStatus)) {
      return err(failure('NotFound', 'the server could not find the requested resource'));
    }
    const current = this.store.get(resource, key);
    if (!current) return err(notFound(type, resource, key));
    const patched = patchedObject(type, current, patch, options.patchType);
    if (!patched.ok) return patched;
    const { dryRun = false } = options;
    return options.subresource === 'status' ? this.updateStatus(patched.value, { dryRun }) : this.update(patched.value, { dryRun });
  }

  delete(resource: string, key: string, options: DeleteOptions = {}): ApiResult<KubernetesObject> {
    const type = resourceTypeByName(resource);
    const current = this.store.get(resource, key);
    if (!type || !current) return err(notFound(type, resource, key));
    const failed = checkPreconditions(type, current, options);
    if (failed) return err(failed);
    const plan = prepareDeletion(type, current, options, this.env);
    if (plan.kind === 'Remove') {
      const removed = this.store.remove(resource, key);
      const hadGrace = removed.metadata.deletionGracePeriodSeconds !== undefined;
      return ok(hadGrace ? { ...removed, metadata: { ...removed.metadata, deletionGracePeriodSeconds: 0 } } : removed);
    }
    if (plan.kind === 'Mark') return ok(this.store.put(resource, plan.object));
    return ok(current);
  }

  /** POST pods/binding. Errors: see {@link bindPod}. */
  bind(podKey: string, nodeName: string): ApiResult<Pod> {
    return bindPod(this.store, this.env, podKey, { metadata: { name: podKey.slice(podKey.indexOf('/') + 1) }, target: { name: nodeName } });
  }

  /** POST pods/eviction. Errors: see {@link evictPod}. */
  evict(podKey: string, options: DeleteOptions & { dryRun?: boolean } = {}): ApiResult<KubernetesObject> {
    return evictPod(this.store, (key, how) => this.delete('pods', key, how), this.env, podKey, options);
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
      named = { ...object, metadata: { ...object.metadata, name: inOnePiece(generateName.slice(0, 58) + this.env.nameSuffix(5)) } };
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
