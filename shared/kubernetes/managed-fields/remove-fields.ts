import type { JsonObject, JsonValue } from '../../json.ts';
import { FieldSet } from './field-set.ts';
import type { FieldType, ListFields, MapFields } from './field-type.ts';
import { fieldElement } from './path-element.ts';
import type { Value } from './typed-value.ts';
import { formOf, itemElement, listOf, mapOf, memberType, membersOf, narrowed } from './typed-value.ts';

/**
 * The value without the members and items in `fields`. What is left empty becomes null. A map or list that is owned as a whole and was entered
 * goes as a whole. Source: structured-merge-diff, typed/remove.go.
 */
export function removeFields(declared: FieldType, value: Value, fields: FieldSet): JsonValue {
  const form = formOf(narrowed(declared, value));
  if (form.kind === 'scalar') return value ?? null;
  if (form.kind === 'map') {
    const map = mapOf(value);
    return map && !form.map.atomic ? withoutMembers(form.map, map, fields) : null;
  }
  const list = listOf(value);
  return list && form.list.kind !== 'atomic' ? withoutItems(form.list, list, fields) : null;
}

function withoutMembers(fields: MapFields, map: JsonObject, removed: FieldSet): JsonValue {
  const kept: JsonObject = {};
  for (const [key, value] of membersOf(map)) {
    const element = fieldElement(key);
    if (removed.members.has(element)) continue;
    const below = removed.children.get(element);
    kept[key] = below ? removeFields(memberType(fields, key) ?? {}, value, below) : value;
  }
  return Object.keys(kept).length > 0 ? kept : null;
}

function withoutItems(list: ListFields, items: readonly JsonValue[], removed: FieldSet): JsonValue {
  const kept: JsonValue[] = [];
  for (const item of items) {
    const element = itemElement(list, item);
    if (!element.ok) kept.push(item);
    else if (!removed.members.has(element.value)) {
      const below = removed.children.get(element.value);
      kept.push(below ? removeFields(list.items, item, below) : item);
    }
  }
  return kept.length > 0 ? kept : null;
}

/**
 * The set with the named fields of the schema on the way to its members as members too, but not maps and list items.
 * Source: fieldpath/set.go, EnsureNamedFieldsAreMembers.
 */
export function withNamedFields(set: FieldSet, type: FieldType): FieldSet {
  const members = new Set(set.members);
  const children = new Map<string, FieldSet>();
  for (const [element, child] of set.children) {
    let below: FieldType = {};
    if (element.startsWith('f:') && type.map) {
      const named = type.map.fields.get(element.slice(2));
      if (named) members.add(element);
      below = named?.type ?? type.map.rest ?? {};
    } else if (element.startsWith('k:') && type.list) below = type.list.items;
    children.set(element, withNamedFields(child, below));
  }
  return new FieldSet(members, children);
}
