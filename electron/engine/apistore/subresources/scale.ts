import type { JsonObject, JsonValue } from '../../../../shared/json.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import type { Managed } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { updateFields } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import { applyJsonMergePatch } from '../../../../shared/kubernetes/patch/json-merge-patch.ts';
import { applyJsonPatch } from '../../../../shared/kubernetes/patch/json-patch.ts';
import { resourceTypeByName } from '../../../../shared/kubernetes/registry.ts';
import type { ApiResult, Status } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { invalid, invalidStatus } from '../../../../shared/kubernetes/validation/field-errors.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { ApiServer } from '../api-server.ts';
import { notFound } from '../api-errors.ts';
import { applyPatch } from '../fields/apply-patch.ts';
import { gestureManager, patchOptionsProblem, updateManager } from '../fields/field-manager.ts';
import { parentOwners, scaleFields, scaleOwners, scaleVersion } from '../fields/scale-owners.ts';
import { patchRejected } from '../patch-object.ts';
import type { ApiStore } from '../store.ts';
import type { PatchOptions, WriteOptions } from '../write-options.ts';
import type { ScalePaths } from './scalable.ts';
import { fieldPathOf, numberAt, scalePathsOf, withNumberAt } from './scalable.ts';

/** autoscaling/v1 Scale: the size of anything that can be scaled. */
export interface Scale extends KubernetesObject {
  kind: 'Scale';
  spec: { replicas?: number };
  status: { replicas: number; selector?: string };
}

interface Scaled { parent: KubernetesObject; paths: ScalePaths; scale: Scale; managed: Managed }

const noSuchResource = failure('NotFound', 'the server could not find the requested resource');

/**
 * GET scale. Errors: NotFound (404), also for kinds that cannot be scaled; InternalError (500) for a custom resource without replicas.
 * Source: pkg/registry/apps/<kind>/storage, ScaleREST; apiextensions-apiserver, pkg/registry/customresource/etcd.go.
 */
export function getScale(store: ApiStore, server: ApiServer, resource: string, key: string): ApiResult<Scale> {
  const found = find(store, server, resource, key);
  if (!found.ok) return found;
  const { parent, paths, scale } = found.value;
  if (paths.isCustom && numberAt(parent, paths.replicas) === undefined) {
    const path = `.${paths.replicas.join('.')}`;
    return err(failure('InternalError', `Internal error occurred: the spec replicas field ${JSON.stringify(path)} does not exist`));
  }
  return ok(scale);
}

/**
 * PUT scale: sets the replicas of the object. No replicas mean 0. Errors: as of an update of the object; BadRequest (400) for another name,
 * Invalid (422) for a negative number.
 */
export function putScale(
  store: ApiStore, server: ApiServer, resource: string, key: string, body: JsonValue, options: WriteOptions = {},
): ApiResult<Scale> {
  const found = find(store, server, resource, key);
  return found.ok ? write(server, found.value, body, options) : found;
}

/** PATCH scale, by server-side apply too. Errors: as of PUT; Invalid (422) for a patch that cannot be applied; Conflict (409) of an apply. */
export function patchScale(
  store: ApiStore, server: ApiServer, resource: string, key: string, patch: JsonValue, patchType: PatchOptions['patchType'],
  options: Omit<PatchOptions, 'patchType'> = {},
): ApiResult<Scale> {
  const { manager = gestureManager, force } = options;
  const problem = patchOptionsProblem(patchType === 'apply', patchType === 'apply' ? options.manager : manager, force);
  if (problem) return err(problem);
  const found = find(store, server, resource, key);
  if (!found.ok) return found;
  const before = found.value.scale as unknown as JsonObject;
  if (patchType === 'apply') {
    const applied = applyPatch({
      fields: scaleFields(), apiVersion: scaleVersion, kind: 'Scale', live: before, empty: {}, managed: found.value.managed, config: patch, manager,
      subresource: 'scale', force: force ?? false, time: server.now(),
    });
    return applied.ok ? write(server, found.value, applied.value.object ?? before, options, applied.value.managed) : applied;
  }
  const after = patchType === 'json' ? applyJsonPatch(before, patch) : ok(applyJsonMergePatch(before, patch));
  if (!after.ok) return err(patchRejected(after.error));
  const read = readScale(after.value, before['metadata'] as JsonObject);
  if (!read.ok && read.error.reason === 'BadRequest') {
    return err(invalidStatus('', '', '', [invalid('patch', JSON.stringify(after.value), read.error.message)]));
  }
  return write(server, found.value, after.value, options);
}

