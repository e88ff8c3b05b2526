import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject, jsonEqual } from '../../json.ts';
import { createMergePatch } from '../../merge-patch.ts';
import type { Result } from '../../result.ts';
import { err, ok } from '../../result.ts';

/**
 * A JSON merge patch (RFC 7386) as the API server applies it. It differs from the RFC in lists: `null` members of objects inside a list are
 * dropped as well. Neither argument is changed. Source: gopkg.in/evanphx/json-patch.v4, merge.go.
 */
export function applyJsonMergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return isJsonObject(target) ? patch : withoutNulls(patch);
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete result[key];
    else result[key] = applyJsonMergePatch(result[key], value);
  }
  return result;
}

function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined && member !== null) result[key] = withoutNulls(member);
  }
  return result;
}

/** The merge patch that leads from `original` to `modified`; empty when they are equal. */
export function createJsonMergePatch(original: JsonObject, modified: JsonObject): JsonObject {
  const patch = createMergePatch(original, modified);
  return isJsonObject(patch) ? patch : {};
}

/**
 * The merge patch of `kubectl apply` for kinds without a schema: what `modified` changes or adds on `current`, and the removal of what
 * `original` (last applied) had and `modified` has no more. The error tells of a field that would be both removed and set.
 * Source: apimachinery/pkg/util/jsonmergepatch.
 */
export function createThreeWayJsonMergePatch(original: JsonObject, modified: JsonObject, current: JsonObject): Result<JsonObject, string> {
  const additions = withoutDeletions(createJsonMergePatch(current, modified));
  const deletions = onlyDeletions(createJsonMergePatch(original, modified));
  if (haveConflicts(additions, deletions)) {
    return err('patch:\nconflicts with changes made from original to current');
  }
  return ok(applyJsonMergePatch(deletions, additions) as JsonObject);
}

function withoutDeletions(patch: JsonObject): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) continue;
    if (!isJsonObject(value)) kept[key] = value;
    else {
      const below = withoutDeletions(value);
      // An empty object that was there before filtering is itself the change.
      if (Object.keys(below).length > 0 || Object.keys(value).length === 0) kept[key] = below;
    }
  }
  return kept;
}

function onlyDeletions(patch: JsonObject): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) kept[key] = null;
    else if (isJsonObject(value)) {
      const below = onlyDeletions(value);
      if (Object.keys(below).length > 0) kept[key] = below;
    }
  }
  return kept;
}

/** Whether two patches set some field to different values. Source: apimachinery/pkg/util/mergepatch, HasConflicts. */
function haveConflicts(left: JsonValue, right: JsonValue): boolean {
  if (isJsonObject(left) && isJsonObject(right)) {
    return Object.entries(left).some(([key, value]) => {
      const other = right[key];
      return value !== undefined && other !== undefined && haveConflicts(value, other);
    });
  }
  return !jsonEqual(left, right);
}
