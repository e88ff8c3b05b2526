import { eventComponent, eventCount, firstSeen, lastSeen } from '../../../shared/kubernetes/event-facts.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { EventRow } from '../../../shared/view/rows.ts';

export function eventRow(event: Event, parseTimestamp: (text: string) => number): EventRow {
  const { apiVersion = 'v1', kind = '', namespace, name = '' } = event.involvedObject;
  return {
    uid: event.metadata.uid ?? '', type: event.type ?? 'Normal', reason: event.reason ?? '', message: event.message ?? '', component: eventComponent(event),
    count: eventCount(event), firstMs: parseTimestamp(firstSeen(event)), lastMs: parseTimestamp(lastSeen(event)), object: { apiVersion, kind, ...(namespace ? { namespace } : {}), name },
  };
}
