import type { Managed, Manager } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { updateFields } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { schemaOf } from '../../../../shared/kubernetes/schema/catalogue.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { FieldKinds } from './kinds.ts';
import { addsSomething, mayDrop, takesSomethingBack } from './shortcuts.ts';

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
  /** A write by nobody may have removed something, so that somebody may own a field that is not there. */
  readonly strays?: true;
}

/**
 * One or several writes in a row by the same manager; or one by nobody, whose changes belong to nobody. It belongs to one record, and only the
 * time of the last one in a record moves.
 */
interface NotedWrite {
  readonly by?: Manager;
  time: string;
  /** The parts of the object (`spec`, `status`, …) that were written, as they were before. */
  readonly before: JsonObject;
}

/** Noted writes beyond this are worked out at once. */
const mostNoted = 6;

/**
 * The record after `by` wrote `next` over `previous`; the same one, with a later time, when it writes what it wrote before. An object whose fields
 * nobody owns stays so. Not for writes that may be taken back. Source: skipnonapplied.go.
 */
export function noteWrite(
  record: FieldRecord | undefined, by: Manager, time: string, previous: KubernetesObject, next: KubernetesObject, kinds: FieldKinds,
): FieldRecord | undefined {
  if (!record || (record.settled.length === 0 && !record.writes)) return record && { settled: record.settled };
  const { writes, strays } = record;
  const rest = strays ? { strays } : {};
  const last = writes?.at(-1);
  const again = last !== undefined && isSame(last.by, by);
  if (again && !record.readsMore && continues(last, previous, next, kinds, by, strays === true)) {
    last.time = time;
    return record;
  }
  const before = partsBefore(previous, next);
  if (!before) return { settled: record.settled, ...(writes ? { writes } : {}), ...rest };
  const noted = { by, time, before };
  if (!writes) return { settled: record.settled, writes: [noted], ...rest };
  if (!again && writes.length < mostNoted) return { settled: record.settled, writes: [...writes, noted], ...rest };
  return { settled: settle(record, previous, kinds), writes: [noted], ...rest };
}

/** The record after a write that no manager is charged with (binding, marking as deleted): its changes are nobody's. */
export function noteUnownedWrite(record: FieldRecord | undefined, previous: KubernetesObject, next: KubernetesObject): FieldRecord | undefined {
  if (!record || (record.settled.length === 0 && !record.writes)) return record;
  const { writes } = record;
  const old = previous as unknown as JsonObject;
  const now = next as unknown as JsonObject;
  let strays = record.strays === true;
  let before: JsonObject | undefined;
  for (const part of partNames(previous, next)) {
    if (isSamePart(part, previous, next)) continue;
    strays ||= mayDrop(old[part], now[part]);
    if (writes?.some((write) => part in write.before)) (before ??= {})[part] = old[part];
  }
  if (!before && strays === (record.strays === true)) return record;
  return { ...record, ...(strays ? { strays } : {}), ...(writes && before ? { writes: [...writes, { time: '', before }] } : {}) };
}

/** The same record with its writes worked out. @param object the present state */
export function settledRecord(record: FieldRecord, object: KubernetesObject, kinds: FieldKinds): FieldRecord {
  if (!record.writes) return record;
  const { readsMore, strays } = record;
  return { settled: settle(record, object, kinds), ...(readsMore ? { readsMore } : {}), ...(strays ? { strays } : {}) };
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
 * Whether one more write by the manager of `last` can be worked out together with it, giving the same as one after the other: it writes the same
 * parts, no field comes back to what it was before, and something is added or changed (which is what moves the time). A field that came and went
 * in between is nobody's either way, unless somebody owned it while it was not there.
 */
function continues(last: NotedWrite, previous: KubernetesObject, next: KubernetesObject, kinds: FieldKinds, by: Manager, strays: boolean): boolean {
  const map = kinds.of(next.apiVersion, next.kind, by.subresource).typeIn(by.apiVersion)?.map;
  if (!map) return false;
  const old = previous as unknown as JsonObject;
  const now = next as unknown as JsonObject;
  let adds = false;
  for (const part of partNames(previous, next)) {
    if (isSamePart(part, previous, next)) continue;
    if (now[part] === undefined) return false;
    const type = map.fields.get(part)?.type ?? map.rest;
    if (!type || !(part in last.before) || takesSomethingBack(type, last.before[part], old[part], now[part], strays)) return false;
    adds ||= addsSomething(type, old[part], now[part]);
  }
  return adds;
}

/** The parts that differ, as they were; undefined when none does. A part that was not there is undefined in it. */
function partsBefore(previous: KubernetesObject, next: KubernetesObject): JsonObject | undefined {
  let before: JsonObject | undefined;
  for (const part of partNames(previous, next)) {
    if (!isSamePart(part, previous, next)) (before ??= {})[part] = (previous as unknown as JsonObject)[part];
  }
  return before;
}

let lastNames: { apiVersion: string; kind: string; names: readonly string[] } | undefined;

/** Names of the parts in which two states of an object can differ. */
function partNames(previous: KubernetesObject, next: KubernetesObject): Iterable<string> {
  const { apiVersion, kind } = next;
  // Writes of one kind come in a row.
  if (lastNames && lastNames.kind === kind && lastNames.apiVersion === apiVersion) return lastNames.names;
  const schema = schemaOf(apiVersion, kind);
  if (!schema) return new Set([...Object.keys(previous), ...Object.keys(next)]);
  const names = [...schema.fields.keys()].filter((name) => name !== 'apiVersion' && name !== 'kind');
  lastNames = { apiVersion, kind, names };
  return names;
}

function isSamePart(part: string, previous: KubernetesObject, next: KubernetesObject): boolean {
  if (part === 'metadata') return sameMetadata(previous, next);
  return (previous as unknown as JsonObject)[part] === (next as unknown as JsonObject)[part];
}

/** Each write makes a new metadata, if only for the version; what can be owned is compared by identity. */
function sameMetadata({ metadata: old }: KubernetesObject, { metadata: now }: KubernetesObject): boolean {
  return old.labels === now.labels && old.annotations === now.annotations && old.ownerReferences === now.ownerReferences
    && old.finalizers === now.finalizers && old.deletionTimestamp === now.deletionTimestamp
    && old.deletionGracePeriodSeconds === now.deletionGracePeriodSeconds && old.generateName === now.generateName;
}

/** For {@link FieldRecord.settled} of objects of which nobody owns anything. */
export const nobody: FieldRecord = { settled: [] };

