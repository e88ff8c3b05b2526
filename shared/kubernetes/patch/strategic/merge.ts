import type { JsonObject, JsonValue } from '../../../json.ts';
import { isJsonObject, jsonEqual } from '../../../json.ts';
import type { Result } from '../../../result.ts';
import { err, ok } from '../../../result.ts';
import type { TypeSchema } from '../../schema/model.ts';
import { applyElementOrders } from './element-order.ts';
import type { MergeMode } from './merge-lists.ts';
import { mergeLists } from './merge-lists.ts';
import {
  deleteFromListPrefix, directiveMarker, jsonType, patchMetaOf, retainKeysDirective, setOrderPrefix,
} from './patch-meta.ts';

/** Merges `patch` into `original`; both are changed and must be copies. Source: strategicpatch/patch.go, mergeMap. */
export function mergeMap(original: JsonObject, patch: JsonObject, type: TypeSchema, mode: MergeMode): Result<JsonObject, string> {
  const directive = patch[directiveMarker];
  if (directive === 'replace') {
    delete patch[directiveMarker];
    return ok(patch);
  }
  if (directive === 'delete') return ok({});
  if (directive !== undefined) return err(`unknown patch type: ${String(directive)} in map: ${JSON.stringify(patch)}`);
  const retained = applyRetainKeys(original, patch, mode);
  if (!retained.ok) return retained;
  const ordered = applyElementOrders(original, patch, type, mode, mergeMap);
  if (!ordered.ok) return ordered;
  for (const rawKey of Object.keys(patch)) {
    const value = patch[rawKey];
    if (value === undefined) continue;
    const isDeleteList = rawKey.startsWith(deleteFromListPrefix);
    if (isDeleteList && mode === 'combine') {
      original[rawKey] = value;
      continue;
    }
    if (isDeleteList && !rawKey.startsWith(`${deleteFromListPrefix}/`)) return err('invalid patch format of primitive list');
    const key = isDeleteList ? rawKey.slice(deleteFromListPrefix.length + 1) : rawKey;
    const merged = mergeField(original, key, value, type, mode, isDeleteList);
    if (!merged.ok) return merged;
  }
  return ok(original);
}

function mergeField(
  original: JsonObject, key: string, value: JsonValue, owner: TypeSchema, mode: MergeMode, isDeleteList: boolean,
): Result<void, string> {
  if (value === null) {
    delete original[key];
    if (mode === 'apply') return ok(undefined);
  }
  const current = original[key];
  if (current === undefined || jsonType(current) !== jsonType(value)) {
    if (isDeleteList) return ok(undefined);
    const plain = withoutDirectives(mode === 'apply' ? withoutNulls(value) : value);
    if (plain === undefined) delete original[key];
    else original[key] = plain;
    return ok(undefined);
  }
  if (isJsonObject(current) && isJsonObject(value)) {
    const meta = patchMetaOf(owner, key);
    if (!meta.ok) return meta;
    const merged = mergeMap(current, value, meta.value.type, mode);
    if (!merged.ok) return merged;
    original[key] = merged.value;
  } else if (Array.isArray(current) && Array.isArray(value)) {
    const meta = patchMetaOf(owner, key);
    if (!meta.ok) return meta;
    const merged = mergeLists(current, value, meta.value, mode, mergeMap, isDeleteList);
    if (!merged.ok) return merged;
    original[key] = merged.value;
  } else original[key] = value;
  return ok(undefined);
}

/** `$retainKeys`: fields of the original that the directive does not name go. All that the patch sets must be named. */
function applyRetainKeys(original: JsonObject, patch: JsonObject, mode: MergeMode): Result<void, string> {
  const retained = patch[retainKeysDirective];
  if (retained === undefined) return ok(undefined);
  delete patch[retainKeysDirective];
  if (mode === 'combine') {
    const other = original[retainKeysDirective];
    if (other !== undefined && !jsonEqual(other, retained)) return err(`${retainKeysDirective} lists are not deep equal`);
    original[retainKeysDirective] = retained;
    return ok(undefined);
  }
  const malformed = err('invalid patch format of retainKeys');
  if (!Array.isArray(retained)) return malformed;
  const named = new Set<JsonValue>(retained);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || key.startsWith(deleteFromListPrefix) || key.startsWith(setOrderPrefix)) continue;
    if (!named.has(key)) return malformed;
  }
  for (const key of Object.keys(original)) if (!named.has(key)) delete original[key];
  return ok(undefined);
}

function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, member] of Object.entries(value)) if (member !== null && member !== undefined) kept[key] = withoutNulls(member);
  return kept;
}

/** Drops every map with a `$patch` directive: there is nothing that it could apply to. Undefined when the value is such a map. */
function withoutDirectives(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined);
  if (!isJsonObject(value)) return value;
  if (value[directiveMarker] !== undefined) return undefined;
  const kept: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    const plain = member === undefined ? undefined : withoutDirectives(member);
    if (plain !== undefined) kept[key] = plain;
  }
  return kept;
}
