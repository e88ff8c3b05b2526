import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, ObjectReference } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';

/** Reads are of the latest committed state (see README of this folder for informer lag); objects are immutable. */
export interface ApiReader {
  get<T extends KubernetesObject>(resource: string, key: string): T | undefined;
  /** In insertion order. Do not write while iterating: copy first. */
  list<T extends KubernetesObject>(resource: string): IterableIterator<T>;
  /** See apistore/indexes.ts for the index names. */
  byIndex<T extends KubernetesObject>(resource: string, index: string, value: string): IterableIterator<T>;
  count(resource: string): number;
  countByIndex(resource: string, index: string, value: string): number;
  /** Names of the resources that have or had objects. */
  resources(): string[];
}

export type PropagationPolicy = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: PropagationPolicy;
  /** The old name of a policy: true means Orphan, false Background. */
  orphanDependents?: boolean;
  preconditions?: { uid?: string; resourceVersion?: string };
}

/** A Kubernetes Event to record; repeated ones are counted as client-go's correlator does. */
export interface EventRecord {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** e.g. `spec.containers{nginx}` */
  fieldPath?: string;
  /** The node, for kubelet events. */
  host?: string;
  action?: string;
  /** Of the Event itself. */
  annotations?: Record<string, string>;
}

/**
 * How a component reaches the API. Every write passes admission and is refused with a Status as by the real API server:
 * Conflict when `metadata.resourceVersion` is set and stale, Invalid, NotFound, AlreadyExists, Forbidden.
 * An update that changes nothing commits nothing and returns the stored object.
 */
export interface ApiClient extends ApiReader {
  /** `metadata.generateName` is honoured. */
  create<T extends KubernetesObject>(object: T): ApiResult<T>;
  /** Replaces all but status (on kinds with a status subresource). */
  update<T extends KubernetesObject>(object: T): ApiResult<T>;
  /** Replaces status only. */
  updateStatus<T extends KubernetesObject>(object: T): ApiResult<T>;
  /**
   * Deletes as the API server does: pods gracefully (a bound, unfinished pod gets a deletionTimestamp and its kubelet confirms with grace 0), finalizers
   * first, dependants by `propagationPolicy` (default Background).
   */
  delete(resource: string, key: string, options?: DeleteOptions): ApiResult<KubernetesObject>;
  /** POST pods/binding. Errors: Conflict when already bound or being deleted, NotFound. */
  bind(podKey: string, nodeName: string): ApiResult<Pod>;
  /** POST pods/eviction: as delete; a PodDisruptionBudget may refuse with TooManyRequests. */
  evict(podKey: string, options?: DeleteOptions): ApiResult<KubernetesObject>;
  /** Records an Event about `object` from this component. Never fails. */
  recordEvent(object: KubernetesObject | (ObjectReference & { metadata?: undefined }), event: EventRecord): void;
}
