import type { Managed, Manager } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { updateFields } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { FieldKinds } from './kinds.ts';
import { addsSomething, takesSomethingBack } from './shortcuts.ts';

/**
 * Who owns the fields of one object, told as what happened: what was owned once, and the writes since. Components write far more often than
 * anybody asks who owns a field, so a write is only noted, and worked out when somebody does. Never changed: a write makes a new one.
 */
export interface FieldRecord {
  /** Before the first of `writes`. Shared between objects that came about alike. */
  readonly settled: Managed;
  readonly writes?: readonly NotedWrite[];
  /** The stored object lacks defaults that reading adds, so that the next write stores something whatever it says. */
  readonly readsMore?: true;
}

/** One or several writes in a row by the same manager; or one by nobody, whose changes belong to nobody. */
interface NotedWrite {
  readonly by?: Manager;
  readonly time: string;
  /** The parts of the object (`spec`, `status`, …) that were written, as they were before. */
  readonly before: JsonObject;
}

/** Noted writes beyond this are worked out at once. */
const mostNoted = 6;

/** The record after `by` wrote `next` over `previous`. An object whose fields nobody owns stays so. Source: skipnonapplied.go. */
export function noteWrite(
  record: FieldRecord | undefined, by: Manager, time: string, previous: KubernetesObject, next: KubernetesObject, kinds: FieldKinds,
): FieldRecord | undefined {
  if (!record || (record.settled.length === 0 && !record.writes)) return record && { settled: record.settled };
  const before = partsBefore(previous, next);
  if (!before) return record.readsMore ? { settled: record.settled, ...(record.writes ? { writes: record.writes } : {}) } : record;
  const writes = record.writes ?? [];
  const last = writes.at(-1);
  if (last && isSame(last.by, by)) {
    const both = continued(last, time, before, next, kinds, by);
    if (both) return { settled: record.settled, writes: writes.length === 1 ? [both] : [...writes.slice(0, -1), both] };
  }
  const mustSettle = writes.length >= mostNoted || (last !== undefined && isSame(last.by, by));
  const base: FieldRecord = mustSettle ? { settled: settle(record, previous, kinds) } : record;
  return { settled: base.settled, writes: [...base.writes ?? [], { by, time, before }] };
}

/** The record after a write that no manager is charged with (binding, marking as deleted): its changes are nobody's. */
export function noteUnownedWrite(record: FieldRecord | undefined, previous: KubernetesObject, next: KubernetesObject): FieldRecord | undefined {
  const writes = record?.writes;
  if (!record || !writes) return record;
  const before = partsBefore(previous, next);
  if (!before) return record;
  const noted: JsonObject = {};
  for (const part in before) if (writes.some((write) => part in write.before)) noted[part] = before[part];
  return Object.keys(noted).length === 0 ? record : { ...record, writes: [...writes, { time: '', before: noted }] };
}

/** Works out the noted writes. @param object the present state */
export function settle(record: FieldRecord, object: KubernetesObject, kinds: FieldKinds): Managed {
  const { writes } = record;
  if (!writes) return record.settled;
  const { apiVersion, kind } = object;
  let managed = record.settled;
  for (const [index, { by, time, before }] of writes.entries()) {
    if (!by) continue;
    const after: JsonObject = {};
    for (const part in before) {
      const later = writes.find((write, place) => place > index && part in write.before);
      after[part] = later ? later.before[part] : (object as unknown as JsonObject)[part];
    }
    managed = updateFields(kinds.of(apiVersion, kind, by.subresource), before, after, managed, by, time);
  }
  return managed;
}

function isSame(a: Manager | undefined, b: Manager): boolean {
  return a === b || (a !== undefined && a.manager === b.manager && a.subresource === b.subresource && a.apiVersion === b.apiVersion
    && a.operation === b.operation);
}

/**
 * The last noted write with one more by the same manager, when working out both at once gives the same as one after the other: no field
 * comes back to what it was before the first, and the second adds or changes something (which is what moves the time).
 */
function continued(
  last: NotedWrite, time: string, before: JsonObject, next: KubernetesObject, kinds: FieldKinds, by: Manager,
): NotedWrite | undefined {
  const map = kinds.of(next.apiVersion, next.kind, by.subresource).typeIn(by.apiVersion)?.map;
  if (!map) return undefined;
  const now = next as unknown as JsonObject;
  let adds = false;
  let parts = last.before;
  for (const part in before) {
    const type = map.fields.get(part)?.type ?? map.rest;
    if (!type) return undefined;
    if (part in last.before) {
      if (takesSomethingBack(type, last.before[part], before[part], now[part])) return undefined;
    } else parts = { ...parts, [part]: before[part] };
    adds ||= addsSomething(type, before[part], now[part]);
  }
  return adds ? { by, time, before: parts } : undefined;
}

/** The parts that differ, as they were; undefined when none does. A part that was not there is undefined in it. */
function partsBefore(previous: KubernetesObject, next: KubernetesObject): JsonObject | undefined {
  const old = previous as unknown as JsonObject;
  const now = next as unknown as JsonObject;
  let before: JsonObject | undefined;
  for (const part in now) {
    if (old[part] === now[part] || (part === 'metadata' && sameMetadata(previous, next))) continue;
    before ??= {};
    before[part] = old[part];
  }
  for (const part in old) {
    if (part in now) continue;
    before ??= {};
    before[part] = old[part];
  }
  return before;
}

/** Each write makes a new metadata, if only for the version; what can be owned is compared by identity. */
function sameMetadata({ metadata: old }: KubernetesObject, { metadata: now }: KubernetesObject): boolean {
  return old.labels === now.labels && old.annotations === now.annotations && old.ownerReferences === now.ownerReferences
    && old.finalizers === now.finalizers && old.deletionTimestamp === now.deletionTimestamp
    && old.deletionGracePeriodSeconds === now.deletionGracePeriodSeconds && old.generateName === now.generateName;
}

/** For {@link FieldRecord.settled} of objects of which nobody owns anything. */
export const nobody: FieldRecord = { settled: [] };

