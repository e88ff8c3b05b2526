import type { ActionDecision } from '../../../shared/decisions.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { jsonEqual } from '../../../shared/json.ts';
import type { Managed } from '../../../shared/kubernetes/managed-fields/managers.ts';
import { encodeManagedFields, sameManaged } from '../../../shared/kubernetes/managed-fields/managers.ts';
import { groupAndVersion, objectKey, resourceTypeByName, resourceTypeFor, type ResourceType } from '../../../shared/kubernetes/registry.ts';
import { inVersion } from '../../../shared/kubernetes/served-versions/convert.ts';
import { servedVersion, storedVersion } from '../../../shared/kubernetes/served-versions/index.ts';
import { decodeObject } from '../../../shared/kubernetes/schema/decode.ts';
import { failure, type ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, ObjectMeta } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Env } from '../env.ts';
import type { Admission, AdmissionOptions } from './admission-port.ts';
import type { DeleteOptions } from './api-client.ts';
import { alreadyExists, checkPreconditions, conflict, notFound } from './api-errors.ts';
import { acceptDefinition } from './accept-definition.ts';
import { CustomKinds } from './custom-kinds.ts';
import { isReleasedBy, prepareDeletion } from './deletion.ts';
import { applyPatch } from './fields/apply-patch.ts';
import { gestureManager, patchOptionsProblem, updateManager } from './fields/field-manager.ts';
import { FieldKinds } from './fields/kinds.ts';
import { FieldLedger } from './fields/ledger.ts';
import type { FieldRecord } from './fields/record.ts';
import { namespaceProblem, newAppliedObject, withName } from './new-object.ts';
import { checkIdentity, patchedObject } from './patch-object.ts';
import type { ApiStore } from './store.ts';
import { bindPod } from './subresources/binding.ts';
import { evictPod } from './subresources/eviction.ts';
import { withPhaseTime } from './phase-time.ts';
import { resizedSpec } from './subresources/resize.ts';
import { evictionRefused, quotaRefused } from './refusals.ts';
import { changesGeneration, createsOnUpdate, mergeMeta, metaThroughStatus, readsMore, writesMetaWithStatus } from './update-rules.ts';
import type { PatchOptions, WriteOptions } from './write-options.ts';

/**
 * The write path of kube-apiserver: admission, then the store. Every door (gestures, controllers, kubelets, kubectl) enters here.
 * Source: k8s.io/apiserver/pkg/registry/generic/registry/store.go.
 */
export class ApiServer {
  readonly fields: FieldLedger;
  readonly customKinds: CustomKinds;
  private readonly store: ApiStore;
  private readonly admission: Admission;
  private readonly env: Env;
  private readonly tell: (decision: ActionDecision) => void;

  /** @param tell hears of refusals by quotas and budgets, for "Why?" */
  constructor(store: ApiStore, admission: Admission, env: Env, tell: (decision: ActionDecision) => void = () => undefined) {
    this.store = store;
    this.admission = admission;
    this.env = env;
    this.tell = tell;
    this.customKinds = new CustomKinds(store);
    this.fields = new FieldLedger(new FieldKinds(this.customKinds));
  }

  create<T extends KubernetesObject>(object: T, options: WriteOptions = {}): ApiResult<T> {
    const type = this.customKinds.typeFor(object.apiVersion, object.kind);
    const problem = namespaceProblem(this.store, type, object);
    if (problem) return err(problem);
    const { managed, manager = gestureManager } = options;
    const by = updateManager(manager, object.apiVersion);
    const creation = managed ? undefined : this.fields.creation(by, this.env.timestamp(), object.metadata.managedFields);
    const admitted = this.admission.create(withoutManagedFields(withName(this.store, this.env, type, object)), { ...creation?.options, strict: isStrict(options) });
    if (!admitted.ok) return admitted;
    const charged = this.charge(admitted.value, undefined, options);
    if (!charged.ok) return charged;
    const key = objectKey(admitted.value);
    const existing = this.store.get(type.resource, key);
    if (existing) return err(alreadyExists(asAsked(type, object), existing));
    const metadata: ObjectMeta = {
      ...admitted.value.metadata, uid: admitted.value.metadata.uid ?? this.env.newUid(), creationTimestamp: this.env.timestamp(), ...(type.hasGeneration ? { generation: 1 } : {}),
    };
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
    const stored = withPhaseTime(type, { ...admitted.value, metadata } as T, undefined, this.env.timestamp());
    if (options.dryRun) return ok(inVersion(stored, object.apiVersion));
    for (const quota of charged.value) this.store.put('resourcequotas', quota);
    const record: FieldRecord = creation?.record() ?? { settled: managed ?? [] };
    const created = this.store.put(type.resource, stored, readsMore(type, object) ? { ...record, readsMore: true } : record);
    return ok(inVersion(this.afterWrite(type, created), object.apiVersion));
  }

