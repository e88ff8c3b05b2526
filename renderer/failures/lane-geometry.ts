import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';

/** A stretch of time as it is drawn: px are CSS pixels from `startMs` on. */
export interface Scale {
  startMs: number;
  msPerPx: number;
}

export interface PlacedFault {
  row: PlannedFaultRow;
  x: number;
  /** Of the bar; what has no length is as wide as its icon. */
  width: number;
  /** The label stands in the bar; else beside it. */
  labelInside: boolean;
  /** Room of the label beside the bar; 0: none. */
  labelWidth: number;
  /** From 0, at the top. */
  line: number;
}

export const iconPx = 20;
const gapPx = 4;
/** A longer label is cut. */
const longestLabelPx = 170;
const shortestLabelPx = 30;
const second = 1_000;

/**
 * Places bars so that none lies on another as long as there are lines for it; a label beside its bar gives way to the next bar.
 * @param lines how many there are room for, at least 1 @param measure width of the label in px
 */
export function placeFaults(rows: readonly PlannedFaultRow[], { startMs, msPerPx }: Scale, lines: number, measure: (row: PlannedFaultRow) => number): PlacedFault[] {
  const bars: number[] = [];
  const labels: number[] = [];
  const freeLine = (ends: readonly number[], x: number): number | undefined => {
    const line = Array.from({ length: lines }, (_, at) => at).findIndex((at) => (ends[at] ?? -Infinity) + gapPx <= x);
    return line >= 0 ? line : undefined;
  };
  const placed = [...rows].sort((a, b) => a.atMs - b.atMs).map((row): PlacedFault => {
    const x = (row.atMs - startMs) / msPerPx;
    const width = Math.max(iconPx, row.endMs === undefined ? 0 : (row.endMs - row.atMs) / msPerPx);
    const label = Math.min(longestLabelPx, measure(row));
    const labelInside = row.endMs !== undefined && width >= iconPx + Math.min(label, 40);
    // Where label and bar have room, else the bar alone, else where the earliest ends.
    const line = freeLine(labels, x) ?? freeLine(bars, x) ?? bars.indexOf(Math.min(...bars));
    bars[line] = Math.max(bars[line] ?? -Infinity, x + width);
    labels[line] = Math.max(labels[line] ?? -Infinity, x + width + (labelInside ? 0 : label));
    return { row, x, width, labelInside, labelWidth: labelInside ? 0 : label, line };
  });
  for (const [index, one] of placed.entries()) {
    const next = placed.slice(index + 1).find(({ line }) => line === one.line);
    const room = next ? next.x - one.x - one.width - gapPx : Infinity;
    one.labelWidth = room >= shortestLabelPx ? Math.min(one.labelWidth, room) : 0;
  }
  return placed;
}

/** How many lines it takes that no bar lies on another. */
export function linesNeeded(rows: readonly PlannedFaultRow[], msPerPx: number): number {
  return placeFaults(rows, { startMs: 0, msPerPx }, Math.max(1, rows.length), () => 0).reduce((most, { line }) => Math.max(most, line + 1), 1);
}

/** The whole second nearest to a time, and never one that has passed. */
export function snapMs(ms: number, nowMs: number): number {
  return Math.max(Math.round(ms / second) * second, firstFreeMs(nowMs));
}

/** The first whole second that is yet to come. */
export function firstFreeMs(nowMs: number): number {
  return (Math.floor(nowMs / second) + 1) * second;
}

/** Where the end of a bar comes to lie when it is dragged there: at least a second after its beginning, and yet to come. */
export function endMsAt(ms: number, atMs: number, nowMs: number): number {
  return Math.max(snapMs(ms, nowMs), atMs + second);
}

/** The length that a bar without one is drawn out from. */
export function visibleEndMs({ atMs, endMs }: Pick<PlannedFaultRow, 'atMs' | 'endMs'>, msPerPx: number): number {
  return endMs ?? atMs + iconPx * msPerPx;
}

export type DragPart = 'start' | 'end';

/** What can be taken hold of: what has struck can no longer be moved, only be made longer or shorter. */
export function draggable({ state, index }: PlannedFaultRow, part: DragPart, ends: boolean): boolean {
  if (index === undefined) return false;
  return part === 'start' ? state === 'planned' || state === 'missed' : ends && (state === 'planned' || state === 'active' || state === 'missed' || state === 'over');
}
