import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, ObjectReference } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ApiClient, DeleteOptions, EventRecord } from './api-client.ts';
import type { ApiServer } from './api-server.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { ApiStore } from './store.ts';

/** The API as one component sees it: its name stands in the Events that it records. */
export class ComponentClient implements ApiClient {
  private readonly store: ApiStore;
  private readonly server: ApiServer;
  private readonly recorder: EventRecorder;
  private readonly component: () => string;
  /** Its writes are built by typed code from what it read, so they need no decoding. */
  private readonly typed: boolean;
  /** Under which name it owns fields. */
  private readonly manager: () => string;

  constructor(
    store: ApiStore, server: ApiServer, recorder: EventRecorder, component: string | (() => string), typed: boolean, manager: () => string,
  ) {
    this.manager = manager;
    this.store = store;
    this.server = server;
    this.recorder = recorder;
    this.component = typeof component === 'string' ? () => component : component;
    this.typed = typed;
  }

  get<T extends KubernetesObject>(resource: string, key: string): T | undefined {
    return this.store.get<T>(resource, key);
  }

  list<T extends KubernetesObject>(resource: string): IterableIterator<T> {
    return this.store.list<T>(resource);
  }

  byIndex<T extends KubernetesObject>(resource: string, index: string, value: string): IterableIterator<T> {
    return this.store.byIndex<T>(resource, index, value);
  }

  count(resource: string): number {
    return this.store.count(resource);
  }

  countByIndex(resource: string, index: string, value: string): number {
    return this.store.countByIndex(resource, index, value);
  }

  resources(): string[] {
    return this.store.resources();
  }

  create<T extends KubernetesObject>(object: T): ApiResult<T> {
    return this.server.create(object, { manager: this.manager() });
  }

  update<T extends KubernetesObject>(object: T): ApiResult<T> {
    return this.server.update(object, { typed: this.typed, manager: this.manager() });
  }

  updateStatus<T extends KubernetesObject>(object: T): ApiResult<T> {
    return this.server.updateStatus(object, { typed: this.typed, manager: this.manager() });
  }

  delete(resource: string, key: string, options?: DeleteOptions): ApiResult<KubernetesObject> {
    return this.server.delete(resource, key, options);
  }

  bind(podKey: string, nodeName: string): ApiResult<Pod> {
    return this.server.bind(podKey, nodeName);
  }

  evict(podKey: string, options?: DeleteOptions): ApiResult<KubernetesObject> {
    return this.server.evict(podKey, options);
  }

  recordEvent(object: KubernetesObject | (ObjectReference & { metadata?: undefined }), event: EventRecord): void {
    this.recorder.record(this.component(), object, event);
  }
}
