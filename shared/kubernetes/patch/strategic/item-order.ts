import type { JsonObject, JsonValue } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Result } from '../../../result.ts';
import { err, ok } from '../../../result.ts';
import { badArgument, directiveMarker, noMergeKey } from './patch-meta.ts';

/** What items of a list are told apart by: the merge key's value of maps, scalars themselves. */
export type Identity = (item: JsonValue) => JsonValue | undefined;

export function identityBy(mergeKey: string, itemType: string): Identity {
  if (itemType !== 'map') return (item) => item;
  return (item) => (isJsonObject(item) ? item[mergeKey] : undefined);
}

/** Every item is a map that has the merge key. */
export function checkMergeKeys(mergeKey: string, ...lists: readonly (readonly JsonValue[])[]): Result<void, string> {
  for (const item of lists.flat(1)) {
    if (!isJsonObject(item)) return err(badArgument());
    if (item[mergeKey] === undefined) return err(noMergeKey(item, mergeKey));
  }
  return ok(undefined);
}

export function isDeletion(item: JsonValue): boolean {
  return isJsonObject(item) && item[directiveMarker] === 'delete';
}

/**
 * Sorts `items` by their place in `order`; deletions come last. Items that `order` does not name keep no particular place: the comparison is
 * that of the original, which is not an order then, and so its insertion sort is done here too.
 * Source: strategicpatch/patch.go, normalizeSliceOrder.
 */
export function sortByOrder(
  items: readonly JsonValue[], order: readonly JsonValue[], mergeKey: string, itemType: string,
): Result<JsonValue[], string> {
  const identity = identityBy(mergeKey, itemType);
  if (itemType === 'map') {
    const checked = checkMergeKeys(mergeKey, items, order);
    if (!checked.ok) return checked;
  }
  const deletions = itemType === 'map' ? items.filter(isDeletion) : [];
  const sorted = itemType === 'map' ? items.filter((item) => !isDeletion(item)) : [...items];
  const place = placesIn(order, identity);
  const less = (a: JsonValue, b: JsonValue): boolean => {
    const [left, right] = [place(a), place(b)];
    return left < 0 || right < 0 || left < right;
  };
  for (let end = 1; end < sorted.length; end += 1) {
    for (let index = end; index > 0; index -= 1) {
      const [before, after] = [sorted[index - 1] as JsonValue, sorted[index] as JsonValue];
      if (!less(after, before)) break;
      sorted[index - 1] = after;
      sorted[index] = before;
    }
  }
  return ok([...sorted, ...deletions]);
}

/**
 * Brings a merged list into order: items of the patch as `patchOrder` says, the others as on the server, interleaved by the server's order
 * as far as that goes. Source: normalizeElementOrder, mergeSortedSlice.
 */
export function orderMerged(
  patchItems: readonly JsonValue[], serverItems: readonly JsonValue[], patchOrder: readonly JsonValue[], serverOrder: readonly JsonValue[],
  mergeKey: string, itemType: string,
): Result<JsonValue[], string> {
  const patched = sortByOrder(patchItems, patchOrder, mergeKey, itemType);
  if (!patched.ok) return patched;
  const server = sortByOrder(serverItems, serverOrder, mergeKey, itemType);
  if (!server.ok) return server;
  const place = placesIn(serverOrder, identityBy(mergeKey, itemType));
  const [left, right] = [[...server.value], [...patched.value]];
  const all: JsonValue[] = [];
  while (left.length > 0 && right.length > 0) {
    const [l, r] = [place(left[0] as JsonValue), place(right[0] as JsonValue)];
    all.push((l >= 0 && r >= 0 && l < r ? left.shift() : right.shift()) as JsonValue);
  }
  return ok([...all, ...left, ...right]);
}

/** Position of the first equal item, -1 when there is none. */
function placesIn(order: readonly JsonValue[], identity: Identity): (item: JsonValue) => number {
  const places = new Map<JsonValue | undefined, number>();
  for (const [index, item] of order.entries()) if (!places.has(identity(item))) places.set(identity(item), index);
  return (item) => places.get(identity(item)) ?? -1;
}

/** Which items `by` names too, and which it does not. */
export function partition(items: readonly JsonValue[], by: readonly JsonValue[], identity: Identity): [JsonValue[], JsonValue[]] {
  const named = new Set(by.map(identity));
  return [items.filter((item) => named.has(identity(item))), items.filter((item) => !named.has(identity(item)))];
}

/** Keeps the first of equal scalars; each duplicate's place is taken by the last one. Source: deduplicateScalars. */
export function deduplicated(scalars: readonly JsonValue[]): JsonValue[] {
  const kept = [...scalars];
  for (let first = 0; first < kept.length - 1; first += 1) {
    for (let later = first + 1; later < kept.length; later += 1) {
      if (kept[first] !== kept[later]) continue;
      kept[later] = kept.at(-1) as JsonValue;
      kept.pop();
      later -= 1;
    }
  }
  return kept;
}

export function sortedScalars(scalars: readonly JsonValue[]): JsonValue[] {
  return scalars.toSorted((a, b) => compareText(String(a), String(b)));
}

export function sortedByKey(items: readonly JsonValue[], mergeKey: string): JsonObject[] {
  return (items as JsonObject[]).toSorted((a, b) => compareText(String(a[mergeKey]), String(b[mergeKey])));
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
