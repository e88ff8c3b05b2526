import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { SelectorIndex } from '../selector-index.ts';
import { podMatters } from './endpoints.ts';
import { selectingOf, selects } from './services.ts';

/** A pod that a Service selects, or has selected, and what it is now. */
export interface ChangedPod {
  readonly key: string;
  /** Undefined: it is gone, or is no longer selected. */
  readonly pod: Pod | undefined;
  /** Grows in the order of the store; Infinity for a pod that is gone. */
  readonly place: number;
}

interface Tracked {
  readonly service: Service;
  /** Key of each selected pod → its place in the order of the store. */
  readonly places: Map<string, number>;
  lastPlace: number;
  changed: Set<string>;
}

/**
 * The pods of each Service, and which of them have changed since the Service was last looked at, so that a look costs what has changed. Derived from
 * the store alone: a Service that has changed itself, or that nobody has looked at yet, starts with all of its pods.
 */
export class ServicePods {
  private readonly api: ApiReader;
  private readonly index: SelectorIndex<Service>;
  private readonly tracked = new Map<string, Tracked>();

  constructor(api: ApiReader) {
    this.api = api;
    this.index = new SelectorIndex(api, 'services', selectingOf);
  }

  serviceChanged(event: WatchEvent): void {
    this.index.changed(event);
    this.forget(event.key);
  }

  /** The next look at a Service sees all of its pods. */
  forget(service: string): void {
    this.tracked.delete(service);
  }

  /**
   * @returns keys of the Services whose endpoints the change concerns, in the order of the store
   * Source: GetServicesToUpdate, GetPodServiceMemberships.
   */
  podChanged({ type, key, object, previous }: WatchEvent<Pod>): string[] {
    const services = this.index.selectorsOf(object.metadata.namespace ?? '', object.metadata.labels, previous?.metadata.labels);
    for (const service of services) {
      const tracked = this.tracked.get(service);
      if (tracked) this.note(service, tracked, key, type === 'DELETED' ? undefined : object, type === 'ADDED');
    }
    return type === 'MODIFIED' && !podMatters(previous, object) ? [] : services;
  }

  /** Something that pods of their Services are told by has changed, though not the pods: they are to be looked at when their Services are. */
  lookAgainAt(pods: Iterable<Pod>): void {
    if (this.tracked.size === 0) return;
    for (const pod of pods) {
      const key = objectKey(pod);
      for (const service of this.index.selectorsOf(pod.metadata.namespace ?? '', pod.metadata.labels)) this.tracked.get(service)?.changed.add(key);
    }
  }

  /** What has changed since the last look, in the order of the store, with what is gone at the end. `whole`: these are all the pods there are. */
  look(service: Service): { changed: ChangedPod[]; whole: boolean } {
    const key = objectKey(service);
    const known = this.tracked.get(key);
    const tracked = known ?? this.track(key, service);
    const changed = [...tracked.changed].map((podKey): ChangedPod => {
      const place = tracked.places.get(podKey);
      return place === undefined ? { key: podKey, pod: undefined, place: Infinity } : { key: podKey, pod: this.api.get<Pod>('pods', podKey), place };
    });
    tracked.changed = new Set();
    if (known) changed.sort((a, b) => (a.place === b.place ? 0 : a.place - b.place));
    return { changed, whole: !known };
  }

  private track(key: string, service: Service): Tracked {
    const tracked: Tracked = { service, places: new Map(), lastPlace: 0, changed: new Set() };
    for (const pod of this.api.byIndex<Pod>('pods', 'namespace', service.metadata.namespace ?? '')) {
      if (selects(service, pod.metadata.labels)) this.note(key, tracked, objectKey(pod), pod, true);
    }
    this.tracked.set(key, tracked);
    return tracked;
  }

  private note(service: string, tracked: Tracked, key: string, pod: Pod | undefined, isNew: boolean): void {
    if (!pod || !selects(tracked.service, pod.metadata.labels)) tracked.places.delete(key);
    else if (isNew) tracked.places.set(key, tracked.lastPlace += 1);
    else if (!tracked.places.has(key)) {
      // New labels: where it stands among the others is known only from the store.
      this.forget(service);
      return;
    }
    tracked.changed.add(key);
  }
}
