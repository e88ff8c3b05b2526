import { jsonEqual } from '../../json.ts';
import type { Result } from '../../result.ts';
import { err, ok } from '../../result.ts';
import type { FieldConflict } from './conflicts.ts';
import type { FieldType } from './field-type.ts';
import { FieldSet } from './field-set.ts';
import type { Managed, Manager, Owned } from './managers.ts';
import { managerId } from './managers.ts';
import { mergeConfig } from './merge-config.ts';
import { reconcileWithSchema } from './reconcile.ts';
import { removeFields, withNamedFields } from './remove-fields.ts';
import { toFieldSet } from './to-field-set.ts';
import type { Value } from './typed-value.ts';
import type { FieldsOfKind } from './update-fields.ts';
import { differences, withoutChanged, withoutUnowned } from './update-fields.ts';

export interface Applied {
  /** The live object with the configuration merged in, and without what the manager no longer applies; null where something was emptied. */
  object: Value;
  managed: Managed;
  changed: boolean;
}

/**
 * Applies a configuration as `by`: merges it into the live object, removes what `by` applied before and does not any more and nobody else owns.
 *
 * @param type of `by.apiVersion`; the configuration fits it
 * @param force take fields from their owners. Errors: without it, the fields that others own and the configuration changes.
 * Source: structured-merge-diff, merge/update.go Apply; managedfields/internal/managedfieldsupdater.go.
 */
export function applyFields(
  kind: FieldsOfKind, type: FieldType, live: Value, config: Value, managed: Managed, by: Manager, force: boolean, time: string,
): Result<Applied, FieldConflict[]> {
  const id = managerId(by);
  const before = reconcileWithSchema(kind, live, managed);
  const last = before.find((owned) => managerId(owned.by) === id);
  const mine: Owned = { by, set: toFieldSet(type, config).withoutSubtrees(kind.ignored) };
  const all = [...before.filter((owned) => owned !== last), mine];
  const merged = mergeConfig(type, live, config);
  const object = last && !last.set.isEmpty ? pruned(kind, merged, all, last, by.apiVersion) : merged;
  const outcome = withoutChanged(kind, by.apiVersion, live, object, differences(kind, type, live, object), all, id, force);
  if (!outcome.ok) return err(outcome.error);
  const changed = !jsonEqual(live, object);
  const kept = changed ? time : last?.time;
  const set = withoutUnowned(mine.set);
  const others = outcome.value.filter((owned) => managerId(owned.by) !== id);
  return ok({ object, changed, managed: set.isEmpty ? others : [...others, { by, set, ...(kept ? { time: kept } : {}) }] });
}

/** What is left of the merged object when the fields that were given up and that nobody owns are gone. Source: prune. */
function pruned(kind: FieldsOfKind, merged: Value, managed: Managed, last: Owned, version: string): Value {
  const type = kind.typeIn(last.by.apiVersion);
  if (!type) return merged;
  const named = (set: FieldSet): FieldSet => withNamedFields(set, type);
  const { apiVersion } = last.by;
  const shown = kind.inVersion(merged, apiVersion);
  let rest: Value = removeFields(type, shown, named(last.set));
  // What others own, and what this manager applies again, is kept with the ways that lead to it.
  for (const [other, owned] of byVersion(managed, apiVersion)) {
    const theirs = kind.typeIn(other);
    if (!theirs) continue;
    const all = kind.inVersion(merged, other);
    const whole = withNamedFields(toFieldSet(theirs, all), theirs);
    const kept = withNamedFields(toFieldSet(theirs, kind.inVersion(rest, other)), theirs).union(withNamedFields(owned, theirs));
    rest = kind.inVersion(removeFields(theirs, all, whole.difference(kept)), apiVersion);
  }
  // And what nobody owns but was never this manager's.
  const gone = named(toFieldSet(type, shown)).difference(named(toFieldSet(type, rest)));
  return kind.inVersion(removeFields(type, shown, gone.intersection(named(last.set))), version);
}

function byVersion(managed: Managed, first: string): Map<string, FieldSet> {
  const sets = new Map([[first, FieldSet.empty]]);
  for (const { by, set } of managed) sets.set(by.apiVersion, (sets.get(by.apiVersion) ?? FieldSet.empty).union(set));
  return sets;
}
