import type { TimelineEntry } from '../../shared/view/rows.ts';
import { firstAtOrAfter, spansWithin, type LaneIndex } from './lane-index.ts';

/** What is drawn of one lane. `x` in px from the start of the period; icons are centred on their `x`. */
export interface PlacedMark {
  entry: TimelineEntry;
  x: number;
  /** Entries that stand too close together share one icon; this many in all. */
  count: number;
  /** Absent: no room. The text may have to be cut at `width`. */
  label?: { x: number; width: number };
}

export interface PlacedSpan {
  entry: TimelineEntry;
  x: number;
  width: number;
  /** Periods of one kind with the same beginning and end ("4 machines boot") are one bar; this many in all. */
  count: number;
  /** Spans at the same time stand in rows of their lane, from 0. */
  row: number;
  /** Its label is shown, cut where it does not fit; false: not even the beginning has room. */
  hasLabel: boolean;
}

export interface PlacedLane {
  marks: PlacedMark[];
  spans: PlacedSpan[];
  /** Rows that the spans need, at least 1. */
  rows: number;
}

export interface Period {
  startMs: number;
  endMs: number;
  msPerPx: number;
}

/** Icons nearer to each other than this become one. */
export const iconGapPx = 18;
const iconHalfPx = 8;
const labelGapPx = 3;
/** A cut label shorter than this says nothing. */
const shortestLabelPx = 44;
const maximumRows = 3;
/** Ends of spans nearer to each other than this are the same. */
const sameSpanPx = 3;
/** The label of a span leaves room for the marks that often stand at its two ends. */
const spanLabelRoomPx = 2 * (iconHalfPx + labelGapPx);
/** A span this long shows at least the beginning of its label. */
const cutSpanPx = 40;

interface Interval {
  from: number;
  to: number;
}

/**
 * Places icons and labels of a lane so that nothing overlaps: a label stands right of its icon, else left of it, else is cut, else is left
 * out. Cost depends on the
 * pixels in view, not on the number of entries.
 *
 * @param measure width of an entry's label in px
 */
export function placeLane(lane: LaneIndex, period: Period, measure: (entry: TimelineEntry, count: number) => number): PlacedLane {
  const { spans, rows } = placeSpans(lane, period, measure);
  const marks = placeIcons(lane, period);
  const blocked: Interval[] = spans.map((span) => ({ from: span.x, to: span.x + span.width }));
  const endPx = (period.endMs - period.startMs) / period.msPerPx;
  let occupiedTo = 0;
  for (const [index, mark] of marks.entries()) {
    const next = marks[index + 1];
    const wanted = measure(mark.entry, mark.count);
    const rightFrom = mark.x + iconHalfPx + labelGapPx;
    const rightTo = Math.min(next === undefined ? endPx : next.x - iconHalfPx - labelGapPx, startOfBlock(blocked, rightFrom));
    const leftTo = mark.x - iconHalfPx - labelGapPx;
    const leftFrom = Math.max(occupiedTo + labelGapPx * 2, endOfBlock(blocked, leftTo));
    if (rightTo - rightFrom >= wanted) mark.label = { x: rightFrom, width: wanted };
    else if (leftTo - leftFrom >= wanted) mark.label = { x: leftTo - wanted, width: wanted };
    else if (rightTo - rightFrom >= shortestLabelPx) mark.label = { x: rightFrom, width: rightTo - rightFrom };
    occupiedTo = Math.max(mark.x + iconHalfPx, mark.label === undefined ? 0 : mark.label.x + mark.label.width);
  }
  return { marks, spans, rows };
}

/** One icon per `iconGapPx`. Of those that share one the worst is shown, since trouble is loud. */
function placeIcons(lane: LaneIndex, { startMs, endMs, msPerPx }: Period): PlacedMark[] {
  const placed: PlacedMark[] = [];
  let at = firstAtOrAfter(lane.marks, startMs);
  while (at < lane.marks.length) {
    const first = lane.marks[at] as TimelineEntry;
    if (first.atMs > endMs) break;
    const after = firstAtOrAfter(lane.marks, first.atMs + iconGapPx * msPerPx, at + 1);
    placed.push({ entry: worstOf(lane.marks, at, after), x: (first.atMs - startMs) / msPerPx, count: after - at });
    at = after;
  }
  return placed;
}

const loudness: Readonly<Record<string, number>> = { bad: 3, leaving: 2, attention: 2, unknown: 2 };
/** Of a crowd only so many are looked at. */
const examined = 40;

function worstOf(marks: readonly TimelineEntry[], from: number, to: number): TimelineEntry {
  let worst = marks[from] as TimelineEntry;
  const rank = (entry: TimelineEntry): number => loudness[entry.icon.split('/', 1)[0] as string] ?? 0;
  for (let at = from + 1; at < Math.min(to, from + examined); at += 1)
    if (rank(marks[at] as TimelineEntry) > rank(worst)) worst = marks[at] as TimelineEntry;
  return worst;
}

function placeSpans(
  lane: LaneIndex,
  period: Period,
  measure: (entry: TimelineEntry, count: number) => number,
): { spans: PlacedSpan[]; rows: number } {
  const rowEnds: number[] = [];
  const spans: PlacedSpan[] = [];
  for (const entry of spansWithin(lane, period.startMs, period.endMs)) {
    const x = (entry.atMs - period.startMs) / period.msPerPx;
    const width = Math.max(2, ((entry.endMs as number) - entry.atMs) / period.msPerPx);
    const same = spans.findLast(
      (span) =>
        x - span.x <= sameSpanPx && Math.abs(x + width - span.x - span.width) <= sameSpanPx && span.entry.text.key === entry.text.key,
    );
    if (same !== undefined) {
      same.count += 1;
      continue;
    }
    const free = rowEnds.findIndex((end) => end <= x);
    const row = free >= 0 ? free : Math.min(rowEnds.length, maximumRows - 1);
    rowEnds[row] = Math.max(rowEnds[row] ?? 0, x + width);
    spans.push({ entry, x, width, row, count: 1, hasLabel: false });
  }
  for (const span of spans) span.hasLabel = span.width >= Math.min(cutSpanPx, measure(span.entry, span.count) + spanLabelRoomPx);
  return { spans, rows: Math.max(1, rowEnds.length) };
}

/** Where the next blocked interval right of `x` begins; `x` itself when it lies inside one. */
function startOfBlock(blocked: readonly Interval[], x: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const { from, to } of blocked) if (to > x) nearest = Math.min(nearest, Math.max(from, x));
  return nearest;
}

/** Where the last blocked interval left of `x` ends; `x` itself when it lies inside one. */
function endOfBlock(blocked: readonly Interval[], x: number): number {
  let nearest = Number.NEGATIVE_INFINITY;
  for (const { from, to } of blocked) if (from < x) nearest = Math.max(nearest, Math.min(to, x));
  return nearest;
}