function find(store: ApiStore, server: ApiServer, resource: string, key: string): ApiResult<Scaled> {
  const type = resourceTypeByName(resource) ?? server.customKinds.byName(resource);
  const parent = type && store.get(type.resource, key);
  const paths = scalePathsOf(resource, parent, server.customKinds);
  if (!parent) return err(paths || type?.resource.includes('.') ? notFound(type, resource, key) : noSuchResource);
  if (!paths) return err(noSuchResource);
  const managed = scaleOwners(server.managedOf(type.resource, key), fieldPathOf(paths.replicas));
  return ok({ parent, paths, scale: scaleOf(parent, paths), managed });
}

/** Writes the replicas of `body` into the object. @param owners of the Scale afterwards, where an apply found them out */
function write(
  server: ApiServer, { parent, paths, scale, managed }: Scaled, body: JsonValue, options: WriteOptions, owners?: Managed,
): ApiResult<Scale> {
  const read = readScale(body, scale.metadata as unknown as JsonObject);
  if (!read.ok) return read;
  const { replicas, resourceVersion } = read.value;
  if (replicas < 0) {
    const negative = invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
    return err(invalidStatus('Scale', 'autoscaling', parent.metadata.name, [negative]));
  }
  const by = updateManager(options.manager ?? gestureManager, scaleVersion, 'scale');
  const written = { ...scale, spec: replicas === 0 ? {} : { replicas } };
  const after = owners ?? updateFields(
    scaleFields(), scale as unknown as JsonObject, written as unknown as JsonObject, managed, by, server.now(),
  );
  const { resourceVersion: stored, ...metadata } = parent.metadata;
  const version = resourceVersion ?? (paths.isCustom ? stored : undefined);
  const next = withNumberAt({ ...parent, metadata: { ...metadata, ...(version ? { resourceVersion: version } : {}) } }, paths.replicas, replicas);
  const all = server.managedOfObject(parent);
  const updated = server.update(next, {
    ...options, typed: true, managed: all.length === 0 ? all : parentOwners(all, after, fieldPathOf(paths.replicas), parent.apiVersion),
  });
  return updated.ok ? ok(scaleOf(updated.value, paths)) : updated;
}

function scaleOf(parent: KubernetesObject, paths: ScalePaths): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = parent.metadata;
  const selector = paths.selector(parent);
  const replicas = numberAt(parent, paths.replicas);
  return {
    apiVersion: scaleVersion, kind: 'Scale',
    metadata: { name, ...(namespace ? { namespace } : {}), ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}),
      ...(creationTimestamp ? { creationTimestamp } : {}) },
    // Go leaves out zero, but not in the status.
    spec: replicas ? { replicas } : {},
    status: { replicas: numberAt(parent, paths.statusReplicas) ?? 0, ...(selector === undefined ? {} : { selector }) },
  };
}

function readScale(body: JsonValue, { name }: JsonObject): ApiResult<{ replicas: number; resourceVersion?: string }> {
  const scale = isJsonObject(body) ? body : {};
  const metadata = isJsonObject(scale['metadata']) ? scale['metadata'] : {};
  const spec = isJsonObject(scale['spec']) ? scale['spec'] : {};
  const replicas = spec['replicas'] ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) return err(undecodable(replicas));
  if (metadata['name'] === undefined || metadata['name'] === '') {
    return err(failure('BadRequest', `the name of the object (${String(name)} based on URL) was undeterminable: name must be provided`));
  }
  if (metadata['name'] !== name) {
    return err(failure('BadRequest', `the name of the object (${String(metadata['name'])}) does not match the name on the URL (${String(name)})`));
  }
  const { resourceVersion } = metadata;
  return ok({ replicas, ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}) });
}

function undecodable(value: JsonValue): Status {
  return failure('BadRequest', `json: cannot unmarshal ${typeof value} into Go struct field ScaleSpec.spec.replicas of type int32`);
}
