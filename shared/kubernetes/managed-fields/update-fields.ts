import { compareFields, type Comparison } from './compare-fields.ts';
import type { FieldConflict } from './conflicts.ts';
import { conflictsOf } from './conflicts.ts';
import { FieldSet } from './field-set.ts';
import type { FieldType } from './field-type.ts';
import type { Managed, Manager, Owned } from './managers.ts';
import { managerId } from './managers.ts';
import { reconcileWithSchema } from './reconcile.ts';
import type { Value } from './typed-value.ts';
import type { Result } from '../../result.ts';
import { err, ok } from '../../result.ts';

/** The kind of an object and the door by which it is written. */
export interface FieldsOfKind {
  /** The fields in a version of the API; undefined when the version is not served: its managers are forgotten. */
  typeIn(apiVersion: string): FieldType | undefined;
  /** An object of the kind as a version shows it. */
  inVersion(object: Value, apiVersion: string): Value;
  /** Fields that this door does not write, whatever was sent (GetResetFields of the kind's strategy). */
  ignored: FieldSet;
}

/** An object without the fields that nobody ever owns. Source: managedfields/internal/stripmeta.go. */
const unowned = FieldSet.of(
  ['f:apiVersion'], ['f:kind'], ['f:metadata'],
  ...['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'clusterName', 'generation', 'managedFields', 'resourceVersion']
    .map((name) => ['f:metadata', `f:${name}`]),
);

export function withoutUnowned(set: FieldSet): FieldSet {
  return set.difference(unowned);
}

/**
 * Ownership after a write other than apply: the writer gets every field that it changed or added, everyone else loses those and the removed ones.
 *
 * @param before the stored object, or the empty object of its kind on create
 * @param time of the write
 * Source: structured-merge-diff, merge/update.go; managedfields/internal/managedfieldsupdater.go, capmanagers.go.
 */
export function updateFields(kind: FieldsOfKind, before: Value, after: Value, managed: Managed, by: Manager, time: string): Managed {
  const type = kind.typeIn(by.apiVersion);
  if (!type) return managed;
  const change = differences(kind, type, kind.inVersion(before, by.apiVersion), kind.inVersion(after, by.apiVersion));
  const others = reduced(kind, by.apiVersion, before, after, change, managed);
  const written = withoutUnowned(change.modified.union(change.added));
  if (written.isEmpty) return capped(others);
  const id = managerId(by);
  const previous = others.find((owned) => managerId(owned.by) === id);
  const mine: Owned = { by, set: previous ? written.union(previous.set) : written, time };
  return capped([...others.filter((owned) => owned !== previous), mine]);
}

export function differences(kind: FieldsOfKind, type: FieldType, before: Value, after: Value): Comparison {
  const { added, modified, removed } = compareFields(type, before, after);
  if (kind.ignored.isEmpty) return { added, modified, removed };
  return {
    added: added.withoutSubtrees(kind.ignored), modified: modified.withoutSubtrees(kind.ignored), removed: removed.withoutSubtrees(kind.ignored),
  };
}

function reduced(
  kind: FieldsOfKind, version: string, before: Value, after: Value, change: Comparison, managed: Managed,
): Owned[] {
  const outcome = withoutChanged(kind, version, before, after, change, reconcileWithSchema(kind, before, managed), undefined, true);
  return outcome.ok ? outcome.value : [];
}

/**
 * Takes from everyone but `self` what the change touches.
 * @param force false: refuse when others own changed or added fields. Errors: those conflicts.
 */
export function withoutChanged(
  kind: FieldsOfKind, version: string, before: Value, after: Value, change: Comparison, managed: Managed, self: string | undefined, force: boolean,
): Result<Owned[], FieldConflict[]> {
  const changes = new Map([[version, change]]);
  const conflicting: Owned[] = [];
  const left: Owned[] = [];
  for (const owned of managed) {
    if (managerId(owned.by) === self) {
      left.push(owned);
      continue;
    }
    const { apiVersion } = owned.by;
    let theirs = changes.get(apiVersion);
    if (!theirs) {
      const type = kind.typeIn(apiVersion);
      if (!type) continue;
      theirs = differences(kind, type, kind.inVersion(before, apiVersion), kind.inVersion(after, apiVersion));
      changes.set(apiVersion, theirs);
    }
    const taken = owned.set.intersection(theirs.modified.union(theirs.added));
    if (!taken.isEmpty) conflicting.push({ ...owned, set: taken });
    left.push({ ...owned, set: owned.set.difference(taken).difference(theirs.removed) });
  }
  if (!force && conflicting.length > 0) return err(conflictsOf(conflicting));
  return ok(left.filter(({ set }) => !set.isEmpty));
}

const mostUpdaters = 10;

/** Of more than ten updaters the oldest are put together, by version of the API. Source: managedfields/internal/capmanagers.go. */
function capped(managed: Owned[]): Managed {
  const byId = new Map(managed.map((owned) => [managerId(owned.by), owned]));
  const updaters = managed.filter(({ by }) => by.operation === 'Update').toSorted((a, b) => {
    const left = [a.time ?? '', managerId(a.by)];
    const right = [b.time ?? '', managerId(b.by)];
    return left < right ? -1 : 1;
  });
  let excess = updaters.length - mostUpdaters;
  const firsts = new Map<string, Owned>();
  for (const owned of updaters) {
    if (excess <= 0) break;
    const { apiVersion } = owned.by;
    const first = firsts.get(apiVersion);
    if (!first) {
      firsts.set(apiVersion, owned);
      continue;
    }
    const bucket: Manager = { manager: 'ancient-changes', operation: 'Update', apiVersion, subresource: '' };
    const id = managerId(bucket);
    let existing = byId.get(id);
    if (!existing) {
      byId.delete(managerId(first.by));
      existing = { ...first, by: bucket };
    }
    byId.delete(managerId(owned.by));
    byId.set(id, { by: bucket, set: owned.set.union(existing.set), ...(owned.time ? { time: owned.time } : {}) });
    excess -= 1;
  }
  return [...byId.values()];
}
