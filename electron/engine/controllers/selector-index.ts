import { objectKey } from '../../../shared/kubernetes/registry.ts';
import type { Labels, Matcher } from '../../../shared/kubernetes/label-selector.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';

/** What an object selects in its namespace. */
export interface Selecting {
  readonly matches: Matcher;
  /** A label that whatever it selects surely has; undefined: there is none such. */
  readonly needs?: readonly [key: string, value: string] | undefined;
}

interface Entry {
  readonly key: string;
  readonly uid: string | undefined;
  /** Grows in the order of the store. */
  readonly place: number;
  readonly matches: Matcher;
  /** Of `buckets`; undefined: it selects nothing. */
  readonly bucket: string | undefined;
}

/**
 * Who selects an object with given labels: found by a label that each selector asks for, so that a pod's change costs the few that may be about it
 * and not all of the namespace. Derived from the store alone: listed when first asked for, then kept by its changes.
 */
export class SelectorIndex<T extends KubernetesObject> {
  private readonly api: ApiReader;
  private readonly resource: string;
  private readonly selectingOf: (object: T) => Selecting | undefined;
  private entries: Map<string, Entry> | undefined;
  /** `namespace/label=value`, or `namespace/` for selectors that need no label of their own → entries by key. */
  private readonly buckets = new Map<string, Map<string, Entry>>();
  private lastPlace = 0;

  /** @param selectingOf undefined: the object selects nothing */
  constructor(api: ApiReader, resource: string, selectingOf: (object: T) => Selecting | undefined) {
    this.api = api;
    this.resource = resource;
    this.selectingOf = selectingOf;
  }

  /** To call for every change of the resource. */
  changed({ type, key, object }: WatchEvent): void {
    if (!this.entries) return;
    const known = this.entries.get(key);
    if (known) this.remove(known);
    if (type === 'DELETED') return;
    this.put(key, object as T, known && known.uid === object.metadata.uid ? known.place : this.lastPlace += 1);
  }

  /** Keys of those that select these labels before or after a change, in the order of the store. */
  selectorsOf(namespace: string, labels: Labels | undefined, before?: Labels): string[] {
    const found = new Set<Entry>();
    this.find(namespace, labels, found);
    if (before && before !== labels) this.find(namespace, before, found);
    const list = [...found];
    if (list.length > 1) list.sort((a, b) => a.place - b.place);
    return list.map(({ key }) => key);
  }

  private find(namespace: string, labels: Labels = {}, found: Set<Entry>): void {
    if (!this.entries) this.listAll();
    for (const entry of this.buckets.get(`${namespace}/`)?.values() ?? []) if (entry.matches(labels)) found.add(entry);
    for (const key in labels) {
      const bucket = this.buckets.get(`${namespace}/${key}=${labels[key]}`);
      if (bucket) for (const entry of bucket.values()) if (entry.matches(labels)) found.add(entry);
    }
  }

  private listAll(): void {
    this.entries = new Map();
    for (const object of this.api.list<T>(this.resource)) this.put(objectKey(object), object, this.lastPlace += 1);
  }

  private put(key: string, object: T, place: number): void {
    const { namespace = '', uid } = object.metadata;
    const selecting = this.selectingOf(object);
    const bucket = selecting && `${namespace}/${selecting.needs ? selecting.needs.join('=') : ''}`;
    const entry: Entry = { key, uid, place, bucket, matches: selecting?.matches ?? never };
    this.entries?.set(key, entry);
    if (bucket === undefined) return;
    const others = this.buckets.get(bucket);
    if (others) others.set(key, entry);
    else this.buckets.set(bucket, new Map([[key, entry]]));
  }

  private remove({ key, bucket = '' }: Entry): void {
    this.entries?.delete(key);
    const others = this.buckets.get(bucket);
    others?.delete(key);
    if (others?.size === 0) this.buckets.delete(bucket);
  }
}

const never: Matcher = () => false;