  update<T extends KubernetesObject>(object: T, options: WriteOptions = {}): ApiResult<T> {
    const replaced = this.replace(object, options, '', (type, current, bare, how) => {
      const { typed = false } = options;
      const next = { ...bare, metadata: mergeMeta(current.metadata, bare.metadata) } as T & { status?: unknown };
      // Some kinds refuse an update that does not say what it is based on.
      if (!typed && !bare.metadata.resourceVersion) delete next.metadata.resourceVersion;
      if (type.hasStatus) {
        const { status } = inVersion(current, bare.apiVersion) as { status?: unknown };
        if (status === undefined) delete next.status;
        else next.status = status;
      }
      return this.admitted(type, current, next, options, how);
    });
    return replaced.ok ? ok(inVersion(replaced.value, object.apiVersion)) : replaced;
  }

  /** PUT: `update`, and whether it created the object. Whoever serves REST then answers 201 instead of 200. */
  put<T extends KubernetesObject>(object: T, options: WriteOptions = {}): ApiResult<{ object: T; created: boolean }> {
    const { resource } = this.customKinds.typeFor(object.apiVersion, object.kind);
    const created = !this.store.get(resource, objectKey(object));
    const written = this.update(object, options);
    return written.ok ? ok({ object: written.value, created }) : written;
  }

  /**
   * PUT pods/resize: changes the resources and resize policies of a pod's containers, and the pod's own resources; nothing else of it is written.
   * Errors: as of an update; Invalid (422) with the field errors of {@link validatePodResize}. Source: podResizeStrategy, pkg/registry/core/pod/strategy.go.
   */
  resize(pod: Pod, options: WriteOptions = {}): ApiResult<Pod> {
    return this.replace(pod, options, 'resize', (type, current, bare, how) => {
      const metadata = mergeMeta(current.metadata, current.metadata);
      return this.admitted(type, current, { ...current, metadata, spec: resizedSpec(current.spec, bare.spec) }, options, { ...how, resize: true });
    });
  }

  /** An update as admission and quotas let it through, with its generation. */
  private admitted<T extends KubernetesObject>(type: ResourceType, current: T, next: T, options: WriteOptions, how: AdmissionOptions): ApiResult<T> {
    const { typed = false } = options;
    const admitted = this.admission.update(current, next, typed, how);
    if (!admitted.ok) return admitted;
    const charged = this.charge(admitted.value, current, options);
    if (!charged.ok) return charged;
    if (!options.dryRun) for (const quota of charged.value) this.store.put('resourcequotas', quota);
    if (!changesGeneration(type, current, admitted.value)) return ok(admitted.value as T);
    const generation = (current.metadata.generation ?? 0) + 1;
    return ok({ ...admitted.value, metadata: { ...admitted.value.metadata, generation } } as T);
  }

  updateStatus<T extends KubernetesObject>(object: T, options: WriteOptions = {}): ApiResult<T> {
    const replaced = this.replace(object, options, 'status', (type, current, sent, how) => {
      const { typed = false } = options;
      const read = inStoredVersion(sent, how);
      if (!read.ok) return read;
      const bare = read.value;
      const metadata = typed && !writesMetaWithStatus(type) ? current.metadata : metaThroughStatus(type, current.metadata, bare.metadata);
      const next = { ...current, metadata, status: (bare as { status?: unknown }).status } as unknown as T;
      const admitted = this.admission.updateStatus(current, next, typed, how) as ApiResult<T>;
      return admitted.ok ? ok(withPhaseTime(type, admitted.value, current, this.env.timestamp())) : admitted;
    });
    return replaced.ok ? ok(inVersion(replaced.value, object.apiVersion)) : replaced;
  }

  /**
   * PATCH. `subresource: 'status'` writes the status only, `resize` the resources of a pod only. Server-side apply creates an object that is not there.
   * Errors: Invalid (422) for options that do not go together; see {@link patchedObject}, {@link applyPatch} and `update`.
   */
  patch(resource: string, key: string, patch: JsonValue, options: PatchOptions): ApiResult<KubernetesObject> {
    const { patchType, subresource, manager, force, apiVersion } = options;
    const problem = patchOptionsProblem(patchType === 'apply', manager, force);
    if (problem) return err(problem);
    const type = resourceTypeByName(resource) ?? this.customKinds.byName(resource);
    const current = type && this.store.get(type.resource, key);
    const own = current ? this.customKinds.typeFor(current.apiVersion, current.kind) : type;
    if (!type || (subresource === 'status' && !own?.hasStatus) || (subresource === 'resize' && type.resource !== 'pods')) {
      return err(failure('NotFound', 'the server could not find the requested resource'));
    }
    if (patchType === 'apply') return this.apply(type, key, current, patch, options);
    if (!current || !own) return err(notFound(type, resource, key));
    const patched = patchedObject(inVersion(this.withManagedFields(current), apiVersion ?? current.apiVersion), patch, patchType);
    if (!patched.ok) return patched;
    return this.writeTo(subresource, patched.value, options);
  }

