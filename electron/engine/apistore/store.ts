import { assert } from '../../../shared/assert.ts';
import { objectKey, resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { inOnePiece } from '../in-one-piece.ts';
import type { FieldRecord } from './fields/record.ts';
import { noteUnownedWrite } from './fields/record.ts';
import { SecondaryIndex, storeIndexes, type StoreEntry } from './indexes.ts';
import type { WatchEvent } from './watch-event.ts';

interface Collection {
  entries: Map<string, StoreEntry>;
  indexes: Map<string, SecondaryIndex>;
  /** The same in an array, for the write path. */
  indexList: SecondaryIndex[];
}

/** What a snapshot keeps of the store: objects in insertion order, on which iteration order rests. */
export interface StoreState {
  revision: number;
  resources: [resource: string, objects: KubernetesObject[]][];
}

/**
 * The objects of the cluster: what etcd and the watch cache are together. Objects are immutable; a write replaces one, bumps the one
 * global counter and tells the listener. Iteration is in insertion order, which replay and snapshots preserve.
 * Differs from etcd: no history is kept, so a watch cannot start in the past.
 */
export class ApiStore {
  private readonly collections = new Map<string, Collection>();
  private counter = 0;
  private sequence = 0;
  /** Set during a transaction: what happened so far, told to the listener only when it commits. */
  private pending: WatchEvent[] | undefined;
  /** Who owned the fields before each of {@link pending}. */
  private fieldsBefore: (FieldRecord | undefined)[] = [];
  private readonly onCommit: (event: WatchEvent) => void;

  /** @param onCommit called synchronously after each change, in order; must not write */
  constructor(onCommit: (event: WatchEvent) => void) {
    this.onCommit = onCommit;
  }

  /** The revision of the last change; 0 before the first. */
  get revision(): number {
    return this.counter;
  }

  get<T extends KubernetesObject>(resource: string, key: string): T | undefined {
    return this.collections.get(resource)?.entries.get(key)?.object as T | undefined;
  }

  /** All objects of a resource in insertion order. Do not write while iterating. */
  list<T extends KubernetesObject>(resource: string): IterableIterator<T> {
    return new ObjectsOf<T>(this.collections.get(resource)?.entries);
  }

  count(resource: string): number {
    return this.collections.get(resource)?.entries.size ?? 0;
  }

  /** Objects whose index `index` (see indexes.ts) holds `value`, in insertion order. Do not write while iterating. */
  byIndex<T extends KubernetesObject>(resource: string, index: string, value: string): IterableIterator<T> {
    return new ObjectsOf<T>(this.collections.get(resource)?.indexes.get(index)?.lookup(value));
  }

  countByIndex(resource: string, index: string, value: string): number {
    return this.collections.get(resource)?.indexes.get(index)?.lookup(value)?.size ?? 0;
  }

  resources(): string[] {
    return [...this.collections.keys()];
  }

  /** Who owns the fields of an object. */
  fieldsOf(resource: string, key: string): FieldRecord | undefined {
    return this.collections.get(resource)?.entries.get(key)?.fields;
  }

  /**
   * Inserts or replaces `object`, which the store owns from now on; sets its resourceVersion.
   * @param fields who owns its fields now; absent: what changed is nobody's
   * @returns the stored object
   */
  put<T extends KubernetesObject>(resource: string, object: T, fields?: FieldRecord): T {
    const collection = this.collection(resource);
    const key = objectKey(object);
    const entry = collection.entries.get(key);
    this.counter += 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.counter) } };
    if (entry) {
      const previous = entry.object;
      entry.object = stored;
      if (this.pending) this.fieldsBefore.push(entry.fields);
      entry.fields = fields ?? noteUnownedWrite(entry.fields, previous, stored);
      for (const index of collection.indexList) index.move(entry, previous);
      this.tell({ type: 'MODIFIED', resource, key: entry.key, object: stored, previous, revision: this.counter });
    } else {
      if (this.pending) this.fieldsBefore.push(undefined);
      this.insert(collection, key, stored, fields);
      this.tell({ type: 'ADDED', resource, key, object: stored, revision: this.counter });
    }
    return stored;
  }

  /** Removes the object; it must exist. @returns its last state, carrying the deleting resourceVersion */
  remove(resource: string, key: string): KubernetesObject {
    const collection = this.collection(resource);
    const entry = collection.entries.get(key);
    assert(entry, `${resource} ${key} exists when it is removed`);
    const previous = entry.object;
    this.counter += 1;
    collection.entries.delete(key);
    for (const index of collection.indexList) index.remove(entry);
    const last = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(this.counter) } };
    this.tell({ type: 'DELETED', resource, key, object: last, previous, revision: this.counter });
    return last;
  }

  /**
   * Runs `write` so that all of its puts take effect or none: when it returns false the store is as before and nobody was told. Objects must not be removed
   * inside, since a removal that is taken back would lose its place in the iteration order.
   */
  transaction(write: () => boolean): boolean {
    assert(!this.pending, 'transactions do not nest');
    const counterBefore = this.counter;
    const events: WatchEvent[] = [];
    this.pending = events;
    let committed = false;
    try {
      committed = write();
    } finally {
      this.pending = undefined;
      if (!committed) {
        for (const event of events.reverse()) this.takeBack(event, this.fieldsBefore.pop());
        this.counter = counterBefore;
      }
      this.fieldsBefore = [];
    }
    if (committed) for (const event of events) this.onCommit(event);
    return committed;
  }

  save(): StoreState {
    return { revision: this.counter, resources: [...this.collections.keys()].map((resource) => [resource, [...this.list(resource)]]) };
  }

  /** Replaces the whole content without telling the listener: components load their own state. */
  load(state: StoreState): void {
    this.collections.clear();
    this.counter = state.revision;
    for (const [resource, objects] of state.resources) {
      const first = objects[0];
      if (first) resourceTypeFor(first.apiVersion, first.kind);
      const collection = this.collection(resource);
      for (const object of objects) this.insert(collection, objectKey(object), object);
    }
  }

  /** All objects of a resource with who owns their fields. `replace` puts another record in the place of one. */
  * fieldRecords(resource: string): IterableIterator<{ object: KubernetesObject; fields: FieldRecord | undefined; replace(fields: FieldRecord): void }> {
    for (const entry of this.collections.get(resource)?.entries.values() ?? []) {
      yield { object: entry.object, fields: entry.fields, replace: (fields) => { entry.fields = fields; } };
    }
  }

  private tell(event: WatchEvent): void {
    if (this.pending) this.pending.push(event);
    else this.onCommit(event);
  }

  private takeBack(event: WatchEvent, fields: FieldRecord | undefined): void {
    assert(event.type !== 'DELETED', 'nothing is removed inside a transaction');
    const collection = this.collection(event.resource);
    const entry = collection.entries.get(event.key);
    assert(entry, `${event.resource} ${event.key} is there to be taken back`);
    if (event.previous) {
      entry.object = event.previous;
      entry.fields = fields;
      for (const index of collection.indexList) index.move(entry, event.object);
    } else {
      collection.entries.delete(event.key);
      for (const index of collection.indexList) index.remove(entry);
    }
  }

  private insert(collection: Collection, key: string, object: KubernetesObject, fields?: FieldRecord): void {
    this.sequence += 1;
    const entry: StoreEntry = { key: inOnePiece(key), sequence: this.sequence, object, fields };
    collection.entries.set(key, entry);
    for (const index of collection.indexList) index.insert(entry);
  }

  private collection(resource: string): Collection {
    let collection = this.collections.get(resource);
    if (!collection) {
      collection = { entries: new Map(), indexes: new Map(), indexList: [] };
      for (const definition of storeIndexes) {
        const indexed = definition.resource === '*' ? !definition.except?.includes(resource) : definition.resource === resource;
        if (indexed) collection.indexes.set(definition.name, new SecondaryIndex(definition));
      }
      collection.indexList.push(...collection.indexes.values());
      this.collections.set(resource, collection);
    }
    return collection;
  }
}

/** The objects of some entries, in their order. */
class ObjectsOf<T extends KubernetesObject> implements IterableIterator<T> {
  private readonly entries: IterableIterator<StoreEntry> | undefined;

  constructor(entries: Map<string, StoreEntry> | undefined) {
    this.entries = entries?.values();
  }

  next(): IteratorResult<T, undefined> {
    const step = this.entries?.next();
    return !step || step.done ? { done: true, value: undefined } : { done: false, value: step.value.object as T };
  }

  [Symbol.iterator](): this {
    return this;
  }
}
