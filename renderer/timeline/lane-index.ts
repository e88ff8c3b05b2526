import type { TimelineEntry, TimelineLane } from '../../shared/view/rows.ts';

/** Entries of one lane by time, marks and waiting periods apart, so that what is in view is found by bisection among 100,000. */
export interface LaneIndex {
  /** By `atMs`. */
  marks: readonly TimelineEntry[];
  /** By `atMs`. */
  spans: readonly TimelineEntry[];
  /** Per span: the latest end among it and all before it, so that spans that began long before the view are found. */
  latestEnd: readonly number[];
}

export type TimelineIndex = Readonly<Record<TimelineLane, LaneIndex>>;

const byTime = (a: TimelineEntry, b: TimelineEntry): number => a.atMs - b.atMs || a.id - b.id;

export function indexTimeline(entries: readonly TimelineEntry[]): TimelineIndex {
  const lanes: Record<TimelineLane, TimelineEntry[]> = { you: [], controlPlane: [], nodes: [], workloads: [] };
  for (const entry of entries) lanes[entry.lane].push(entry);
  return { you: indexLane(lanes.you), controlPlane: indexLane(lanes.controlPlane), nodes: indexLane(lanes.nodes), workloads: indexLane(lanes.workloads) };
}

export function indexLane(entries: readonly TimelineEntry[]): LaneIndex {
  // Entries come nearly in order of time; sorting an ordered list costs one pass.
  const marks = entries.filter(({ endMs }) => endMs === undefined).sort(byTime);
  const spans = entries.filter(({ endMs }) => endMs !== undefined).sort(byTime);
  let latest = Number.NEGATIVE_INFINITY;
  return { marks, spans, latestEnd: spans.map((span) => (latest = Math.max(latest, span.endMs as number))) };
}

/** Index of the first entry at or after `ms`, from `from` on. */
export function firstAtOrAfter(entries: readonly TimelineEntry[], ms: number, from = 0): number {
  let low = from;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as TimelineEntry).atMs < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Spans that touch the period from `startMs` to `endMs`, by time. */
export function spansWithin(lane: LaneIndex, startMs: number, endMs: number): TimelineEntry[] {
  const found: TimelineEntry[] = [];
  for (let at = firstAtOrAfter(lane.spans, endMs) - 1; at >= 0 && (lane.latestEnd[at] as number) >= startMs; at -= 1) {
    const span = lane.spans[at] as TimelineEntry;
    if ((span.endMs as number) >= startMs) found.push(span);
  }
  return found.reverse();
}
