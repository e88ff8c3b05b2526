import type { JsonObject, JsonValue } from '../../../json.ts';
import { isJsonObject, jsonEqual } from '../../../json.ts';
import type { Result } from '../../../result.ts';
import { err, ok } from '../../../result.ts';
import type { TypeSchema } from '../../schema/model.ts';
import { checkMergeKeys, compareText, deduplicated, sortByOrder, sortedByKey, sortedScalars } from './item-order.ts';
import type { PatchMeta } from './patch-meta.ts';
import {
  deleteFromListPrefix, directiveMarker, itemTypeOf, jsonType, patchMetaOf, retainKeysDirective, setOrderPrefix,
} from './patch-meta.ts';

export interface DiffOptions {
  /** Write `$setElementOrder` lists. */
  setElementOrder: boolean;
  ignoreChangesAndAdditions: boolean;
  ignoreDeletions: boolean;
}

/** The strategic merge patch that leads from `original` to `modified`. Source: strategicpatch/patch.go, diffMaps. */
export function diffMaps(
  original: JsonObject, modified: JsonObject, type: TypeSchema, options: DiffOptions, retainKeys = false,
): Result<JsonObject, string> {
  const patch: JsonObject = {};
  for (const [key, after] of Object.entries(modified)) {
    if (after === undefined) continue;
    const before = original[key];
    if (before === undefined || jsonType(before) !== jsonType(after)) {
      if (!options.ignoreChangesAndAdditions) patch[key] = after;
      continue;
    }
    if (key === directiveMarker) {
      if (typeof after !== 'string') return err(`invalid value for special key: ${directiveMarker}`);
      if (before !== after) patch[key] = after;
      continue;
    }
    const done = diffField(key, before, after, patch, type, options);
    if (!done.ok) return done;
  }
  const removed = Object.keys(original).filter((key) => original[key] !== undefined && modified[key] === undefined);
  if (!options.ignoreDeletions) for (const key of removed) patch[key] = null;
  const retained = retainKeys ? Object.keys(modified).filter((key) => modified[key] !== undefined && modified[key] !== null) : [];
  if (retained.length > 0 && (Object.keys(patch).length > 0 || removed.some((key) => original[key] !== null))) {
    patch[retainKeysDirective] = sortedScalars(retained);
  }
  return ok(patch);
}

function diffField(
  key: string, before: JsonValue, after: JsonValue, patch: JsonObject, owner: TypeSchema, options: DiffOptions,
): Result<void, string> {
  if (isJsonObject(before) && isJsonObject(after)) {
    const meta = patchMetaOf(owner, key);
    if (!meta.ok) return jsonEqual(before, after) ? ok(undefined) : meta;
    const below = diffMaps(before, after, meta.value.type, options, meta.value.retainKeys);
    if (!below.ok) return below;
    if (Object.keys(below.value).length > 0) patch[key] = below.value;
    return ok(undefined);
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const meta = patchMetaOf(owner, key);
    if (!meta.ok) return jsonEqual(before, after) ? ok(undefined) : meta;
    if (meta.value.merges) return diffMergedList(key, before, after, patch, meta.value, options);
  }
  if (!options.ignoreChangesAndAdditions && !jsonEqual(before, after)) patch[key] = after;
  return ok(undefined);
}

function diffMergedList(
  key: string, before: JsonValue[], after: JsonValue[], patch: JsonObject, meta: PatchMeta, options: DiffOptions,
): Result<void, string> {
  if (before.length === 0) {
    if (after.length > 0 && !options.ignoreChangesAndAdditions) patch[key] = after;
    return ok(undefined);
  }
  const itemType = itemTypeOf(before, after);
  if (!itemType.ok) return itemType;
  const lists = itemType.value === 'map' ? diffListsOfMaps(before, after, meta, options) : diffListsOfScalars(before, after, options);
  if (!lists.ok) return lists;
  const { items, deletions, order } = lists.value;
  if (items.length > 0) patch[key] = items;
  if (deletions.length > 0) patch[`${deleteFromListPrefix}/${key}`] = deletions;
  if (order.length > 0) patch[`${setOrderPrefix}/${key}`] = order;
  return ok(undefined);
}

