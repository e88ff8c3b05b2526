import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { VolumeAttachment } from '../../../shared/kubernetes/types/storage.ts';
import { claimNamesOf } from '../../../shared/kubernetes/pod-claims.ts';
import type { FieldRecord } from './fields/record.ts';

export interface IndexDefinition {
  /** Resource name, or `*` for all. */
  resource: string;
  /** Left out of `*`: resources of many objects that nobody looks up by this index. */
  except?: readonly string[];
  name: string;
  /** Index values of one object. Must depend on the object alone. */
  values(object: KubernetesObject): readonly string[];
  /** Whether two states of one object surely have the same values. Cheap; false is always right. */
  unchanged(before: KubernetesObject, after: KubernetesObject): boolean;
}

/**
 * Indexes that keep work proportional to what changed. A new one is a new entry.
 * - `controller`: uid of the controlling owner; objects without one under `orphans/<namespace>`.
 * - `owner`: uid of every owner, for garbage collection.
 * - `claim`: keys of the claims that a pod names.
 * - `service`: key of the Service whose endpoints a slice lists.
 */
export const storeIndexes: readonly IndexDefinition[] = [
  // The key of an object holds its namespace.
  {
    resource: '*', name: 'namespace', values: (object) => (object.metadata.namespace ? [object.metadata.namespace] : []),
    unchanged: () => true,
  },
  {
    resource: '*', except: ['events'], name: 'owner', values: (object) => object.metadata.ownerReferences?.map((owner) => owner.uid) ?? [],
    unchanged: sameOwners,
  },
  { resource: '*', except: ['events', 'leases'], name: 'controller', values: controllerValues, unchanged: sameOwners },
  {
    resource: 'pods', name: 'nodeName', values: (object) => [(object as Pod).spec.nodeName ?? ''],
    unchanged: (before, after) => (before as Pod).spec.nodeName === (after as Pod).spec.nodeName,
  },
  {
    resource: 'pods', name: 'claim', values: (object) => claimNamesOf(object as Pod).map((name) => `${object.metadata.namespace}/${name}`),
    unchanged: (before, after) => (before as Pod).spec.volumes === (after as Pod).spec.volumes,
  },
  {
    resource: 'volumeattachments', name: 'nodeName', values: (object) => [(object as VolumeAttachment).spec.nodeName],
    unchanged: () => true,
  },
  {
    resource: 'volumeattachments', name: 'persistentVolume',
    values: (object) => [(object as VolumeAttachment).spec.source.persistentVolumeName ?? ''], unchanged: () => true,
  },
  {
    resource: 'endpointslices', name: 'service', values: serviceOfSlice,
    unchanged: (before, after) => before.metadata.labels === after.metadata.labels,
  },
  {
    resource: 'events', name: 'involvedObject', values: (object) => [(object as Event).involvedObject.uid ?? ''],
    unchanged: (before, after) => (before as Event).involvedObject === (after as Event).involvedObject,
  },
];

function serviceOfSlice({ metadata: { namespace = '', labels } }: KubernetesObject): readonly string[] {
  const name = labels?.['kubernetes.io/service-name'];
  return name ? [`${namespace}/${name}`] : [];
}

function sameOwners(before: KubernetesObject, after: KubernetesObject): boolean {
  return before.metadata.ownerReferences === after.metadata.ownerReferences;
}

function controllerValues(object: KubernetesObject): readonly string[] {
  const controller = object.metadata.ownerReferences?.find((owner) => owner.controller);
  return [controller ? controller.uid : `orphans/${object.metadata.namespace ?? ''}`];
}

/** Where the present state of one object stands: all indexes share it, so a write that moves nothing touches none of them. */
export interface StoreEntry {
  readonly key: string;
  /** Grows with each object that enters the store. */
  readonly sequence: number;
  object: KubernetesObject;
  /** Who owns its fields; undefined when nobody does, or it shows from the object. */
  fields: FieldRecord | undefined;
}

/**
 * Value → entries, kept up to date change by change. Entries stand in the order of the store, whenever they came to have the value: a snapshot keeps that order
 * and no other.
 */
export class SecondaryIndex {
  private readonly definition: IndexDefinition;
  private readonly entries = new Map<string, Map<string, StoreEntry>>();
  /** Sequence of the last entry of values that an object moved to; others are in order as they grow. */
  private readonly last = new Map<string, number>();
  /** Values whose entries do not stand in order. */
  private readonly unsorted = new Set<string>();

  constructor(definition: IndexDefinition) {
    this.definition = definition;
  }

  lookup(value: string): Map<string, StoreEntry> | undefined {
    if (this.unsorted.delete(value)) this.sort(value);
    return this.entries.get(value);
  }

  insert(entry: StoreEntry): void {
    for (const value of this.definition.values(entry.object)) this.enter(value, entry);
  }

  /** `entry` held `before` until now. An object that keeps a value keeps its place. */
  move(entry: StoreEntry, before: KubernetesObject): void {
    if (this.definition.unchanged(before, entry.object)) return;
    const oldValues = this.definition.values(before);
    const newValues = this.definition.values(entry.object);
    for (const value of oldValues) if (!newValues.includes(value)) this.drop(value, entry.key);
    for (const value of newValues) if (!oldValues.includes(value)) this.moveTo(value, entry);
  }

  remove(entry: StoreEntry): void {
    for (const value of this.definition.values(entry.object)) this.drop(value, entry.key);
  }

  private enter(value: string, entry: StoreEntry): void {
    const entries = this.entries.get(value);
    if (entries) entries.set(entry.key, entry);
    else this.entries.set(value, new Map([[entry.key, entry]]));
    if (this.last.size > 0 && this.last.has(value)) this.last.set(value, entry.sequence);
  }

  private moveTo(value: string, entry: StoreEntry): void {
    let last = this.last.get(value);
    if (last === undefined) {
      last = 0;
      for (const { sequence } of this.entries.get(value)?.values() ?? []) last = Math.max(last, sequence);
    }
    this.enter(value, entry);
    if (entry.sequence < last) this.unsorted.add(value);
    this.last.set(value, Math.max(last, entry.sequence));
  }

  private sort(value: string): void {
    const entries = this.entries.get(value);
    if (entries) this.entries.set(value, new Map([...entries].sort(([, a], [, b]) => a.sequence - b.sequence)));
  }

  private drop(value: string, key: string): void {
    const entries = this.entries.get(value);
    entries?.delete(key);
    if (entries?.size !== 0) return;
    this.entries.delete(value);
    this.last.delete(value);
    this.unsorted.delete(value);
  }
}
