import { isMap, isNode, isScalar, isSeq, type Document, type YAMLMap, type YAMLSeq } from 'yaml';
import { isJsonObject, jsonEqual, type JsonObject, type JsonValue } from '../json.ts';

/**
 * Brings a YAML tree to `value` by the smallest edit that keeps comments, order and quoting of everything that does not change. Items of lists are matched by
 * their `name` (as Kubernetes' own lists are keyed) when all have one, else those that stay as they are by value and the rest in order.
 */
export function editDocument(tree: Document, value: JsonObject): void {
  if (isMap(tree.contents)) editMap(tree, tree.contents as YAMLMap, value);
  else tree.contents = tree.createNode(value) as unknown as typeof tree.contents;
}

function editMap(tree: Document, map: YAMLMap, value: JsonObject): void {
  for (const key of map.items.map((pair) => keyOf(pair.key))) if (!Object.hasOwn(value, key) || value[key] === undefined) map.delete(key);
  for (const [key, next] of Object.entries(value)) {
    if (next === undefined) continue;
    const current: unknown = map.get(key, true);
    const edited = editNode(tree, current, next);
    if (edited !== current) map.set(key, edited);
  }
}

function editSequence(tree: Document, sequence: YAMLSeq, value: readonly JsonValue[]): void {
  const named = value.every(hasName) && sequence.items.every((item) => isMap(item) && item.has('name'));
  const names = named ? sequence.items.map((item) => String((item as YAMLMap).get('name'))) : [];
  const pool = [...sequence.items];
  const unique = named && new Set(names).size === names.length;
  const matched = unique ? value.map((next) => pool[names.indexOf(String((next as JsonObject)['name']))]) : nodesByValue(tree, pool, value);
  sequence.items = value.map((next, index) => editNode(tree, matched[index], next));
}

/** Items that are the same as before keep their nodes, wherever they stand; of the others the first that is left stands for the first, and so on. */
function nodesByValue(tree: Document, pool: readonly unknown[], value: readonly JsonValue[]): unknown[] {
  const left = new Map<string, unknown[]>();
  for (const node of pool) {
    const key = textOf(isNode(node) ? node.toJS(tree) as JsonValue : node as JsonValue);
    left.set(key, [...left.get(key) ?? [], node]);
  }
  const same = value.map((next) => left.get(textOf(next))?.shift());
  const taken = new Set(same);
  const rest = pool.filter((node) => !taken.has(node));
  return same.map((node) => node ?? rest.shift());
}

/** The same text for the same value, whatever the order of its keys. */
function textOf(value: JsonValue): string {
  return JSON.stringify(value, (_key, part: JsonValue) => (isJsonObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

/** @returns the node to stand there: `current` itself where it could be edited in place */
function editNode(tree: Document, current: unknown, next: JsonValue): unknown {
  if (isMap(current) && isJsonObject(next)) {
    editMap(tree, current as YAMLMap, next);
    return current;
  }
  if (isSeq(current) && Array.isArray(next)) {
    editSequence(tree, current as YAMLSeq, next);
    return current;
  }
  if (isScalar(current) && (typeof next !== 'object' || next === null)) {
    if (!jsonEqual(current.value, next)) current.value = next;
    return current;
  }
  return tree.createNode(next);
}

/** Keys that were read are nodes, keys that an earlier edit added are plain text. */
function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function hasName(value: JsonValue): boolean {
  return isJsonObject(value) && typeof value['name'] === 'string';
}