interface ListDiff {
  items: JsonValue[];
  /** Of scalars; deleted maps stand among `items` with a directive. */
  deletions: JsonValue[];
  order: JsonValue[];
}

function diffListsOfMaps(before: JsonValue[], after: JsonValue[], meta: PatchMeta, options: DiffOptions): Result<ListDiff, string> {
  const { mergeKey, retainKeys } = meta;
  const checked = checkMergeKeys(mergeKey, before, after);
  if (!checked.ok) return checked;
  const [left, right] = [sortedByKey(before, mergeKey), sortedByKey(after, mergeKey)];
  const changes: JsonValue[] = [];
  const deletions: JsonValue[] = [];
  let [leftIndex, rightIndex] = [0, 0];
  while (leftIndex < left.length || rightIndex < right.length) {
    const [old, next] = [left[leftIndex], right[rightIndex]];
    const relation = old && next ? compareText(String(old[mergeKey]), String(next[mergeKey])) : old ? -1 : 1;
    if (relation >= 0) rightIndex += 1;
    if (relation <= 0) leftIndex += 1;
    if (relation === 0 && old && next) {
      const change = diffMaps(old, next, meta.type, options, retainKeys);
      if (!change.ok) return change;
      if (Object.keys(change.value).length > 0) changes.push({ ...change.value, [mergeKey]: next[mergeKey] as JsonValue });
    } else if (relation > 0 && next) {
      if (!options.ignoreChangesAndAdditions) changes.push(next);
    } else if (old && !options.ignoreDeletions) deletions.push({ [mergeKey]: old[mergeKey] as JsonValue, [directiveMarker]: 'delete' });
  }
  const sorted = sortByOrder(changes, after, mergeKey, 'map');
  if (!sorted.ok) return sorted;
  const items = [...sorted.value, ...deletions];
  const keyOf = (item: JsonValue | undefined): JsonValue | undefined => (item as JsonObject | undefined)?.[mergeKey];
  const orderSame = before.length === after.length && after.every((item, index) => keyOf(item) === keyOf(before[index]));
  const ordered = options.setElementOrder
    && ((!options.ignoreChangesAndAdditions && (items.length > 0 || !orderSame)) || (!options.ignoreDeletions && items.length > 0));
  return ok({ items, deletions: [], order: ordered ? after.map((item) => ({ [mergeKey]: keyOf(item) as JsonValue })) : [] });
}

/** The original sorts its first list in place; that is why the order is compared with the sorted one. */
function diffListsOfScalars(before: JsonValue[], after: JsonValue[], options: DiffOptions): Result<ListDiff, string> {
  const [left, right] = [sortedScalars(before), sortedScalars(after)];
  const additions: JsonValue[] = [];
  const deletions: JsonValue[] = [];
  let [leftIndex, rightIndex] = [0, 0];
  while (leftIndex < left.length || rightIndex < right.length) {
    const [old, next] = [left[leftIndex], right[rightIndex]];
    const relation = old === undefined ? 1 : next === undefined ? -1 : compareText(String(old), String(next));
    if (relation >= 0) rightIndex += 1;
    if (relation <= 0) leftIndex += 1;
    if (relation > 0 && next !== undefined && !options.ignoreChangesAndAdditions) additions.push(next);
    if (relation < 0 && old !== undefined && !options.ignoreDeletions) deletions.push(old);
  }
  const items = sortByOrder(additions, after, '', 'scalar');
  if (!items.ok) return items;
  const ordered = options.setElementOrder
    && ((!options.ignoreDeletions && deletions.length > 0) || (!options.ignoreChangesAndAdditions && !jsonEqual(left, after)));
  return ok({ items: items.value, deletions: deduplicated(deletions), order: ordered ? after : [] });
}
