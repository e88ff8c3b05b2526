import type { JsonObject, JsonValue } from '../../../json.ts';
import { isJsonObject, jsonEqual } from '../../../json.ts';
import type { TypeSchema } from '../../schema/model.ts';
import { deduplicated, sortedScalars } from './item-order.ts';
import type { PatchMeta } from './patch-meta.ts';
import { directiveMarker, itemTypeOf, patchMetaOf, retainKeysDirective } from './patch-meta.ts';

/**
 * Whether two patches give some field different values. What cannot be compared counts as a conflict.
 * Source: strategicpatch/patch.go, MergingMapsHaveConflicts.
 */
export function patchesConflict(left: JsonValue, right: JsonValue, type: TypeSchema): boolean {
  return valuesConflict(left, right, { type, merges: false, mergeKey: '', retainKeys: false });
}

function valuesConflict(left: JsonValue, right: JsonValue, meta: PatchMeta): boolean {
  if (isJsonObject(left)) {
    if (!isJsonObject(right)) return true;
    if (left[directiveMarker] !== right[directiveMarker]) return true;
    return mapsConflict(left, right, meta.type);
  }
  if (Array.isArray(left)) return !Array.isArray(right) || listsConflict(left, right, meta);
  return !jsonEqual(left, right);
}

function mapsConflict(left: JsonObject, right: JsonObject, type: TypeSchema): boolean {
  for (const [key, value] of Object.entries(left)) {
    const other = right[key];
    if (key === directiveMarker || key === retainKeysDirective || value === undefined || other === undefined) continue;
    const meta = patchMetaOf(type, key);
    if (!meta.ok || valuesConflict(value, other, meta.value)) return true;
  }
  return false;
}

function listsConflict(left: JsonValue[], right: JsonValue[], meta: PatchMeta): boolean {
  const itemType = itemTypeOf(left, right);
  if (!itemType.ok) return true;
  const items: PatchMeta = { type: meta.type, merges: false, mergeKey: '', retainKeys: false };
  if (meta.merges) {
    // Sets of scalars merge without conflict.
    if (itemType.value !== 'map') return false;
    const others = new Map((right as JsonObject[]).map((item) => [item[meta.mergeKey], item]));
    if (others.has(undefined)) return true;
    return (left as JsonObject[]).some((item) => {
      const key = item[meta.mergeKey];
      const other = others.get(key);
      return key === undefined || (other !== undefined && valuesConflict(item, other, items));
    });
  }
  if (left.length !== right.length) return true;
  const scalars = itemType.value !== 'map';
  const [a, b] = scalars ? [sortedScalars(deduplicated(left)), sortedScalars(deduplicated(right))] : [left, right];
  return a.some((item, index) => valuesConflict(item, b[index] ?? null, items));
}
