/** Which part of simulated time is drawn, and how large. Pure geometry: pixels are CSS pixels from the left edge of the lanes. */
export interface TimeView {
  startMs: number;
  msPerPx: number;
}

/** From half a second per 100 px to about ten weeks in a window's width. */
export const scaleLimits = { minimumMsPerPx: 5, maximumMsPerPx: 4_000_000 } as const;
/** Time 0 stands at most so far from the left edge: the mark of what happens then is seen whole. */
export const leadInPx = 12;
/** One minute is about 240 px. */
export const defaultView: TimeView = fromBeginning(250);

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  second,
  2 * second,
  5 * second,
  10 * second,
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  5 * day,
  10 * day,
  20 * day,
  50 * day,
];
/** Labels of the ruler need this much room. */
const minimumTickPx = 128;

export interface Tick {
  atMs: number;
  x: number;
  label: string;
}

export function xOf(view: TimeView, ms: number): number {
  return (ms - view.startMs) / view.msPerPx;
}

export function msAt(view: TimeView, x: number): number {
  return view.startMs + x * view.msPerPx;
}

/** The view that begins where time does. */
export function fromBeginning(msPerPx: number): TimeView {
  return { startMs: -leadInPx * msPerPx, msPerPx };
}

/** Time before 0 does not exist: nothing but the lead-in. */
function startingAt(startMs: number, msPerPx: number): TimeView {
  return { startMs: Math.max(-leadInPx * msPerPx, startMs), msPerPx };
}

export function panBy(view: TimeView, px: number): TimeView {
  return startingAt(view.startMs + px * view.msPerPx, view.msPerPx);
}

/** Zooms by `factor` (above 1: out) so that the time under `x` stays there, except at the beginning of time. */
export function zoomAt(view: TimeView, x: number, factor: number): TimeView {
  const msPerPx = Math.min(scaleLimits.maximumMsPerPx, Math.max(scaleLimits.minimumMsPerPx, view.msPerPx * factor));
  const startMs = msAt(view, x) - x * msPerPx;
  return startMs < 0 ? fromBeginning(msPerPx) : { startMs, msPerPx };
}

/** Zooming out ends where this much, or twice the history, fills the width. */
const widestMs = hour;

/**
 * Keeps a view that was changed by hand near history: its end at `nowMs` no further left than a tenth of the width, and no wider than
 * twice what there is to see. What is planned counts as history does.
 */
export function keepNear(view: TimeView, width: number, nowMs: number): TimeView {
  const msPerPx = Math.min(view.msPerPx, Math.max(widestMs, nowMs * 2) / Math.max(1, width));
  return startingAt(Math.min(view.startMs, nowMs - width * 0.1 * msPerPx), msPerPx);
}

/** The view that shows the period from `fromMs` to the playhead at `nowMs` whole. Zooms out for that if it must, never in. */
export function showPeriod(view: TimeView, width: number, fromMs: number, nowMs: number): TimeView {
  const wanted = (nowMs - fromMs) / Math.max(1, width * (followLimit - periodMargin));
  const msPerPx = Math.min(scaleLimits.maximumMsPerPx, Math.max(view.msPerPx, wanted));
  return startingAt(Math.min(fromMs - width * periodMargin * msPerPx, nowMs), msPerPx);
}

/** Share of the width at which the playhead is kept, and where a slow one is put back to. */
const followLimit = 0.88;
const followBack = 0.6;
/** The same while something is planned: one sees what is to come. */
const plannedLimit = 0.7;
const plannedBack = 0.3;
const periodMargin = 0.04;
/**
 * A playhead that moves faster than this (px per wall second) is held in place while time moves under it; a slower one jumps back now and
 * then.
 */
const holdAbovePxPerSecond = 40;

/** Moves the view so that the playhead stays visible, and with `isPlanned` much of what is to come. Returns the same view when nothing has to move. */
export function followPlayhead(view: TimeView, width: number, nowMs: number, speed: number, isPlanned = false): TimeView {
  const x = xOf(view, nowMs);
  const [limit, back] = isPlanned ? [plannedLimit, plannedBack] : [followLimit, followBack];
  if (x >= 0 && x <= width * limit) return view;
  const share = x < 0 || (speed * second) / view.msPerPx <= holdAbovePxPerSecond ? back : limit;
  const next = startingAt(nowMs - width * share * view.msPerPx, view.msPerPx);
  return next.startMs === view.startMs ? view : next;
}

/** Ticks of the ruler whose labels do not touch, from just before the left edge, or from 0, to the right one. */
export function ticksOf(view: TimeView, width: number): Tick[] {
  const step =
    steps.find((candidate) => candidate / view.msPerPx >= minimumTickPx) ?? Math.ceil((view.msPerPx * minimumTickPx) / day) * day;
  const first = Math.max(0, Math.floor(view.startMs / step) * step);
  const ticks: Tick[] = [];
  for (let atMs = first; xOf(view, atMs) <= width; atMs += step) ticks.push({ atMs, x: xOf(view, atMs), label: tickLabel(atMs) });
  return ticks;
}

/** `04:30`, from an hour on `1:04:30`, from a day on `2 d 1:04`. */
export function tickLabel(ms: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(ms / second);
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (ms < hour) return clock;
  const hours = Math.floor(seconds / 3_600);
  if (ms < day) return `${hours}:${clock}`;
  return `${Math.floor(hours / 24)} d ${hours % 24}:${two(Math.floor(seconds / 60) % 60)}`;
}
