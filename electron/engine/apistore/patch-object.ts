import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { applyJsonMergePatch } from '../../../shared/kubernetes/patch/json-merge-patch.ts';
import { applyJsonPatch } from '../../../shared/kubernetes/patch/json-patch.ts';
import { applyStrategicMergePatch } from '../../../shared/kubernetes/patch/strategic/strategic-merge-patch.ts';
import { schemaOf } from '../../../shared/kubernetes/schema/catalogue.ts';
import type { ApiResult, Status } from '../../../shared/kubernetes/status.ts';
import { failure } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Result } from '../../../shared/result.ts';
import { err, ok } from '../../../shared/result.ts';

/** The content types of PATCH but server-side apply, which is a verb of its own here. */
export type PatchType = 'json' | 'merge' | 'strategic';

/**
 * What `current` becomes by a patch: the object that is then written as by an update. A `metadata.resourceVersion` in the patch stays in it and
 * is held against the stored one.
 *
 * Errors: UnsupportedMediaType (415) for a strategic merge patch of a kind without a schema, BadRequest (400) for a patch that cannot be read
 * or names another object, Invalid (422) for one that cannot be applied.
 * Source: apiserver/pkg/endpoints/handlers/patch.go.
 */
export function patchedObject(current: KubernetesObject, patch: JsonValue, patchType: PatchType): ApiResult<KubernetesObject> {
  const before = current as unknown as JsonObject;
  const schema = schemaOf(current.apiVersion, current.kind);
  if (patchType === 'strategic' && !schema) {
    return err(failure('UnsupportedMediaType', 'the body of the request was in an unknown format - accepted media types include: '
      + 'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml'));
  }
  if (patchType !== 'json' && !isJsonObject(patch)) return err(failure('BadRequest', 'error decoding patch: the patch is not an object'));
  const after = applied(before, patch, patchType, schema);
  if (!after.ok) return err(patchRejected(after.error));
  if (!isJsonObject(after.value) || !isJsonObject(after.value['metadata'])) {
    return err(patchRejected('the patched object is not an object of this kind'));
  }
  const next = after.value as unknown as KubernetesObject;
  return checkIdentity(current, next);
}

function applied(before: JsonObject, patch: JsonValue, patchType: PatchType, schema: ReturnType<typeof schemaOf>): Result<JsonValue, string> {
  if (patchType === 'json') return applyJsonPatch(before, patch);
  return patchType === 'strategic' && schema ? applyStrategicMergePatch(before, patch, schema) : ok(applyJsonMergePatch(before, patch));
}

/** 422 as the API server answers a patch that does not apply; the reason is shown as a cause. */
export function patchRejected(why: string): Status {
  return failure('Invalid', 'the server rejected our request due to an error in our request', {
    causes: [{ reason: 'FieldValueInvalid', field: 'patch', message: why }],
  });
}

/** A patch cannot rename an object or move it to another namespace. That it stays the same object is for validation to see. */
export function checkIdentity(current: KubernetesObject, next: KubernetesObject): ApiResult<KubernetesObject> {
  const { name, namespace } = current.metadata;
  if (next.metadata.name !== name) {
    return err(failure('BadRequest', `the name of the object (${next.metadata.name}) does not match the name on the URL (${name})`));
  }
  if ((next.metadata.namespace ?? '') !== (namespace ?? '')) {
    return err(failure('BadRequest', `the namespace of the object (${next.metadata.namespace ?? ''}) does not match the namespace on the `
      + `URL (${namespace ?? ''})`));
  }
  return ok(next);
}
