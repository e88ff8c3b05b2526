import type { Decision } from '../../../shared/decisions.ts';
import type { Status } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, ObjectReference } from '../../../shared/kubernetes/types/meta.ts';
import type { ApiReader, DeleteOptions, EventRecord } from '../apistore/api-client.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { ProcessName } from '../component.ts';
import type { Env } from '../env.ts';

/**
 * One change that a controller wants. The worker applies the writes of a pass in order and stops at the first one that is refused.
 * - `createMany` makes `count` objects in slow-start batches (1, 2, 4 …; see slow-start.ts); `created` and `refused` say what to record
 * for each, and `onFailure` also learns how many were made.
 * - `onCreated` of a create: writes that need the new object's uid or name; they come before the rest of the pass.
 * - `onFailure` of a create: writes to apply instead of the rest of the pass, before the key is retried with back-off.
 */
export type Write =
  | {
    readonly verb: 'create'; readonly object: KubernetesObject; readonly onFailure?: (status: Status) => readonly Write[];
    readonly onCreated?: (object: KubernetesObject) => readonly Write[];
  }
  | {
    readonly verb: 'createMany'; readonly count: number; readonly make: () => KubernetesObject;
    readonly created: (object: KubernetesObject) => EventWrite; readonly refused: (status: Status) => EventWrite;
    readonly onFailure: (status: Status, made: number) => readonly Write[];
  }
  | { readonly verb: 'update' | 'updateStatus'; readonly object: KubernetesObject }
  | { readonly verb: 'delete'; readonly resource: string; readonly key: string; readonly options?: DeleteOptions }
  | EventWrite;

export interface EventWrite {
  readonly verb: 'event';
  readonly about: KubernetesObject | (ObjectReference & { metadata?: undefined });
  readonly record: EventRecord;
}

/** When to look at a key again although nothing changed. */
export interface Requeue {
  readonly afterMs: number;
  /** Periodic monitoring: does not keep the world from being called quiet. Leave it out for anything that will surely happen. */
  readonly background?: boolean;
}

/** What one look at a key leads to. It replaces whatever was planned for that key. `decisions` are remembered for "Why?". */
export type Outcome =
  | { readonly kind: 'Done'; readonly writes: readonly Write[]; readonly requeue?: Requeue; readonly decisions?: readonly Decision[] }
  /** Back off exponentially, then look again. `writes` are applied first. */
  | { readonly kind: 'Retry'; readonly reason: string; readonly writes?: readonly Write[] }
  /** It will not get better by itself; only a change of the object helps. */
  | { readonly kind: 'Terminal'; readonly reason: string };

export const nothingToDo: Outcome = { kind: 'Done', writes: [] };

/** Asks the worker to look at `key`: after the informer latency, or `afterMs` from now. */
export type Enqueue = (key: string, requeue?: Requeue) => void;

/** All that a controller may touch: it reads, and says what it wants written. */
export interface ControllerContext {
  readonly api: ApiReader;
  readonly env: Env;
  readonly queue: { add: Enqueue; remove(key: string): void };
}

/**
 * A control loop: it looks at the whole state behind a key and says what should be written. It never reacts to an event as such, so a
 * missed or repeated one does no harm. See sig-api-machinery's controllers.md.
 */
export interface Controller {
  /** As kube-controller-manager names it. */
  readonly name: string;
  /** The component of the Events it records, where that has another name. */
  readonly eventSource?: string;
  /** Default `kube-controller-manager`. */
  readonly process?: ProcessName;
  /** As whom it owns fields; default the process. */
  readonly manager?: string;
  /** Milliseconds until a failed key is tried again: the first time, doubling, and at most; default 5 ms to 1,000 s. */
  readonly backOff?: { readonly firstMs: number; readonly lastMs: number };
  /** How often a failed key is tried again before only a change helps. Default: for ever. Source: maxRetries of the controllers that have it. */
  readonly maxRetries?: number;
  readonly watches: readonly string[];
  /** The process starts: enqueue all that exists, in a stated order. */
  start(): void;
  /** A change was committed: enqueue the keys it concerns, and keep derived data up to date. */
  observe(event: WatchEvent): void;
  reconcile(key: string): Outcome;
  /**
   * Memory that is not derived from the store, as plain data; it is part of a snapshot. The worker replaces it on load, and resets it by
   * making the controller anew when the process ends.
   */
  state?: unknown;
}

export type ControllerFactory = (context: ControllerContext) => Controller;
