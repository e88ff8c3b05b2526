import { lastSeen } from '../../../shared/kubernetes/event-facts.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { ObjectReference } from '../../../shared/kubernetes/types/meta.ts';
import type { EventRecord } from './api-client.ts';

/** Components that record through `events.k8s.io/v1`, whose client knows series but neither aggregation nor a spam filter. */
const newSources: ReadonlySet<string> = new Set(['default-scheduler']);

export function recordsSeries(component: string): boolean {
  return newSources.has(component);
}

/** A series ends when it was quiet for so long. */
const finishMs = 360_000;

/**
 * The Event that happens again when `record` is reported: it has the same type, reason and action, and is about the same version of the object, whatever
 * its note says. @param existing events about the same object
 *
 * Source: client-go/tools/events/event_broadcaster.go, getKey, finishSeries. Differs: a series is looked at when it goes on, not every six minutes, and its
 * count is written each time, not with the second Event, then every half hour and at its end.
 */
export function ongoingSeries(
  existing: Iterable<Event>, component: string, about: ObjectReference, record: EventRecord, clock: { nowMs: number; parse(timestamp: string): number },
): Event | undefined {
  for (const event of existing) {
    if (event.reportingComponent !== component || event.reason !== record.reason || event.type !== record.type || event.action !== record.action) continue;
    const { name, resourceVersion, fieldPath } = event.involvedObject;
    if (name !== about.name || resourceVersion !== about.resourceVersion || fieldPath !== about.fieldPath) continue;
    if (clock.nowMs - clock.parse(lastSeen(event)) <= finishMs) return event;
  }
  return undefined;
}
