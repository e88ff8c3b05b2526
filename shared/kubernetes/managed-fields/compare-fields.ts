import type { JsonObject } from '../../json.ts';
import { jsonEqual } from '../../json.ts';
import { FieldSetBuilder } from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import type { FieldType, ListFields, MapFields } from './field-type.ts';
import type { PathElement } from './path-element.ts';
import { fieldElement } from './path-element.ts';
import type { Value } from './typed-value.ts';
import { formOf, isEmptyList, isEmptyMap, itemsByElement, listOf, mapOf, memberType, narrowed } from './typed-value.ts';

/** What differs between two states of an object. No field is in two of the sets. */
export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

/** Compares two states of an object field by field. Source: structured-merge-diff, typed/compare.go. */
export function compareFields(type: FieldType, before: Value, after: Value): Comparison {
  const sets = { added: new FieldSetBuilder(), modified: new FieldSetBuilder(), removed: new FieldSetBuilder() };
  new Comparer(sets).visit(type, before, after, []);
  return { added: sets.added.build(), modified: sets.modified.build(), removed: sets.removed.build() };
}

class Comparer {
  private readonly sets: { added: FieldSetBuilder; modified: FieldSetBuilder; removed: FieldSetBuilder };

  constructor(sets: { added: FieldSetBuilder; modified: FieldSetBuilder; removed: FieldSetBuilder }) {
    this.sets = sets;
  }

  visit(declared: FieldType, before: Value, after: Value, path: PathElement[]): void {
    if (before === after) return;
    const left = narrowed(declared, before);
    const right = narrowed(declared, after);
    let isLeaf: boolean;
    if (after === undefined) isLeaf = this.visitForm(left, before, after, path);
    else if (before === undefined || left === right) isLeaf = this.visitForm(right, before, after, path);
    else {
      this.visitForm(left, before, after, path);
      isLeaf = this.visitForm(right, before, after, path);
    }
    if (isLeaf) return;
    if (before === undefined) this.sets.added.insert(path);
    else if (after === undefined) this.sets.removed.insert(path);
  }

  /** @returns whether the place was compared as a whole */
  private visitForm(type: FieldType, before: Value, after: Value, path: PathElement[]): boolean {
    const form = formOf(type);
    if (form.kind === 'map') {
      // Empty and null differ, though neither has members.
      if (form.map.atomic || (isEmptyMap(before) && isEmptyMap(after))) return this.leaf(before, after, path);
      this.visitMap(form.map, mapOf(before), mapOf(after), path);
      return false;
    }
    if (form.kind === 'list') {
      if (form.list.kind === 'atomic' || (isEmptyList(before) && isEmptyList(after))) return this.leaf(before, after, path);
      this.visitList(form.list, before, after, path);
      return false;
    }
    return this.leaf(before, after, path);
  }

  private leaf(before: Value, after: Value, path: PathElement[]): true {
    if (before === undefined) this.sets.added.insert(path);
    else if (after === undefined) this.sets.removed.insert(path);
    else if (!jsonEqual(before, after)) this.sets.modified.insert(path);
    return true;
  }

  private visitMap(fields: MapFields, before: JsonObject | undefined, after: JsonObject | undefined, path: PathElement[]): void {
    const visitMember = (key: string): void => {
      const left = before?.[key];
      const right = after?.[key];
      if (left === right) return;
      path.push(fieldElement(key));
      this.visit(memberType(fields, key) ?? {}, left, right, path);
      path.pop();
    };
    for (const key in before) visitMember(key);
    for (const key in after) if (before?.[key] === undefined) visitMember(key);
  }

  private visitList(list: ListFields, before: Value, after: Value, path: PathElement[]): void {
    const left = itemsByElement(list, listOf(before));
    const right = itemsByElement(list, listOf(after));
    for (const element of new Set([...left.keys(), ...right.keys()])) {
      const old = left.get(element) ?? [];
      const now = right.get(element) ?? [];
      path.push(element);
      // Duplicates cannot be told apart: they are owned as one.
      if (old.length <= 1 && now.length <= 1) this.visit(list.items, old[0], now[0], path);
      else if (old.length > 1 && now.length > 1) {
        if (!jsonEqual(old, now)) this.sets.modified.insert(path);
      } else if (old.length > 1) {
        if (now.length > 0) this.visit(list.items, undefined, now[0], path);
        this.sets.removed.insert(path);
      } else {
        if (old.length > 0) this.visit(list.items, old[0], undefined, path);
        this.sets.added.insert(path);
      }
      path.pop();
    }
  }
}
