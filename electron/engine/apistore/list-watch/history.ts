import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { ApiStore } from '../store.ts';
import type { WatchEvent } from '../watch-event.ts';

/**
 * What a resource looked like at earlier revisions, and what changed since: etcd's history with the watch cache on top. It keeps as many
 * changes as it is told to; older revisions are compacted.
 */
export class StoreHistory {
  private readonly store: ApiStore;
  private readonly maxEvents: number;
  private events: WatchEvent[] = [];
  /** Revisions up to this one can no longer be read. */
  private compactedRevision: number;

  constructor(store: ApiStore, maxEvents: number) {
    this.store = store;
    this.maxEvents = maxEvents;
    this.compactedRevision = store.revision;
  }

  get currentRevision(): number {
    return this.store.revision;
  }

  /** To be called with every commit of the store, in order. */
  record(event: WatchEvent): void {
    this.events.push(event);
    const first = this.events.length > this.maxEvents ? this.events.shift() : undefined;
    if (first) this.compactedRevision = first.revision;
  }

  compact(revision: number): void {
    this.compactedRevision = Math.max(this.compactedRevision, revision);
    this.events = this.events.filter((event) => event.revision > this.compactedRevision);
  }

  isCompacted(revision: number): boolean {
    return revision < this.compactedRevision;
  }

  /** Changes of a resource after `revision`, in order. The revision must not be compacted. */
  changesSince(resource: string, revision: number): WatchEvent[] {
    return this.events.filter((event) => event.resource === resource && event.revision > revision);
  }

  /** All objects of a resource as of `revision`, by key. The revision must not be compacted. */
  objectsAt(resource: string, revision: number): KubernetesObject[] {
    const objects = new Map([...this.store.list(resource)].map((object) => [keyOf(object), object]));
    for (const event of this.changesSince(resource, revision).reverse()) {
      if (event.previous) objects.set(event.key, event.previous);
      else objects.delete(event.key);
    }
    return [...objects].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  }
}

export function keyOf({ metadata }: KubernetesObject): string {
  return metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
}
