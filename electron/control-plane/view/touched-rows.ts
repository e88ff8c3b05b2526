import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { hasCard } from './card-objects.ts';
import { cardsAbout } from './cards-about.ts';
import { isSilent } from './node-silence.ts';
import { placeOf } from './relations/names.ts';
import type { RelationIndex } from './relations/relation-index.ts';

/** What commits have touched since the last frame: rows that are to be made anew, and those that are gone. */
export class TouchedRows {
  /** uid → key. */
  readonly pods = new Map<string, string>();
  readonly removedPods = new Set<string>();
  /** Names. */
  readonly machines = new Set<string>();
  readonly removedMachines = new Set<string>();
  /** By uid. */
  readonly cards = new Map<string, { resource: string; key: string }>();
  readonly removedCards = new Set<string>();
  /** By uid. */
  readonly events = new Map<string, Event>();
  /** Whether objects of the system, and those that every cluster has, are cards too. */
  withSystem = false;
  private readonly api: ApiReader;
  private readonly relations: RelationIndex;
  private readonly gone: (uid: string) => void;

  /** @param gone hears of objects that are no more */
  constructor(api: ApiReader, relations: RelationIndex, gone: (uid: string) => void) {
    this.api = api;
    this.relations = relations;
    this.gone = gone;
  }

  observe(event: WatchEvent): void {
    switch (event.resource) {
      case 'pods': return this.observePod(event as WatchEvent<Pod>);
      case 'machines': return this.observeMachine(event as WatchEvent<Machine>);
      case 'nodes': return this.observeNode(event as WatchEvent<Node>);
      case 'leases': return undefined;
      case 'events':
        if (event.type !== 'DELETED') this.observeEvent(event.object as Event);
        return undefined;
      default: return this.observeCard(event);
    }
  }

  /** An Event says that its object did something, which its row may show before any status does: an image pull, a kubelet's start. */
  private observeEvent(event: Event): void {
    this.events.set(event.metadata.uid ?? '', event);
    const { kind, namespace, name = '', uid = '' } = event.involvedObject;
    if (kind === 'Pod' && this.api.get<Pod>('pods', `${namespace}/${name}`)?.metadata.uid === uid) this.pods.set(uid, `${namespace}/${name}`);
    if (kind === 'Node') this.machines.add(name);
  }

  private observePod(event: WatchEvent<Pod>): void {
    const { uid = '' } = event.object.metadata;
    const node = event.object.spec.nodeName ?? '';
    if (node) this.machines.add(node);
    if (event.type === 'DELETED') {
      this.pods.delete(uid);
      this.removedPods.add(uid);
      this.gone(uid);
    } else this.pods.set(uid, event.key);
  }

  private observeMachine(event: WatchEvent<Machine>): void {
    const { name, uid = '' } = event.object.metadata;
    if (event.type === 'DELETED') {
      this.machines.delete(name);
      this.removedMachines.add(name);
      this.gone(uid);
    } else {
      this.removedMachines.delete(name);
      this.machines.add(name);
    }
  }

  private observeNode(event: WatchEvent<Node>): void {
    const { name } = event.object.metadata;
    this.machines.add(name);
    const before = event.previous && isSilent(event.previous);
    if (before === isSilent(event.object)) return;
    for (const pod of this.api.byIndex<Pod>('pods', 'nodeName', name)) this.pods.set(pod.metadata.uid ?? '', `${pod.metadata.namespace}/${pod.metadata.name}`);
  }

  private observeCard(event: WatchEvent): void {
    const { uid = '' } = event.object.metadata;
    if (event.type === 'DELETED') {
      this.cards.delete(uid);
      this.removedCards.add(uid);
      this.gone(uid);
    } else if (hasCard(event.resource, event.object, this.withSystem)) this.cards.set(uid, { resource: event.resource, key: event.key });
    // Adopted by a controller: from now on its owner's card stands for it.
    else if (event.previous && hasCard(event.resource, event.previous, this.withSystem)) this.removedCards.add(uid);
    for (const ref of cardsAbout(event, this.api, this.relations)) this.touchCard(ref);
  }

  /** A card may have something new to say. */
  touchCard(ref: ObjectRef): void {
    const { resource, key } = placeOf(ref);
    const object = this.api.get(resource, key);
    if (object?.metadata.uid && hasCard(resource, object, this.withSystem)) this.cards.set(object.metadata.uid, { resource, key });
  }

  clear(): void {
    for (const marks of [this.pods, this.removedPods, this.machines, this.removedMachines, this.cards, this.removedCards, this.events]) marks.clear();
  }
}
