import type { JsonValue } from '../../json.ts';
import type { ManagedFieldsEntry } from '../types/meta.ts';
import type { FieldSet } from './field-set.ts';
import { fieldSetOf, fieldsV1Of } from './fields-v1.ts';

/** Who writes: what tells the entries of `metadata.managedFields` apart. */
export interface Manager {
  manager: string;
  operation: 'Apply' | 'Update';
  /** Group and version of the object in the write. */
  apiVersion: string;
  /** '' for the object itself, `status`, `scale`. */
  subresource: string;
}

/** The fields of one manager. */
export interface Owned {
  by: Manager;
  set: FieldSet;
  /** RFC 3339 in whole seconds; absent when the write changed nothing but the ownership. */
  time?: string;
}

/** Everyone who owns fields of an object, in any order; no two with the same {@link managerId}. */
export type Managed = readonly Owned[];

/** Appliers are the same in every version of the API. Source: managedfields/internal, BuildManagerIdentifier. */
export function managerId({ manager, operation, apiVersion, subresource }: Manager): string {
  const version = operation === 'Apply' ? '' : apiVersion;
  return JSON.stringify({ manager, operation, ...(version ? { apiVersion: version } : {}), ...(subresource ? { subresource } : {}) });
}

/** `metadata.managedFields` for this state, in its order. Source: managedfields/internal, sortEncodedManagedFields. */
export function encodeManagedFields(managed: Managed): ManagedFieldsEntry[] {
  return managed.toSorted(compareOwned).map(({ by, set, time }) => ({
    manager: by.manager, operation: by.operation, apiVersion: by.apiVersion, ...(time ? { time } : {}), fieldsType: 'FieldsV1',
    fieldsV1: fieldsV1Of(set), ...(by.subresource ? { subresource: by.subresource } : {}),
  }));
}

function compareOwned(a: Owned, b: Owned): number {
  const keys = ({ by, time = '' }: Owned): string[] => [by.operation, time, by.manager, by.apiVersion, by.subresource];
  const left = keys(a);
  const right = keys(b);
  const index = left.findIndex((key, place) => key !== right[place]);
  return index < 0 ? 0 : (left[index] ?? '') < (right[index] ?? '') ? -1 : 1;
}

/** Reads entries that a client sent; undefined when one of them is not valid. Source: managedfields/internal, DecodeManagedFields. */
export function decodeManagedFields(entries: readonly ManagedFieldsEntry[]): Managed | undefined {
  const managed = new Map<string, Owned>();
  for (const entry of entries) {
    const { manager = '', apiVersion = '', subresource = '', time, fieldsType } = entry;
    const operation = operationOf(entry.operation);
    if (!operation || apiVersion === '' || fieldsType !== 'FieldsV1') return undefined;
    const set = fieldSetOf((entry.fieldsV1 ?? {}) as JsonValue);
    if (!set) return undefined;
    const by: Manager = { manager, operation, apiVersion, subresource };
    managed.set(managerId(by), { by, set, ...(time ? { time } : {}) });
  }
  return [...managed.values()];
}

function operationOf(text: string | undefined): Manager['operation'] | undefined {
  return text === 'Apply' || text === 'Update' ? text : undefined;
}

/** A client empties the list to stop tracking: `[]`, or one empty entry. Source: isResetManagedFields. */
export function isReset(entries: readonly ManagedFieldsEntry[]): boolean {
  const [first] = entries;
  return first === undefined || (entries.length === 1 && Object.keys(first).length === 0);
}

/** @param ignoreTimes whether entries that differ in their times only are the same */
export function sameManaged(a: Managed, b: Managed, ignoreTimes: boolean): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  const others = new Map(b.map((owned) => [managerId(owned.by), owned]));
  return a.every(({ by, set, time }) => {
    const other = others.get(managerId(by));
    return other !== undefined && other.by.apiVersion === by.apiVersion && (ignoreTimes || other.time === time) && set.equals(other.set);
  });
}
