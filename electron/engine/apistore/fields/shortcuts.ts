import type { JsonValue } from '../../../../shared/json.ts';
import { isJsonObject, jsonEqual } from '../../../../shared/json.ts';
import type { FieldType, ListFields } from '../../../../shared/kubernetes/managed-fields/field-type.ts';
import type { Value } from '../../../../shared/kubernetes/managed-fields/typed-value.ts';
import { formOf, mapOf, memberType, narrowed } from '../../../../shared/kubernetes/managed-fields/typed-value.ts';

/**
 * Whether some field surely differs that `after` has: true is always right, false may be. Quick: most writes show it at the first look.
 */
export function addsSomething(declared: FieldType, before: Value, after: Value): boolean {
  if (before === after || after === undefined || after === null) return false;
  if (before === undefined || before === null) return true;
  const form = formOf(narrowed(declared, after));
  if (form.kind === 'map' && !form.map.atomic) {
    const old = mapOf(before);
    const now = mapOf(after);
    if (!old || !now) return false;
    for (const key in now) if (now[key] !== old[key] && addsSomething(memberType(form.map, key) ?? {}, old[key], now[key])) return true;
    return false;
  }
  if (form.kind === 'list' && form.list.kind !== 'atomic') {
    if (!Array.isArray(before) || !Array.isArray(after)) return false;
    for (const item of after) {
      const old = counterpart(form.list, before, item);
      if (old === undefined || (old !== item && addsSomething(form.list.items, old, item))) return true;
    }
    return false;
  }
  return !jsonEqual(before, after);
}

/**
 * Whether some field may be, after the last of three states, what it was in the first though it was different in between: true may be wrong, false
 * is always right.
 * @param absent whether a field that was absent in the first and is again counts, too
 */
export function takesSomethingBack(declared: FieldType, first: Value, between: Value, last: Value, absent: boolean): boolean {
  if (first === between || between === last) return false;
  if (first === undefined) return absent && drops(declared, between, last);
  if (first === last) return !jsonEqual(first, between);
  const form = formOf(narrowed(declared, first));
  if (form.kind === 'map' && !form.map.atomic) {
    const a = mapOf(first);
    const b = mapOf(between);
    const c = mapOf(last);
    if (!a || !b || !c) return true;
    for (const key in a) {
      // Its place may have gone in between: then the comparison of the whole forgets that.
      if (b[key] === undefined ? c[key] !== undefined : takesSomethingBack(memberType(form.map, key) ?? {}, a[key], b[key], c[key], absent)) return true;
    }
    if (absent) for (const key in b) if (a[key] === undefined && drops(memberType(form.map, key) ?? {}, b[key], c[key])) return true;
    return Object.keys(a).length === 0;
  }
  if (form.kind === 'list' && form.list.kind !== 'atomic') {
    if (!Array.isArray(first) || !Array.isArray(between) || !Array.isArray(last) || first.length === 0) return true;
    for (const item of first) {
      const b = counterpart(form.list, between, item);
      const c = counterpart(form.list, last, item);
      if (b === undefined ? c !== undefined : takesSomethingBack(form.list.items, item, b, c, absent)) return true;
    }
    if (absent) for (const item of between) {
      if (counterpart(form.list, first, item) === undefined && drops(form.list.items, item, counterpart(form.list, last, item))) return true;
    }
    return false;
  }
  return jsonEqual(first, last);
}

/** Whether something of the first state may be absent in the second, whatever its type: true may be wrong, false is always right. */
export function mayDrop(before: Value, after: Value): boolean {
  if (before === after || before === undefined) return false;
  if (Array.isArray(before)) return !Array.isArray(after) || before.some((item) => !after.includes(item));
  if (!isJsonObject(before)) return after === undefined;
  if (!isJsonObject(after)) return true;
  for (const key in before) if (mayDrop(before[key], after[key])) return true;
  return false;
}

/** Whether some field of the first state may be absent in the second. */
function drops(declared: FieldType, before: Value, after: Value): boolean {
  if (before === after || before === undefined) return false;
  if (after === undefined) return true;
  const form = formOf(narrowed(declared, before));
  if (form.kind === 'map' && !form.map.atomic) {
    const old = mapOf(before);
    const now = mapOf(after);
    if (!old || !now) return true;
    for (const key in old) if (drops(memberType(form.map, key) ?? {}, old[key], now[key])) return true;
    return false;
  }
  if (form.kind === 'list' && form.list.kind !== 'atomic') {
    if (!Array.isArray(before) || !Array.isArray(after)) return true;
    for (const item of before) if (drops(form.list.items, item, counterpart(form.list, after, item))) return true;
  }
  return false;
}

/** The item of another state of the list that has the same name there. */
function counterpart(list: ListFields, items: readonly JsonValue[], item: JsonValue): Value {
  for (const other of items) if (other === item || sameItem(list, other, item)) return other;
  return undefined;
}

function sameItem({ kind, keys }: ListFields, a: JsonValue, b: JsonValue): boolean {
  if (kind === 'set' || !isJsonObject(a) || !isJsonObject(b)) return false;
  for (const key of keys) if (a[key] !== b[key]) return false;
  return true;
}
