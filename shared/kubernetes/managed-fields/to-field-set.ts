import type { JsonObject, JsonValue } from '../../json.ts';
import type { FieldType, ListFields, MapFields } from './field-type.ts';
import type { FieldSet } from './field-set.ts';
import { FieldSetBuilder } from './field-set.ts';
import { fieldElement } from './path-element.ts';
import type { Value } from './typed-value.ts';
import { formOf, isEmptyMap, itemElement, itemsByElement, listOf, mapOf, memberType, membersOf, narrowed } from './typed-value.ts';

/**
 * The fields that an applied configuration sets: its leaves, list items, and members whose name is not in the schema.
 * Source: structured-merge-diff, typed/tofieldset.go.
 */
export function toFieldSet(type: FieldType, value: Value): FieldSet {
  const set = new FieldSetBuilder();
  visit(type, value, set, () => undefined);
  return set.build();
}

/** @param own adds the place itself to the set */
function visit(declared: FieldType, value: Value, set: FieldSetBuilder, own: () => void): void {
  const form = formOf(narrowed(declared, value));
  if (form.kind === 'scalar' || (form.kind === 'map' && form.map.atomic) || (form.kind === 'list' && form.list.kind === 'atomic')) own();
  else if (form.kind === 'map') {
    const map = mapOf(value);
    if (map) visitMap(form.map, map, set);
  } else {
    const list = listOf(value);
    if (list) visitList(form.list, list, set);
  }
}

function visitMap(fields: MapFields, map: JsonObject, set: FieldSetBuilder): void {
  for (const [key, value] of membersOf(map)) {
    const element = fieldElement(key);
    visit(memberType(fields, key) ?? {}, value, set.child(element), () => set.add(element));
    if (value === null || (mapOf(value) !== undefined && isEmptyMap(value)) || !fields.fields.has(key)) set.add(element);
  }
}

function visitList(list: ListFields, items: readonly JsonValue[], set: FieldSetBuilder): void {
  const byElement = itemsByElement(list, items);
  for (const item of items) {
    const element = itemElement(list, item);
    if (!element.ok) continue;
    set.add(element.value);
    // Items that occur twice are owned as a whole.
    if (byElement.get(element.value)?.length === 1) visit(list.items, item, set.child(element.value), () => undefined);
  }
}
