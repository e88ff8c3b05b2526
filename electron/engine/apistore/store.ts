import { assert } from '../../../shared/assert.ts';
import { objectKey, resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { SecondaryIndex, storeIndexes } from './indexes.ts';
import type { WatchEvent } from './watch-event.ts';

interface Collection {
  objects: Map<string, KubernetesObject>;
  indexes: Map<string, SecondaryIndex>;
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
  /** Set during a transaction: what happened so far, told to the listener only when it commits. */
  private pending: WatchEvent[] | undefined;
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
    return this.collections.get(resource)?.objects.get(key) as T | undefined;
  }

  /** All objects of a resource in insertion order. Do not write while iterating. */
  list<T extends KubernetesObject>(resource: string): IterableIterator<T> {
    return (this.collections.get(resource)?.objects.values() ?? [].values()) as IterableIterator<T>;
  }

  count(resource: string): number {
    return this.collections.get(resource)?.objects.size ?? 0;
  }

  /** Objects whose index `index` (see indexes.ts) holds `value`, in the order in which they entered it. Do not write while iterating. */
  byIndex<T extends KubernetesObject>(resource: string, index: string, value: string): IterableIterator<T> {
    const objects = this.collections.get(resource)?.indexes.get(index)?.lookup(value);
    return (objects?.values() ?? [].values()) as IterableIterator<T>;
  }

  countByIndex(resource: string, index: string, value: string): number {
    return this.collections.get(resource)?.indexes.get(index)?.lookup(value)?.size ?? 0;
  }

  resources(): string[] {
    return [...this.collections.keys()];
  }

  /** Inserts or replaces `object`, which the store owns from now on; sets its resourceVersion. @returns the stored object */
  put<T extends KubernetesObject>(resource: string, object: T): T {
    const collection = this.collection(resource);
    const key = objectKey(object);
    const previous = collection.objects.get(key);
    this.counter += 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.counter) } };
    collection.objects.set(key, stored);
    for (const index of collection.indexes.values()) index.replace(key, previous, stored);
    this.tell({
      type: previous ? 'MODIFIED' : 'ADDED', resource, key, object: stored, ...(previous ? { previous } : {}), revision: this.counter,
    });
    return stored;
  }

  /** Removes the object; it must exist. @returns its last state, carrying the deleting resourceVersion */
  remove(resource: string, key: string): KubernetesObject {
    const collection = this.collection(resource);
    const previous = collection.objects.get(key);
    assert(previous, `${resource} ${key} exists when it is removed`);
    this.counter += 1;
    collection.objects.delete(key);
    for (const index of collection.indexes.values()) index.replace(key, previous, undefined);
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
        for (const event of events.reverse()) this.takeBack(event);
        this.counter = counterBefore;
      }
    }
    if (committed) for (const event of events) this.onCommit(event);
    return committed;
  }

  save(): StoreState {
    return { revision: this.counter, resources: [...this.collections].map(([resource, { objects }]) => [resource, [...objects.values()]]) };
  }

  /** Replaces the whole content without telling the listener: components load their own state. */
  load(state: StoreState): void {
    this.collections.clear();
    this.counter = state.revision;
    for (const [resource, objects] of state.resources) {
      const first = objects[0];
      if (first) resourceTypeFor(first.apiVersion, first.kind);
      const collection = this.collection(resource);
      for (const object of objects) {
        const key = objectKey(object);
        collection.objects.set(key, object);
        for (const index of collection.indexes.values()) index.replace(key, undefined, object);
      }
    }
  }

  private tell(event: WatchEvent): void {
    if (this.pending) this.pending.push(event);
    else this.onCommit(event);
  }

  private takeBack(event: WatchEvent): void {
    assert(event.type !== 'DELETED', 'nothing is removed inside a transaction');
    const collection = this.collection(event.resource);
    if (event.previous) collection.objects.set(event.key, event.previous);
    else collection.objects.delete(event.key);
    for (const index of collection.indexes.values()) index.replace(event.key, event.object, event.previous);
  }

  private collection(resource: string): Collection {
    let collection = this.collections.get(resource);
    if (!collection) {
      collection = { objects: new Map(), indexes: new Map() };
      for (const definition of storeIndexes) {
        if (definition.resource === '*' || definition.resource === resource) collection.indexes.set(definition.name, new SecondaryIndex(definition));
      }
      this.collections.set(resource, collection);
    }
    return collection;
  }
}
