import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';

export interface IndexDefinition {
  /** Resource name, or `*` for all. */
  resource: string;
  name: string;
  /** Index values of one object. Must depend on the object alone. */
  values(object: KubernetesObject): readonly string[];
}

/**
 * Indexes that keep work proportional to what changed. A new one is a new entry.
 * - `controller`: uid of the controlling owner; objects without one under `orphans/<namespace>`.
 * - `owner`: uid of every owner, for garbage collection.
 */
export const storeIndexes: readonly IndexDefinition[] = [
  { resource: '*', name: 'namespace', values: (object) => (object.metadata.namespace ? [object.metadata.namespace] : []) },
  { resource: '*', name: 'owner', values: (object) => object.metadata.ownerReferences?.map((owner) => owner.uid) ?? [] },
  { resource: '*', name: 'controller', values: controllerValues },
  { resource: 'pods', name: 'nodeName', values: (object) => [(object as Pod).spec.nodeName ?? ''] },
  { resource: 'events', name: 'involvedObject', values: (object) => [(object as Event).involvedObject.uid ?? ''] },
];

function controllerValues(object: KubernetesObject): readonly string[] {
  const controller = object.metadata.ownerReferences?.find((owner) => owner.controller);
  return [controller ? controller.uid : `orphans/${object.metadata.namespace ?? ''}`];
}

/** Value → objects, kept up to date change by change. */
export class SecondaryIndex {
  private readonly definition: IndexDefinition;
  private readonly entries = new Map<string, Map<string, KubernetesObject>>();

  constructor(definition: IndexDefinition) {
    this.definition = definition;
  }

  lookup(value: string): Map<string, KubernetesObject> | undefined {
    return this.entries.get(value);
  }

  /** Moves one object: `before` absent on insertion, `after` absent on removal. An object that keeps a value keeps its place. */
  replace(key: string, before: KubernetesObject | undefined, after: KubernetesObject | undefined): void {
    const oldValues = before ? this.definition.values(before) : [];
    const newValues = after ? this.definition.values(after) : [];
    for (const value of oldValues) if (!newValues.includes(value)) this.drop(value, key);
    if (!after) return;
    for (const value of newValues) {
      let objects = this.entries.get(value);
      if (!objects) this.entries.set(value, (objects = new Map()));
      objects.set(key, after);
    }
  }

  private drop(value: string, key: string): void {
    const objects = this.entries.get(value);
    objects?.delete(key);
    if (objects?.size === 0) this.entries.delete(value);
  }
}
