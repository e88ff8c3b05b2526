import type { JsonObject, JsonValue } from '../../../../shared/json.ts';
import { isJsonObject, jsonClone } from '../../../../shared/json.ts';
import type { Applied } from '../../../../shared/kubernetes/managed-fields/apply-fields.ts';
import { applyFields } from '../../../../shared/kubernetes/managed-fields/apply-fields.ts';
import { typeErrors } from '../../../../shared/kubernetes/managed-fields/check-types.ts';
import { conflictStatus } from '../../../../shared/kubernetes/managed-fields/conflicts.ts';
import type { FieldType } from '../../../../shared/kubernetes/managed-fields/field-type.ts';
import type { Managed, Manager } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import type { FieldsOfKind } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import { updateFields } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import type { ApiResult, Status } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { Result } from '../../../../shared/result.ts';
import { err, ok } from '../../../../shared/result.ts';
import { allowedByLastApplied, lastAppliedOf, withLastApplied } from './last-applied.ts';

export interface ApplyRequest {
  fields: FieldsOfKind;
  apiVersion: string;
  kind: string;
  /** The stored object, or the empty one of its kind when it is to be created. */
  live: JsonObject;
  /** The empty object of its kind. */
  empty: JsonObject;
  managed: Managed;
  config: JsonValue;
  manager: string;
  subresource: string;
  force: boolean;
  time: string;
}

/**
 * Server-side apply: what the object and its owners become.
 *
 * Errors: BadRequest (400) for a configuration of another kind, or with managedFields; an unnamed error (500) for one that does not fit the
 * schema; Conflict (409) with a FieldManagerConflict cause for each field that others own and the configuration would change, unless forced.
 * Source: managedfields/internal, the chain that NewDefaultFieldManager builds.
 */
export function applyPatch(request: ApplyRequest): ApiResult<Applied> {
  const { fields, apiVersion, kind, config, manager, subresource, time } = request;
  if (!isJsonObject(config)) return err(failure('BadRequest', 'error decoding YAML: the configuration is not an object'));
  if (config['apiVersion'] !== apiVersion || config['kind'] !== kind) {
    return err(failure('BadRequest', `invalid object type: ${gvkText(String(config['apiVersion'] ?? ''), String(config['kind'] ?? ''))}`));
  }
  const metadata = isJsonObject(config['metadata']) ? config['metadata'] : {};
  if (metadata['managedFields'] !== undefined && metadata['managedFields'] !== null) {
    return err(failure('BadRequest', 'metadata.managedFields must be nil'));
  }
  const type = fields.typeIn(apiVersion);
  if (!type) return err(failure('NotFound', 'the server could not find the requested resource'));
  const wrong = typeErrors(type, config);
  if (wrong !== undefined) {
    const { namespace, name } = metadata;
    const who = `${typeof namespace === 'string' ? namespace : ''}/${typeof name === 'string' ? name : ''}; ${gvkText(apiVersion, kind)}`;
    return err(failure('', `failed to create typed patch object (${who}): ${wrong}`));
  }
  const by: Manager = { manager, operation: 'Apply', apiVersion, subresource };
  // What was there before anybody applied belongs to somebody, so that the first apply cannot take it unnoticed.
  const managed = request.managed.length > 0 ? request.managed
    : updateFields(fields, request.empty, request.live, [], { manager: 'before-first-apply', operation: 'Update', apiVersion, subresource }, time);
  const applied = appliedOver(request, type, config, managed, by);
  if (!applied.ok) return applied;
  return ok(manager === 'kubectl' ? withLastApplied(applied.value, request.live, config) : applied.value);
}

/** kubectl may take the fields that its client-side apply wrote. Source: lastappliedmanager.go. */
function appliedOver(request: ApplyRequest, type: FieldType, config: JsonObject, managed: Managed, by: Manager): Result<Applied, Status> {
  const { fields, live, force, time, apiVersion } = request;
  const attempt = (forced: boolean): ReturnType<typeof applyFields> => applyFields(fields, type, live, jsonClone(config), managed, by, forced, time);
  const first = attempt(force);
  if (first.ok) return ok(first.value);
  const allowed = by.manager === 'kubectl' ? allowedByLastApplied(type, live, lastAppliedOf(live), apiVersion) : undefined;
  const conflicts = allowed ? first.error.filter(({ path }) => !allowed.has(path)) : first.error;
  if (conflicts.length > 0) return err(conflictStatus(conflicts));
  const forced = attempt(true);
  return forced.ok ? ok(forced.value) : err(conflictStatus(forced.error));
}

/** As Go prints a GroupVersionKind. */
function gvkText(apiVersion: string, kind: string): string {
  return `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
}