  /** Who owns the fields of a stored object. */
  managedOf(resource: string, key: string): Managed {
    const object = this.store.get(resource, key);
    return object ? this.fields.managedOf(this.store.fieldsOf(resource, key), object) : [];
  }

  managedOfObject(object: KubernetesObject): Managed {
    return this.managedOf(resourceTypeFor(object.apiVersion, object.kind).resource, objectKey(object));
  }

  /** The API server's clock, in whole seconds. */
  now(): string {
    return this.env.timestamp();
  }

  /** A stored object as clients read it: with `metadata.managedFields`. */
  withManagedFields<T extends KubernetesObject>(object: T): T {
    const managedFields = encodeManagedFields(this.managedOfObject(object));
    return managedFields.length === 0 ? object : { ...object, metadata: { ...object.metadata, managedFields } };
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
    return bindPod(this.store, this.env, podKey, { metadata: { name: podKey.slice(podKey.indexOf('/') + 1) }, target: { kind: 'Node', name: nodeName } });
  }

  /** POST pods/eviction. Errors: see {@link evictPod}. */
  evict(podKey: string, options: DeleteOptions & { dryRun?: boolean } = {}): ApiResult<KubernetesObject> {
    return evictPod(this.store, (key, how) => this.delete('pods', key, how), this.env, podKey, options, (pod, budget, refusal) => {
      for (const decision of evictionRefused(pod, budget, refusal, this.env.nowMs)) this.tell(decision);
    });
  }

  private charge(object: KubernetesObject, old: KubernetesObject | undefined, { dryRun = false }: WriteOptions): ApiResult<readonly KubernetesObject[]> {
    const onRefusal = (quota: KubernetesObject, why: string): void => {
      if (!dryRun) for (const decision of quotaRefused(object, quota, why, this.env.nowMs)) this.tell(decision);
    };
    return this.admission.charge?.(object, old, onRefusal) ?? ok([]);
  }

  /** Server-side apply of `config` over the stored object, or over nothing. */
  private apply(
    type: ResourceType, key: string, current: KubernetesObject | undefined, config: JsonValue, options: PatchOptions,
  ): ApiResult<KubernetesObject> {
    const { subresource = '', manager = '', force = false } = options;
    if (!current && subresource !== '') return err(notFound(type, type.resource, key));
    const { apiVersion, kind } = this.customKinds.versionFor(type, config);
    const { kinds } = this.fields;
    const empty = kinds.emptyObject(apiVersion, kind);
    const applied = applyPatch({
      fields: kinds.of(apiVersion, kind, subresource), apiVersion, kind, live: current ? { ...inVersion(current, apiVersion) as unknown as JsonObject, apiVersion } : empty, empty,
      managed: current ? this.managedOf(type.resource, key) : [], config, manager, subresource, force, time: this.env.timestamp(),
    });
    if (!applied.ok) return applied;
    const { object, changed, managed } = applied.value;
    // Nulls of the configuration count as what Go makes of them.
    const decoded = changed || !current ? decodeObject(object ?? {}, { strict: false }) : ok(current);
    if (!decoded.ok) return decoded;
    const how = { ...options, managed };
    if (!current) {
      const named = newAppliedObject(this.customKinds.typeFor(decoded.value.apiVersion, decoded.value.kind), key, decoded.value);
      return named.ok ? this.create(named.value, how) : named;
    }
    const identity = checkIdentity(current, decoded.value);
    if (!identity.ok) return identity;
    return this.writeTo(subresource, identity.value, how);
  }

  private writeTo<T extends KubernetesObject>(subresource: PatchOptions['subresource'] | '', object: T, options: WriteOptions): ApiResult<KubernetesObject> {
    const how = { ...options, patched: true };
    if (subresource === 'status') return this.updateStatus(object, how);
    return subresource === 'resize' ? this.resize(object as unknown as Pod, how) : this.update(object, how);
  }

