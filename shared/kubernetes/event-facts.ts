import type { Event } from './types/core.ts';

/*
 * What an Event says in either of its two forms: the old one with a source, first and last times and a count, and the one of `events.k8s.io/v1`
 * with an event time, a series and who reports it. Source: printEvent, pkg/printers/internalversion.
 */

/** The component that reports it; '' when nobody says. */
export function eventComponent({ source, reportingComponent }: Event): string {
  return source?.component || reportingComponent || '';
}

/** How often it has happened. */
export function eventCount({ series, count }: Event): number {
  return series ? series.count ?? 1 : count || 1;
}

/** When it happened first, as RFC 3339; '' when nothing says it. */
export function firstSeen({ firstTimestamp, eventTime, metadata }: Event): string {
  return firstTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
}

/** When it happened last, as RFC 3339; '' when nothing says it. */
export function lastSeen(event: Event): string {
  return event.series?.lastObservedTime ?? event.lastTimestamp ?? firstSeen(event);
}
