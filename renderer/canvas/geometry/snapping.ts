import type { Rect } from './rect.ts';
import { snapStep } from './sizes.ts';

/** Catch distance in screen pixels. */
export const snapDistance = 6;

/** A hairline drawn while something is dragged: an alignment, or an equal gap with its length. World units. */
export interface Guide {
  axis: 'x' | 'y';
  /** Where the line stands on its axis. */
  at: number;
  from: number;
  to: number;
  /** Set on gaps: distance between the two things. */
  distance?: number;
}

export interface Snap {
  x: number;
  y: number;
  guides: Guide[];
}

/**
 * Moves a dragged rectangle to edges, centres and equal gaps of the others within `catchDistance` (world units), else to the 10 px grid.
 * Each axis snaps by itself; the nearest line wins, the first of equals.
 */
export function snapRect(moving: Rect, others: readonly Rect[], catchDistance: number): Snap {
  const x = snapAxis(spanX(moving), others.map(spanX), catchDistance);
  const y = snapAxis(spanY(moving), others.map(spanY), catchDistance);
  const snapped = { ...moving, x: x?.start ?? roundTo(moving.x), y: y?.start ?? roundTo(moving.y) };
  const guides: Guide[] = [];
  if (x) guides.push(...guidesOf('x', x, snapped, others));
  if (y) guides.push(...guidesOf('y', y, snapped, others));
  return { x: snapped.x, y: snapped.y, guides };
}

interface Span {
  start: number;
  end: number;
  /** The other axis: things that do not share a row have no gap between them. */
  crossStart: number;
  crossEnd: number;
}

interface AxisSnap {
  start: number;
  /** Lines that coincide after the snap (edges or centres). */
  lines: number[];
  /** Gap to the neighbour, when the snap made gaps equal. */
  gap?: { from: number; to: number };
}

function spanX(rect: Rect): Span {
  return { start: rect.x, end: rect.x + rect.width, crossStart: rect.y, crossEnd: rect.y + rect.height };
}

function spanY(rect: Rect): Span {
  return { start: rect.y, end: rect.y + rect.height, crossStart: rect.x, crossEnd: rect.x + rect.width };
}

function roundTo(value: number): number {
  return Math.round(value / snapStep) * snapStep;
}

function snapAxis(moving: Span, others: readonly Span[], catchDistance: number): AxisSnap | undefined {
  const size = moving.end - moving.start;
  let best: { offset: number; line?: number; gap?: { from: number; to: number } } | undefined;
  const consider = (offset: number, extra: { line?: number; gap?: { from: number; to: number } }): void => {
    if (Math.abs(offset) <= catchDistance && (best === undefined || Math.abs(offset) < Math.abs(best.offset) - 1e-9))
      best = { offset, ...extra };
  };
  for (const other of others) {
    const middle = (other.start + other.end) / 2;
    consider(other.start - moving.start, { line: other.start });
    consider(other.end - moving.end, { line: other.end });
    consider(middle - (moving.start + moving.end) / 2, { line: middle });
    consider(other.start - moving.end, { line: other.start });
    consider(other.end - moving.start, { line: other.end });
  }
  const row = others
    .filter((other) => other.crossStart < moving.crossEnd && moving.crossStart < other.crossEnd)
    .sort((a, b) => a.start - b.start);
  for (let index = 0; index + 1 < row.length; index += 1) {
    const left = row[index] as Span;
    const right = row[index + 1] as Span;
    const gap = right.start - left.end;
    if (gap <= 0) continue;
    consider(right.end + gap - moving.start, { gap: { from: right.end, to: right.end + gap } });
    consider(left.start - gap - size - moving.start, { gap: { from: left.start - gap, to: left.start } });
    if (gap >= size) {
      const between = (gap - size) / 2;
      consider(left.end + between - moving.start, { gap: { from: left.end, to: left.end + between } });
    }
  }
  if (!best) return undefined;
  return { start: moving.start + best.offset, lines: best.line === undefined ? [] : [best.line], ...(best.gap ? { gap: best.gap } : {}) };
}

function guidesOf(axis: 'x' | 'y', snap: AxisSnap, moving: Rect, others: readonly Rect[]): Guide[] {
  const span = axis === 'x' ? spanX : spanY;
  const own = span(moving);
  const guides: Guide[] = [];
  for (const line of snap.lines) {
    const touching = others
      .map(span)
      .filter((other) => [other.start, other.end, (other.start + other.end) / 2].some((at) => Math.abs(at - line) < 0.01));
    guides.push({
      axis,
      at: line,
      from: Math.min(own.crossStart, ...touching.map((other) => other.crossStart)),
      to: Math.max(own.crossEnd, ...touching.map((other) => other.crossEnd)),
    });
  }
  if (snap.gap) {
    const middle = (own.crossStart + own.crossEnd) / 2;
    guides.push({
      axis: axis === 'x' ? 'y' : 'x',
      at: middle,
      from: snap.gap.from,
      to: snap.gap.to,
      distance: Math.round(snap.gap.to - snap.gap.from),
    });
  }
  return guides;
}
