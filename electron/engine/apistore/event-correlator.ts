import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { ObjectReference } from '../../../shared/kubernetes/types/meta.ts';
import type { EventRecord } from './api-client.ts';

/** What becomes of an event: a new object, one more count of an existing one, or nothing. */
export type Correlation =
  | { kind: 'New'; message: string }
  | { kind: 'Repeated'; event: Event; message: string }
  | { kind: 'Dropped' };

/** Different messages of one kind about one object within this time are told apart; later ones are combined. */
const aggregateMaxEvents = 10;
const aggregateIntervalMs = 600_000;
/** One source may report so many events about one object, and one more every five minutes. */
const spamBurst = 25;
const spamRefillMs = 300_000;
const combinedPrefix = '(combined from similar events): ';

/**
 * Decides as client-go's EventCorrelator with its default options. Differs: it keeps no memory of its own but reads the events that are
 * there, so an expired event is forgotten, and the spam filter's tokens follow from the counts.
 * @param existing events about the same object
 * Source: client-go/tools/record/events_cache.go.
 */
export function correlate(
  existing: Iterable<Event>, source: { component: string; host?: string | undefined }, about: ObjectReference, record: EventRecord,
  clock: { nowMs: number; parse(timestamp: string): number },
): Correlation {
  let accepted = 0;
  let firstMs = clock.nowMs;
  let recentMessages = 0;
  let repeated: Event | undefined;
  let combined: Event | undefined;
  for (const event of existing) {
    if (event.source?.component !== source.component || event.source.host !== source.host) continue;
    if (event.involvedObject.name !== about.name) continue;
    accepted += event.count ?? 1;
    if (event.firstTimestamp) firstMs = Math.min(firstMs, clock.parse(event.firstTimestamp));
    if (event.reason !== record.reason || event.type !== record.type || event.involvedObject.fieldPath !== about.fieldPath) continue;
    const recent = event.lastTimestamp ? clock.nowMs - clock.parse(event.lastTimestamp) <= aggregateIntervalMs : false;
    if (event.message?.startsWith(combinedPrefix)) combined = event;
    else if (event.message === record.message) repeated = event;
    else if (recent) recentMessages += 1;
  }

  if (accepted >= spamBurst + Math.floor((clock.nowMs - firstMs) / spamRefillMs)) return { kind: 'Dropped' };
  if (repeated) return { kind: 'Repeated', event: repeated, message: record.message };
  if (recentMessages < aggregateMaxEvents - 1) return { kind: 'New', message: record.message };
  const message = combinedPrefix + record.message;
  return combined ? { kind: 'Repeated', event: combined, message } : { kind: 'New', message };
}
