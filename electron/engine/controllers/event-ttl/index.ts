import { lastSeen } from '../../../../shared/kubernetes/event-facts.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Env } from '../../env.ts';
import type { Controller, ControllerContext, Outcome, Write } from '../controller.ts';

/** How long an Event is kept after it last happened. kube-apiserver's flag --event-ttl. */
export const eventTtlMs = 3_600_000;

/**
 * At most so often Events are looked through. kube-apiserver lets Events share etcd leases and so is no more exact: a lease is reused for 60 s
 * (--lease-reuse-duration-seconds).
 */
const leastPauseMs = 60_000;
/** The only key: one look at the oldest Events. A timer for each of them would take more memory than its Event's index entries. */
const oldest = 'oldest';

/**
 * Removes Events an hour after they last happened. In a real cluster kube-apiserver puts them under an etcd lease of that length, so it
 * runs with the API server.
 */
export function eventTtl(context: ControllerContext): Controller {
  return new EventTtl(context);
}

class EventTtl implements Controller {
  readonly name = 'event-ttl';
  readonly process = 'kube-apiserver';
  readonly watches = ['events'];
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    this.context.queue.add(oldest, { afterMs: 0, background: true });
  }

  observe({ type }: WatchEvent): void {
    // An earlier look that is planned already stays.
    if (type === 'ADDED') this.context.queue.add(oldest, { afterMs: eventTtlMs, background: true });
  }

  reconcile(): Outcome {
    const { api, env } = this.context;
    const writes: Write[] = [];
    let nextMs = Infinity;
    // The store keeps the order of creation: after the first that was made within the hour none has to go. Older ones that happened again are passed over.
    for (const event of api.list<Event>('events')) {
      const expiresMs = this.lastSeenMs(event) + eventTtlMs;
      if (expiresMs <= env.nowMs) writes.push({ verb: 'delete', resource: 'events', key: objectKey(event) });
      else nextMs = Math.min(nextMs, expiresMs);
      if (createdMs(event, env) + eventTtlMs > env.nowMs) break;
    }
    if (nextMs === Infinity) return { kind: 'Done', writes };
    return { kind: 'Done', writes, requeue: { afterMs: Math.max(nextMs - env.nowMs, leastPauseMs), background: true } };
  }

  private lastSeenMs(event: Event): number {
    const seen = lastSeen(event);
    return seen === '' ? -Infinity : this.context.env.parseTimestamp(seen);
  }
}

function createdMs({ metadata: { creationTimestamp } }: Event, env: Env): number {
  return creationTimestamp ? env.parseTimestamp(creationTimestamp) : -Infinity;
}
