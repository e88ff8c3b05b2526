import type { JsonObject, JsonValue } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Result } from '../../../result.ts';
import { err, ok } from '../../../result.ts';
import type { TypeSchema } from '../../schema/model.ts';
import { deduplicated, identityBy, orderMerged, partition } from './item-order.ts';
import type { PatchMeta } from './patch-meta.ts';
import { directiveMarker, itemTypeOf, noMergeKey } from './patch-meta.ts';

/**
 * `apply`: a patch goes into an object and its directives take effect. `combine`: two halves of a patch become one, directives and nulls are
 * kept.
 */
export type MergeMode = 'apply' | 'combine';

/** How two items of a list merge. */
export type MergeMaps = (original: JsonObject, patch: JsonObject, type: TypeSchema, mode: MergeMode) => Result<JsonObject, string>;

/** Source: strategicpatch/patch.go, mergeSliceHandler, mergeSlice. */
export function mergeLists(
  original: JsonValue[], patch: JsonValue[], meta: PatchMeta, mode: MergeMode, mergeMaps: MergeMaps, isDeleteList: boolean,
): Result<JsonValue[], string> {
  if (!meta.merges) return ok(patch);
  if (original.length === 0 && patch.length === 0) return ok(original);
  const itemType = itemTypeOf(original, patch);
  if (!itemType.ok) return itemType;
  if (itemType.value !== 'map') {
    if (mode === 'apply' && isDeleteList) return ok(original.filter((item) => !patch.includes(item)));
    return inOrder(deduplicated([...original, ...patch]), patch, original, '', itemType.value);
  }
  if (meta.mergeKey === '') return err('cannot merge lists without merge key for type map');
  const special = applySpecialItems(original as JsonObject[], patch as JsonObject[], meta.mergeKey);
  if (!special.ok) return special;
  const { kept, changes } = special.value;
  const merged = mergeItems(kept, changes, meta, mode, mergeMaps);
  return merged.ok ? inOrder(merged.value, changes, kept, meta.mergeKey, 'map') : merged;
}

function inOrder(
  merged: JsonValue[], patch: readonly JsonValue[], original: readonly JsonValue[], mergeKey: string, itemType: string,
): Result<JsonValue[], string> {
  const unkeyed = mergeKey === '' ? undefined : merged.find((item) => !isJsonObject(item) || item[mergeKey] === undefined);
  if (unkeyed !== undefined) return err(noMergeKey(unkeyed, mergeKey));
  const [fromPatch, fromServer] = partition(merged, patch, identityBy(mergeKey, itemType));
  return orderMerged(fromPatch, fromServer, patch, original, mergeKey, itemType);
}

/** Items with a directive: `$patch: delete` removes the item of that key, `$patch: replace` makes the patch the whole list. */
function applySpecialItems(
  original: JsonObject[], patch: JsonObject[], mergeKey: string,
): Result<{ kept: JsonObject[]; changes: JsonObject[] }, string> {
  let kept = original;
  let replaces = false;
  for (const item of patch) {
    const directive = item[directiveMarker];
    if (directive === undefined) continue;
    if (directive === 'delete') {
      const key = item[mergeKey];
      if (key === undefined) return err(noMergeKey(item, mergeKey));
      kept = kept.filter((candidate) => candidate[mergeKey] !== key);
    } else if (directive === 'replace') replaces = true;
    else if (directive === 'merge') return err('merging lists cannot yet be specified in the patch');
    else return err(`unknown patch type: ${String(directive)} in map: ${JSON.stringify(item)}`);
  }
  const changes = patch.filter((item) => item[directiveMarker] === undefined);
  return ok(replaces ? { kept: changes, changes: [] } : { kept, changes });
}

function mergeItems(
  kept: readonly JsonObject[], changes: readonly JsonObject[], meta: PatchMeta, mode: MergeMode, mergeMaps: MergeMaps,
): Result<JsonValue[], string> {
  const merged = [...kept];
  for (const change of changes) {
    const key = change[meta.mergeKey];
    if (key === undefined) return err(noMergeKey(change, meta.mergeKey));
    const index = merged.findIndex((item) => item[meta.mergeKey] === key);
    const existing = merged[index];
    if (!existing) {
      merged.push(change);
      continue;
    }
    const item = mergeMaps(existing, change, meta.type, mode);
    if (!item.ok) return item;
    merged[index] = item.value;
  }
  return ok<JsonValue[]>(merged);
}