  private replace<T extends KubernetesObject>(
    sent: T, options: WriteOptions, subresource: '' | 'status' | 'resize', build: (type: ResourceType, current: T, bare: T, how: AdmissionOptions) => ApiResult<T>,
  ): ApiResult<T> {
    const object = withoutManagedFields(sent);
    const type = this.customKinds.typeFor(object.apiVersion, object.kind);
    const key = objectKey(object);
    const current = this.store.get<T>(type.resource, key);
    if (!current) return this.createByUpdate(type, key, sent, options, subresource);
    const { resourceVersion, uid } = object.metadata;
    if ((resourceVersion && resourceVersion !== current.metadata.resourceVersion) || (uid && uid !== current.metadata.uid && !options.patched)) {
      return err(conflict(asAsked(type, object), object.metadata.name, staleMessage));
    }
    const record = this.store.fieldsOf(type.resource, key);
    const by = updateManager(options.manager ?? gestureManager, object.apiVersion, subresource);
    const time = this.env.timestamp();
    if (options.typed && !options.managed) {
      const built = build(type, current, object, {});
      if (!built.ok || options.dryRun || jsonEqual(built.value, current)) return built.ok && !options.dryRun ? ok(current) : built;
      return ok(this.commit(type, key, current, built.value, this.fields.noted(record, by, time, current, built.value)));
    }
    const before = this.fields.managedOf(record, current);
    let managed = options.managed ?? before;
    const entries = subresource === '' ? sent.metadata.managedFields : undefined;
    const built = build(type, current, object, {
      strict: isStrict(options),
      ...(options.managed ? {} : { seen: (decoded) => {
        const whole = subresource !== 'status' ? decoded
          : { ...current, metadata: mergeMeta(current.metadata, object.metadata), status: (decoded as { status?: unknown }).status };
        managed = this.fields.written(before, by, time, current, whole, entries);
      } }),
    });
    if (!built.ok || options.dryRun) return built;
    built.value.metadata.resourceVersion ??= current.metadata.resourceVersion;
    const unchanged = jsonEqual(built.value, current);
    if (unchanged && sameManaged(before, managed, true) && !record?.readsMore) return ok(current);
    return ok(this.commit(type, key, current, built.value, { settled: managed, ...(record?.strays ? { strays: true } : {}) }));
  }

  /**
   * PUT of a name that nothing has: a few kinds are created by it, as by a POST; the answer is then 201. A component's write is not, since it is built
   * from an object that was there. Source: Store.Update with AllowCreateOnUpdate.
   */
  private createByUpdate<T extends KubernetesObject>(type: ResourceType, key: string, sent: T, options: WriteOptions, subresource: string): ApiResult<T> {
    if (subresource !== '' || options.typed || !createsOnUpdate(type)) return err(notFound(type, type.resource, key));
    const { resourceVersion: _ofNothing, uid, ...metadata } = sent.metadata;
    if (uid) return err(conflict(type, sent.metadata.name, `Precondition failed: UID in precondition: ${uid}, UID in object meta: `));
    return this.create({ ...sent, metadata }, options);
  }

  private commit<T extends KubernetesObject>(type: ResourceType, key: string, current: T, next: T, fields: FieldRecord | undefined): T {
    const stored = this.store.put(type.resource, next, fields);
    return isReleasedBy(type, current, stored) ? this.store.remove(type.resource, key) as T : this.afterWrite(type, stored);
  }

  /** What other parts of the API server do at once about a new state. */
  private afterWrite<T extends KubernetesObject>(type: ResourceType, stored: T): T {
    return type.resource === 'customresourcedefinitions' ? acceptDefinition(this.store, this.fields, this.env, stored) : stored;
  }
}

const staleMessage = 'the object has been modified; please apply your changes to the latest version and try again';

/** The resource as the request calls it. */
function asAsked(type: ResourceType, { apiVersion, kind }: KubernetesObject): ResourceType {
  return servedVersion(apiVersion, kind) ? { ...type, ...groupAndVersion(apiVersion) } : type;
}

/** An object as it was sent through another version than that in which it is stored. Errors: as when it is decoded. */
function inStoredVersion<T extends KubernetesObject>(sent: T, { strict = true }: AdmissionOptions): ApiResult<T> {
  const stored = storedVersion(sent.apiVersion, sent.kind);
  if (stored === sent.apiVersion) return ok(sent);
  const decoded = decodeObject(sent, { strict });
  return decoded.ok ? ok(inVersion(decoded.value, stored) as T) : decoded;
}

function isStrict({ fieldValidation = 'Strict' }: WriteOptions): boolean {
  return fieldValidation === 'Strict';
}

/** Objects in the store and in the hands of components are free of it. */
function withoutManagedFields<T extends KubernetesObject>(object: T): T {
  if (object.metadata.managedFields === undefined) return object;
  const { managedFields: _kept, ...metadata } = object.metadata;
  return { ...object, metadata };
}
