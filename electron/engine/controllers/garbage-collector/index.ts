import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { hasFinalizer } from '../finalizers.ts';
import { collect } from './collect.ts';
import { invalidNamespaceEvents, misplacedOwners } from './misplaced-owners.ts';
import {
  collectedResources, dependentsOf, isDeletingDependents, itemKey, itemKeyOf, orphanFinalizer, ownerState, splitItemKey,
} from './graph.ts';

/**
 * Deletes what has lost its owners, in the background, in the foreground or not at all. Keys are `resource:key`. The store's owner index
 * is the graph. Source: pkg/controller/garbagecollector.
 */
export function garbageCollectorController(context: ControllerContext): Controller {
  return new GarbageCollectorController(context);
}

class GarbageCollectorController implements Controller {
  readonly name = 'garbage-collector-controller';
  readonly watches = collectedResources;
  /** Objects with owners in other namespaces that nobody has been told of yet, and the uids of those. */
  state = { misplaced: new Map<string, readonly string[]>() };
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const resource of collectedResources) for (const object of this.context.api.list(resource)) this.consider(object);
  }

  observe({ type, object, previous }: WatchEvent): void {
    if (type === 'DELETED') {
      this.state.misplaced.delete(itemKeyOf(object));
      for (const dependent of dependentsOf(this.context.api, object.metadata.uid ?? '')) this.enqueue(dependent);
      this.lookAtWaitingOwners(object);
      return;
    }
    if (previous) {
      const before = previous.metadata;
      const after = object.metadata;
      const sameDeletion = before.deletionTimestamp === after.deletionTimestamp && before.finalizers === after.finalizers;
      if (sameDeletion && before.ownerReferences === after.ownerReferences) return;
      // A reference that is gone or no longer blocks may have been what its owner waited for.
      if (before.ownerReferences !== after.ownerReferences) this.lookAtWaitingOwners(previous);
    }
    this.noteMisplacedOwners(object, previous);
    this.consider(object);
    if (isDeletingDependents(object) && !(previous && isDeletingDependents(previous))) {
      for (const dependent of dependentsOf(this.context.api, object.metadata.uid ?? '')) this.enqueue(dependent);
    }
  }

  reconcile(item: string): Outcome {
    const [resource, key] = splitItemKey(item);
    const object = this.context.api.get(resource, key);
    if (!object) return nothingToDo;
    const { writes, lookAt } = collect(this.context.api, object);
    for (const other of lookAt) this.enqueue(other);
    const misplaced = this.state.misplaced.get(item) ?? [];
    this.state.misplaced.delete(item);
    return { kind: 'Done', writes: [...invalidNamespaceEvents(object, misplaced), ...writes] };
  }

  /** Once for each reference, when it comes to be. Source: addDependentToOwners, graph_builder.go. */
  private noteMisplacedOwners(object: KubernetesObject, previous: KubernetesObject | undefined): void {
    const known = new Set(previous?.metadata.ownerReferences?.map(({ uid }) => uid));
    const added = object.metadata.ownerReferences?.filter(({ uid }) => !known.has(uid)) ?? [];
    const misplaced = misplacedOwners(this.context.api, object, added);
    if (misplaced.length === 0) return;
    this.state.misplaced.set(itemKeyOf(object), misplaced);
    this.enqueue(object);
  }

  /** Enqueues an object with which something may have to be done. */
  private consider(object: KubernetesObject): void {
    const { deletionTimestamp, ownerReferences } = object.metadata;
    if (deletionTimestamp !== undefined) {
      if (hasFinalizer(object, orphanFinalizer) || isDeletingDependents(object)) this.enqueue(object);
      return;
    }
    if (ownerReferences?.some((reference) => ownerState(this.context.api, object, reference) !== 'Solid')) this.enqueue(object);
  }

  private lookAtWaitingOwners(object: KubernetesObject): void {
    for (const reference of object.metadata.ownerReferences ?? []) {
      if (ownerState(this.context.api, object, reference) !== 'WaitingForDependents') continue;
      const type = resourceTypeFor(reference.apiVersion, reference.kind);
      const { namespace } = object.metadata;
      this.context.queue.add(itemKey(type.resource, type.namespaced ? `${namespace}/${reference.name}` : reference.name));
    }
  }

  private enqueue(object: KubernetesObject): void {
    this.context.queue.add(itemKeyOf(object));
  }
}
