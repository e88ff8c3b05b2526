import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { EventRow } from '../../../shared/view/rows.ts';

export function eventRow(event: Event, parseTimestamp: (text: string) => number): EventRow {
  const { apiVersion = 'v1', kind = '', namespace, name = '' } = event.involvedObject;
  const time = (text: string | null | undefined): number => parseTimestamp(text ?? event.metadata.creationTimestamp ?? '');
  return {
    uid: event.metadata.uid ?? '', type: event.type ?? 'Normal', reason: event.reason ?? '', message: event.message ?? '', component: event.source?.component ?? '',
    count: event.count ?? 1, firstMs: time(event.firstTimestamp), lastMs: time(event.lastTimestamp), object: { apiVersion, kind, ...(namespace ? { namespace } : {}), name },
  };
}
