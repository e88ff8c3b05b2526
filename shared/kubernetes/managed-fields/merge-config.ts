import type { JsonObject, JsonValue } from '../../json.ts';
import type { FieldType, ListFields, MapFields } from './field-type.ts';
import type { PathElement } from './path-element.ts';
import type { Value } from './typed-value.ts';
import { formOf, isEmptyList, isEmptyMap, itemElement, listOf, mapOf, memberType, narrowed } from './typed-value.ts';

/**
 * The live object with the applied configuration on top: members and items are added or replaced, nothing is taken away. Items that both have
 * take the order of the configuration. Source: structured-merge-diff, typed/merge.go.
 */
export function mergeConfig(declared: FieldType, live: Value, config: Value): Value {
  const left = narrowed(declared, live);
  const right = narrowed(declared, config);
  return mergeForm(config === undefined ? left : right, live, config);
}

function mergeForm(type: FieldType, live: Value, config: Value): Value {
  const form = formOf(type);
  if (form.kind === 'map' && !form.map.atomic && !(isEmptyMap(live) && isEmptyMap(config))) return mergeMaps(form.map, mapOf(live), mapOf(config));
  if (form.kind === 'list' && form.list.kind !== 'atomic' && !(isEmptyList(live) && isEmptyList(config))) {
    return mergeLists(form.list, listOf(live) ?? [], listOf(config) ?? []);
  }
  return config === undefined ? live : config;
}

function mergeMaps(fields: MapFields, live: JsonObject = {}, config: JsonObject = {}): JsonObject | undefined {
  const merged: JsonObject = {};
  for (const key of new Set([...Object.keys(live), ...Object.keys(config)])) {
    if (live[key] === undefined && config[key] === undefined) continue;
    const value = mergeConfig(memberType(fields, key) ?? {}, live[key], config[key]);
    if (value !== undefined) merged[key] = value;
  }
  return Object.keys(merged).length > 0 ? merged : undefined;
}

interface Item { element: PathElement; value: JsonValue }

function named(list: ListFields, items: readonly JsonValue[]): Item[] {
  return items.flatMap((value) => {
    const element = itemElement(list, value);
    return element.ok ? [{ element: element.value, value }] : [];
  });
}

/** Items of the live list keep their places as far as the order of the configuration allows. */
function mergeLists(list: ListFields, live: readonly JsonValue[], config: readonly JsonValue[]): JsonValue[] | undefined {
  const left = named(list, live);
  const right = named(list, config);
  // Duplicates are not merged with: the new item takes their place.
  const leftByElement = new Map<PathElement, JsonValue | null>();
  for (const { element, value } of left) leftByElement.set(element, leftByElement.has(element) ? null : value);
  const rightByElement = new Map(right.map(({ element, value }) => [element, value]));
  const shared = right.filter(({ element }) => leftByElement.has(element)).map(({ element }) => element);
  const merged: JsonValue[] = [];
  const done = new Set<PathElement>();
  const push = (element: PathElement, mine: Value, theirs: Value): void => {
    const value = mergeConfig(list.items, mine, theirs);
    if (value !== undefined) merged.push(value);
    if (theirs !== undefined) done.add(element);
    if (element === shared[0]) shared.shift();
  };
  let l = 0;
  let r = 0;
  while (l < left.length || r < right.length) {
    const mine = left[l];
    const theirs = right[r];
    if (mine && theirs) {
      if (mine.element === theirs.element) {
        push(mine.element, leftByElement.get(mine.element) ?? undefined, theirs.value);
        l += 1;
        r += 1;
        continue;
      }
      if (rightByElement.has(mine.element) && shared[0] !== undefined && shared[0] !== mine.element) {
        // Both have it, but the configuration puts another one first.
        l += 1;
        continue;
      }
    }
    if (mine) {
      if (!rightByElement.has(mine.element)) {
        push(mine.element, mine.value, undefined);
        l += 1;
        continue;
      }
      if (done.has(mine.element)) l += 1;
    }
    if (theirs) {
      push(theirs.element, leftByElement.get(theirs.element) ?? undefined, theirs.value);
      r += 1;
    }
  }
  return merged.length > 0 ? merged : undefined;
}
