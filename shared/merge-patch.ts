import { isJsonObject, jsonEqual, type JsonObject, type JsonValue } from './json.ts';

/** RFC 7386: objects merge, `null` removes, everything else replaces. Neither argument is changed; unchanged parts are shared. */
export function applyMergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete result[key];
    else result[key] = applyMergePatch(result[key], value);
  }
  return result;
}

/** The merge patch that leads from `before` to `after`; `undefined` when they are equal. Lists are replaced whole. */
export function createMergePatch(before: JsonValue | undefined, after: JsonValue): JsonValue | undefined {
  if (jsonEqual(before, after)) return undefined;
  if (!isJsonObject(before) || !isJsonObject(after)) return after;
  const patch: JsonObject = {};
  for (const key of Object.keys(before)) if (after[key] === undefined && before[key] !== undefined) patch[key] = null;
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined) continue;
    const difference = createMergePatch(before[key], value);
    if (difference !== undefined) patch[key] = difference;
  }
  return patch;
}

/**
 * Three-way merge on the way of `kubectl apply`: fields of `next` are set on `live`; fields that `previous` named and `next` does not are removed; all other live
 * fields stay. Lists are replaced whole (differs from kubectl, which merges some lists by key: a list's server-made defaults come back through defaulting).
 */
export function threeWayMerge(previous: JsonValue | undefined, next: JsonValue, live: JsonValue | undefined): JsonValue {
  if (!isJsonObject(next)) return next;
  const result: JsonObject = isJsonObject(live) ? { ...live } : {};
  if (isJsonObject(previous)) {
    for (const key of Object.keys(previous)) if (next[key] === undefined) delete result[key];
  }
  const before = isJsonObject(previous) ? previous : {};
  for (const [key, value] of Object.entries(next)) if (value !== undefined) result[key] = threeWayMerge(before[key], value, result[key]);
  return result;
}
