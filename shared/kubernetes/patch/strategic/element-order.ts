import type { JsonObject, JsonValue } from '../../../json.ts';
import { isJsonObject, jsonEqual } from '../../../json.ts';
import type { Result } from '../../../result.ts';
import { err, ok } from '../../../result.ts';
import type { TypeSchema } from '../../schema/model.ts';
import { identityBy, isDeletion, orderMerged, partition } from './item-order.ts';
import type { MergeMaps, MergeMode } from './merge-lists.ts';
import { mergeLists } from './merge-lists.ts';
import { badArgument, directiveMarker, itemTypeOf, noMergeKey, patchMetaOf, setOrderPrefix } from './patch-meta.ts';

const malformed = 'invalid patch format of setElementOrder list';

/**
 * Merges every list of the patch that comes with a `$setElementOrder` list and sorts the result by it; what was merged is taken out of
 * `patch`. Combining keeps the directive. Source: strategicpatch/patch.go, mergePatchIntoOriginal.
 */
export function applyElementOrders(
  original: JsonObject, patch: JsonObject, type: TypeSchema, mode: MergeMode, mergeMaps: MergeMaps,
): Result<void, string> {
  for (const directive of Object.keys(patch)) {
    if (!directive.startsWith(setOrderPrefix)) continue;
    const order = patch[directive];
    delete patch[directive];
    if (!Array.isArray(order)) return err(malformed);
    if (mode === 'combine') {
      const other = original[directive];
      if (other !== undefined && !jsonEqual(other, order)) return err(malformed);
      original[directive] = order;
    }
    if (!directive.startsWith(`${setOrderPrefix}/`)) return err(malformed);
    const done = applyElementOrder(original, patch, directive.slice(setOrderPrefix.length + 1), order, type, mode, mergeMaps);
    if (!done.ok) return done;
  }
  return ok(undefined);
}

function applyElementOrder(
  original: JsonObject, patch: JsonObject, key: string, order: JsonValue[], type: TypeSchema, mode: MergeMode,
  mergeMaps: MergeMaps,
): Result<void, string> {
  const [before, changes] = [original[key], patch[key]];
  if ((before !== undefined && !Array.isArray(before)) || (changes !== undefined && !Array.isArray(changes))) return err(badArgument());
  const meta = patchMetaOf(type, key);
  if (!meta.ok) return meta;
  const { mergeKey } = meta.value;
  const consistent = checkAgainstOrder(changes ?? [], order, mergeKey);
  if (!consistent.ok) return consistent;
  if (!before && !changes) return ok(undefined);
  const serverOrder = [...(before ?? [])];
  const merged = before && changes ? mergeLists(before, changes, meta.value, mode, mergeMaps, false) : ok(before ?? changes ?? []);
  if (!merged.ok) return merged;
  const itemType = itemTypeOf(serverOrder, changes ?? []);
  if (!itemType.ok) return itemType;
  const unkeyed = mergeKey === '' ? undefined : merged.value.find((item) => !isJsonObject(item) || item[mergeKey] === undefined);
  if (unkeyed !== undefined) return err(noMergeKey(unkeyed, mergeKey));
  const [ordered, others] = partition(merged.value, order, identityBy(mergeKey, mergeKey === '' ? 'scalar' : 'map'));
  const all = orderMerged(ordered, others, order, serverOrder, mergeKey, itemType.value);
  if (!all.ok) return all;
  original[key] = all.value;
  delete patch[key];
  return ok(undefined);
}

/** Items of the patch, deletions apart, stand in the order list in the same order. Source: validatePatchWithSetOrderList. */
function checkAgainstOrder(changes: readonly JsonValue[], order: readonly JsonValue[], mergeKey: string): Result<void, string> {
  if (order.length === 0 || changes.length === 0) return ok(undefined);
  const keyOf = (item: JsonValue): JsonValue | undefined => (mergeKey === '' ? item : isJsonObject(item) ? item[mergeKey] : undefined);
  const expected = mergeKey === '' ? changes : changes.filter((item) => !isDeletion(item));
  let [index, orderIndex] = [0, 0];
  while (index < expected.length && orderIndex < order.length) {
    const [item, place] = [expected[index] as JsonValue, order[orderIndex] as JsonValue];
    if (isJsonObject(item) && item[directiveMarker] !== undefined) {
      index += 1;
      continue;
    }
    const [left, right] = [keyOf(item), keyOf(place)];
    if (left === undefined || right === undefined) return err(noMergeKey(left === undefined ? item : place, mergeKey));
    if (left === right) index += 1;
    orderIndex += 1;
  }
  if (index >= expected.length) return ok(undefined);
  return err(`The order in patch list:\n${JSON.stringify(changes)}\n doesn't match ${setOrderPrefix} list:\n${JSON.stringify(order)}\n`);
}
