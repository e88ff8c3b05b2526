import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';

/** How long an Event is kept after it last happened. kube-apiserver's flag --event-ttl. */
export const eventTtlMs = 3_600_000;

/**
 * Removes Events an hour after they last happened. In a real cluster kube-apiserver puts them under an etcd lease of that length, so it
 * runs with the API server. Keys are Events.
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
    for (const event of this.context.api.list<Event>('events')) this.context.queue.add(objectKey(event), { afterMs: 0, background: true });
  }

  observe({ type, key }: WatchEvent): void {
    // A repetition keeps the first deadline in the queue: what is left then is found out when it comes up.
    if (type === 'DELETED') this.context.queue.remove(key);
    else this.context.queue.add(key, { afterMs: eventTtlMs, background: true });
  }

  reconcile(key: string): Outcome {
    const { api, env } = this.context;
    const event = api.get<Event>('events', key);
    if (!event) return nothingToDo;
    const last = event.lastTimestamp ?? event.metadata.creationTimestamp;
    const leftMs = last ? env.parseTimestamp(last) + eventTtlMs - env.nowMs : 0;
    if (leftMs > 0) return { kind: 'Done', writes: [], requeue: { afterMs: leftMs, background: true } };
    return { kind: 'Done', writes: [{ verb: 'delete', resource: 'events', key }] };
  }
}
