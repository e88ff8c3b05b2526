import { nextFireMs, type ZoneOffset } from '../../../../shared/kubernetes/cron-next.ts';
import type { CronSchedule } from '../../../../shared/kubernetes/cron-schedule.ts';

/** When a CronJob has to start Jobs. All times are Unix milliseconds. Source: pkg/controller/cronjob/utils.go. */
export interface StartTimes {
  schedule: CronSchedule;
  offset: ZoneOffset;
  createdMs: number;
  lastScheduleMs: number | undefined;
  startingDeadlineMs: number | undefined;
  nowMs: number;
}

export interface Missed {
  /** The latest time that has passed without a Job. */
  mostRecentMs: number | undefined;
  earliestMs: number;
  missed: 'None' | 'Few' | 'Many';
}

/** More missed times than this are worth a warning. */
const manyMissed = 100;
/** Added to the next time, so that it has surely come when the controller looks. Source: nextScheduleDelta. */
const nextScheduleDeltaMs = 100;

/** Source: mostRecentScheduleTime. */
export function mostRecentStart(times: StartTimes, honourDeadline: boolean): Missed {
  const { nowMs, startingDeadlineMs } = times;
  let earliestMs = times.lastScheduleMs ?? times.createdMs;
  if (honourDeadline && startingDeadlineMs !== undefined) earliestMs = Math.max(earliestMs, nowMs - startingDeadlineMs);
  const next = (afterMs: number): number => nextFireMs(times.schedule, afterMs, times.offset) ?? Infinity;
  const firstMs = next(earliestMs);
  const secondMs = next(firstMs);
  if (nowMs < firstMs) return { earliestMs, mostRecentMs: undefined, missed: 'None' };
  if (nowMs < secondMs) return { earliestMs, mostRecentMs: firstMs, missed: 'None' };
  // Roughly how many fit in between, so that the last one is found without counting through all.
  const stepMs = secondMs - firstMs;
  const count = Math.floor((nowMs - firstMs) / stepMs) + 1;
  let mostRecentMs: number | undefined;
  for (let atMs = next(firstMs + (count - 2) * stepMs); atMs <= nowMs; atMs = next(atMs)) mostRecentMs = atMs;
  return { earliestMs, mostRecentMs, missed: count > manyMissed ? 'Many' : 'Few' };
}

/** Milliseconds until the controller has to look again; Infinity: the schedule never fires. Source: nextScheduleTimeDuration. */
export function nextLookAfterMs(times: StartTimes): number {
  const { mostRecentMs, earliestMs, missed } = mostRecentStart(times, false);
  const fromMs = mostRecentMs ?? (missed === 'None' ? earliestMs : times.nowMs);
  return (nextFireMs(times.schedule, fromMs, times.offset) ?? Infinity) + nextScheduleDeltaMs - times.nowMs;
}

/** `2026-01-01T02:00:00+01:00`, or with `Z` for UTC: RFC 3339 in a zone. */
export function zonedTimestamp(atMs: number, offset: ZoneOffset): string {
  const offsetMinutes = Math.round(offset(atMs) / 60_000);
  const local = new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, 19);
  if (offsetMinutes === 0) return `${local}Z`;
  const size = Math.abs(offsetMinutes);
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
