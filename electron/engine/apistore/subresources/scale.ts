import type { JsonObject, JsonValue } from '../../../../shared/json.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import { selectorFromObject, selectorString } from '../../../../shared/kubernetes/label-selector.ts';
import { applyJsonMergePatch } from '../../../../shared/kubernetes/patch/json-merge-patch.ts';
import { applyJsonPatch } from '../../../../shared/kubernetes/patch/json-patch.ts';
import { resourceTypeByName } from '../../../../shared/kubernetes/registry.ts';
import type { ApiResult, Status } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject, LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import { invalid, invalidStatus } from '../../../../shared/kubernetes/validation/field-errors.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { ApiServer } from '../api-server.ts';
import { notFound } from '../api-errors.ts';
import { patchRejected } from '../patch-object.ts';
import type { PatchType } from '../patch-object.ts';
import type { ApiStore } from '../store.ts';

/** autoscaling/v1 Scale: the size of anything that can be scaled. */
export interface Scale extends KubernetesObject {
  kind: 'Scale';
  spec: { replicas?: number };
  status: { replicas: number; selector?: string };
}

interface Scalable extends KubernetesObject {
  spec: { replicas?: number; selector?: LabelSelector };
  status?: { replicas?: number };
}

const scalable = new Set(['deployments', 'replicasets', 'statefulsets']);
const noSuchResource = failure('NotFound', 'the server could not find the requested resource');

/** GET scale. Errors: NotFound (404), also for kinds that cannot be scaled. Source: pkg/registry/apps/<kind>/storage, ScaleREST. */
export function getScale(store: ApiStore, resource: string, key: string): ApiResult<Scale> {
  const parent = scalable.has(resource) ? store.get<Scalable>(resource, key) : undefined;
  if (!parent) return err(scalable.has(resource) ? notFound(resourceTypeByName(resource), resource, key) : noSuchResource);
  return ok(scaleOf(parent));
}

/**
 * PUT scale: sets `spec.replicas` of the object. No replicas mean 0. Errors: as of an update of the object; BadRequest (400) for another name,
 * Invalid (422) for a negative number.
 */
export function putScale(store: ApiStore, server: ApiServer, resource: string, key: string, body: JsonValue): ApiResult<Scale> {
  const current = getScale(store, resource, key);
  const parent = store.get<Scalable>(resource, key);
  if (!current.ok || !parent) return current.ok ? err(noSuchResource) : current;
  const read = readScale(body, parent.metadata.name);
  if (!read.ok) return read;
  const { replicas, resourceVersion } = read.value;
  if (replicas < 0) {
    const negative = invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
    return err(invalidStatus('Scale', 'autoscaling', parent.metadata.name, [negative]));
  }
  const { resourceVersion: _stored, ...metadata } = parent.metadata;
  const next = { ...parent, metadata: { ...metadata, ...(resourceVersion ? { resourceVersion } : {}) }, spec: { ...parent.spec, replicas } };
  const updated = server.update(next, { typed: true });
  return updated.ok ? ok(scaleOf(updated.value)) : updated;
}

/** PATCH scale. Errors: as of PUT; Invalid (422) for a patch that cannot be applied. */
export function patchScale(
  store: ApiStore, server: ApiServer, resource: string, key: string, patch: JsonValue, patchType: PatchType,
): ApiResult<Scale> {
  const current = getScale(store, resource, key);
  if (!current.ok) return current;
  const before = current.value as unknown as JsonObject;
  const after = patchType === 'json' ? applyJsonPatch(before, patch) : ok(applyJsonMergePatch(before, patch));
  if (!after.ok) return err(patchRejected(after.error));
  const read = readScale(after.value, current.value.metadata.name);
  if (!read.ok && read.error.reason === 'BadRequest') {
    return err(invalidStatus('', '', '', [invalid('patch', JSON.stringify(after.value), read.error.message)]));
  }
  return putScale(store, server, resource, key, after.value);
}

function scaleOf({ metadata, spec, status }: Scalable): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const selector = selectorFromObject(spec.selector);
  return {
    apiVersion: 'autoscaling/v1', kind: 'Scale',
    metadata: { name, ...(namespace ? { namespace } : {}), ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}),
      ...(creationTimestamp ? { creationTimestamp } : {}) },
    // Go leaves out zero, but not in the status.
    spec: spec.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status?.replicas ?? 0, ...(selector.ok ? { selector: selectorString(selector.value) } : {}) },
  };
}

function readScale(body: JsonValue, name: string): ApiResult<{ replicas: number; resourceVersion?: string }> {
  const scale = isJsonObject(body) ? body : {};
  const metadata = isJsonObject(scale['metadata']) ? scale['metadata'] : {};
  const spec = isJsonObject(scale['spec']) ? scale['spec'] : {};
  const replicas = spec['replicas'] ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) return err(undecodable(replicas));
  if (metadata['name'] === undefined || metadata['name'] === '') {
    return err(failure('BadRequest', `the name of the object (${name} based on URL) was undeterminable: name must be provided`));
  }
  if (metadata['name'] !== name) {
    return err(failure('BadRequest', `the name of the object (${String(metadata['name'])}) does not match the name on the URL (${name})`));
  }
  const { resourceVersion } = metadata;
  return ok({ replicas, ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}) });
}

function undecodable(value: JsonValue): Status {
  return failure('BadRequest', `json: cannot unmarshal ${typeof value} into Go struct field ScaleSpec.spec.replicas of type int32`);
}
