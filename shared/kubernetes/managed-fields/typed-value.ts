import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { Result } from '../../result.ts';
import { err, ok } from '../../result.ts';
import type { FieldType, ListFields, MapFields } from './field-type.ts';
import type { PathElement } from './path-element.ts';
import { keyElement, valueElement } from './path-element.ts';

/** A value of an object; `undefined` is a value that is not there, unlike `null`. */
export type Value = JsonValue | undefined;

/** The form that decides how a value is walked. Maps go before scalars, scalars before lists. */
export type Form = { kind: 'map'; map: MapFields } | { kind: 'scalar' } | { kind: 'list'; list: ListFields };

/**
 * The type narrowed to the form that `value` has. An absent value, null and a value of a form that is not allowed leave the type as it is.
 * Source: typed/helpers.go, deduceAtom.
 */
export function narrowed(type: FieldType, value: Value): FieldType {
  if (value === undefined || value === null) return type;
  if (Array.isArray(value)) return type.list && (type.map || type.scalar) ? onlyList(type) : type;
  if (typeof value === 'object') return type.map && (type.list || type.scalar) ? onlyMap(type) : type;
  return type.scalar && (type.map || type.list) ? onlyScalar(type) : type;
}

// One object for each, so that two values of one form have the same narrowed type.
const narrowedTypes = new WeakMap<FieldType, { list?: FieldType; map?: FieldType; scalar?: FieldType }>();

function formsOf(type: FieldType): { list?: FieldType; map?: FieldType; scalar?: FieldType } {
  let forms = narrowedTypes.get(type);
  if (!forms) {
    const { list, map, scalar } = type;
    forms = { ...(list ? { list: { list } } : {}), ...(map ? { map: { map } } : {}), ...(scalar ? { scalar: { scalar } } : {}) };
    narrowedTypes.set(type, forms);
  }
  return forms;
}

const onlyList = (type: FieldType): FieldType => formsOf(type).list ?? type;
const onlyMap = (type: FieldType): FieldType => formsOf(type).map ?? type;
const onlyScalar = (type: FieldType): FieldType => formsOf(type).scalar ?? type;

export function formOf({ map, scalar, list }: FieldType): Form {
  if (map) return { kind: 'map', map };
  return list && !scalar ? { kind: 'list', list } : { kind: 'scalar' };
}

/** The members of a map; undefined for null and for anything that is no map. */
export function mapOf(value: Value): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

export function listOf(value: Value): JsonValue[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The type of the member `key` of a map; undefined when the schema has none. */
export function memberType(map: MapFields, key: string): FieldType | undefined {
  return map.fields.get(key)?.type ?? map.rest;
}

/**
 * How an item of a `set` or `map` list is named in paths. Errors: why it cannot be named. Source: typed/helpers.go, listItemToPathElement.
 */
export function itemElement(list: ListFields, item: JsonValue): Result<PathElement, string> {
  if (list.kind === 'set') {
    if (item === null) return err("associative list without keys has an element that's an explicit null");
    if (Array.isArray(item)) return err('not supported: associative list with lists as elements');
    return typeof item === 'object' ? err("associative list without keys has an element that's a map type") : ok(valueElement(item));
  }
  if (item === null) return err('associative list with keys may not have a null element');
  if (!isJsonObject(item)) return err('associative list with keys may not have non-map elements');
  const fields = list.items.map?.fields;
  const keys: (readonly [string, JsonValue])[] = [];
  for (const name of list.keys) {
    const value = item[name] ?? fields?.get(name)?.default;
    if (value !== undefined) keys.push([name, value]);
  }
  if (keys.length > 0) return ok(keyElement(keys));
  const names = `[${list.keys.map((name) => JSON.stringify(name)).join(' ')}]`;
  return err(`associative list with keys has an element that omits all key fields ${names} (and doesn't have default values for any key fields)`);
}

/** The items of a list by their path elements, in order; those that cannot be named are left out. */
export function itemsByElement(list: ListFields, items: readonly JsonValue[] | undefined): Map<PathElement, JsonValue[]> {
  const byElement = new Map<PathElement, JsonValue[]>();
  for (const item of items ?? []) {
    const element = itemElement(list, item);
    if (!element.ok) continue;
    const same = byElement.get(element.value);
    if (same) same.push(item);
    else byElement.set(element.value, [item]);
  }
  return byElement;
}

export function isEmptyMap(value: Value): boolean {
  const map = mapOf(value);
  return map === undefined || !Object.values(map).some((member) => member !== undefined);
}

export function isEmptyList(value: Value): boolean {
  return (listOf(value)?.length ?? 0) === 0;
}

/** The members of a map that are there. */
export function membersOf(map: JsonObject): [string, JsonValue][] {
  return Object.entries(map).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
}
