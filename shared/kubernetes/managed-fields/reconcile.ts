import { FieldSet } from './field-set.ts';
import type { FieldType } from './field-type.ts';
import type { Managed } from './managers.ts';
import { fieldElement } from './path-element.ts';
import { formOf, itemElement, listOf, mapOf, memberType, membersOf, narrowed, type Value } from './typed-value.ts';
import type { FieldsOfKind } from './update-fields.ts';

/**
 * Ownership in terms of the schema as it is now: where a place became owned as a whole, whoever owned something in it owns it. A place that
 * became divided counts as if it always had been. Schemas change with their CustomResourceDefinition only.
 * Source: structured-merge-diff, merge/update.go reconcileManagedFieldsWithSchemaChanges, typed/reconcile_schema.go.
 */
export function reconcileWithSchema(kind: FieldsOfKind, live: Value, managed: Managed): Managed {
  let changed = false;
  const reconciled = managed.map((owned) => {
    const type = kind.typeIn(owned.by.apiVersion);
    const set = type ? reconcile(type, kind.inVersion(live, owned.by.apiVersion), owned.set) : owned.set;
    if (set === owned.set) return owned;
    changed = true;
    return { ...owned, set };
  });
  return changed ? reconciled : managed;
}

function reconcile(declared: FieldType, value: Value, set: FieldSet): FieldSet {
  if (set.children.size === 0) return set;
  const form = formOf(narrowed(declared, value));
  let members = set.members;
  let children = set.children;
  const visit = (element: string, type: FieldType, item: Value): void => {
    const below = set.children.get(element);
    if (!below) return;
    const isWhole = isAtomic(type, item);
    const next = isWhole ? FieldSet.empty : reconcile(type, item, below);
    if (next === below) return;
    const changed = new Map(children);
    if (isWhole) {
      members = new Set([...members, element]);
      changed.delete(element);
    } else changed.set(element, next);
    children = changed;
  };
  if (form.kind === 'map') {
    for (const [key, member] of membersOf(mapOf(value) ?? {})) visit(fieldElement(key), memberType(form.map, key) ?? {}, member);
  } else if (form.kind === 'list' && form.list.kind === 'map') {
    for (const item of listOf(value) ?? []) {
      const element = itemElement(form.list, item);
      if (element.ok) visit(element.value, form.list.items, item);
    }
  }
  return members === set.members && children === set.children ? set : new FieldSet(members, children);
}

function isAtomic(type: FieldType, value: Value): boolean {
  const form = formOf(narrowed(type, value));
  return (form.kind === 'map' && form.map.atomic) || (form.kind === 'list' && form.list.kind === 'atomic');
}
