import type { CronSchedule } from './cron-schedule.ts';

/** The offset of a time zone from UTC, in milliseconds, at an instant (Unix milliseconds). */
export type ZoneOffset = (atMs: number) => number;

const utc: ZoneOffset = () => 0;
const hourMs = 3_600_000;
const minuteMs = 60_000;
/** A schedule that does not fire within so many years never does, e.g. `0 0 31 2 *`. */
const yearsToLook = 5;

/**
 * The first time after `afterMs` at which the schedule fires, as Unix milliseconds; undefined: never.
 * @param offset of the zone in which the fields are read; default UTC
 * Source: github.com/robfig/cron v3, SpecSchedule.Next, ConstantDelaySchedule.Next, daylight saving included: a time that a change of the
 * clock skips is left out, one that it repeats fires twice if the schedule is hourly.
 */
export function nextFireMs(schedule: CronSchedule, afterMs: number, offset: ZoneOffset = utc): number | undefined {
  const wholeSecondMs = Math.floor(afterMs / 1000) * 1000;
  if (schedule.kind === 'Every') return wholeSecondMs + schedule.intervalSeconds * 1000;
  let atMs = wholeSecondMs + 1000;
  // Once a field had to move, all finer ones start from their lowest value.
  let moved = false;
  const fields = (): LocalTime => localTime(atMs, offset);
  const lastYear = fields().year + yearsToLook;
  search: while (fields().year <= lastYear) {
    while (!schedule.month.values.has(fields().month)) {
      const { year, month } = fields();
      const from = moved ? fields() : { year, month, day: 1, hour: 0 };
      moved = true;
      atMs = instant({ ...from, month: month + 1 }, offset);
      if (fields().month === 1) continue search;
    }
    while (!dayMatches(schedule, fields())) {
      const { year, month, day, hour } = fields();
      atMs = instant({ year, month, day: day + 1, hour: moved ? hour : 0 }, offset);
      moved = true;
      // Midnight may not exist on the day that clocks go forward.
      const after = fields().hour;
      if (after !== 0) atMs += after > 12 ? (24 - after) * hourMs : -after * hourMs;
      if (fields().day === 1) continue search;
    }
    while (!schedule.hour.values.has(fields().hour)) {
      const { year, month, day, hour } = fields();
      if (!moved) atMs = instant({ year, month, day, hour }, offset);
      moved = true;
      atMs += hourMs;
      if (fields().hour === 0) continue search;
    }
    while (!schedule.minute.values.has(fields().minute)) {
      if (!moved) atMs = Math.floor(atMs / minuteMs) * minuteMs;
      moved = true;
      atMs += minuteMs;
      if (fields().minute === 0) continue search;
    }
    if (fields().second === 0) return atMs;
    moved = true;
    atMs = (Math.floor(atMs / minuteMs) + 1) * minuteMs;
  }
  return undefined;
}

interface LocalTime {
  year: number;
  /** From 1. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** From Sunday, 0. */
  weekday: number;
}

function localTime(atMs: number, offset: ZoneOffset): LocalTime {
  const date = new Date(atMs + offset(atMs));
  return {
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: date.getUTCHours(),
    minute: date.getUTCMinutes(), second: date.getUTCSeconds(), weekday: date.getUTCDay(),
  };
}

/** The instant of a local time; fields may run over. Source: Go's time.Date. */
function instant({ year, month, day, hour }: Pick<LocalTime, 'year' | 'month' | 'day' | 'hour'>, offset: ZoneOffset): number {
  const local = Date.UTC(year, month - 1, day, hour);
  const guess = local - offset(local);
  return local - offset(guess);
}

/** When both day fields are restricted, either may match. */
function dayMatches({ dayOfMonth, dayOfWeek }: CronSchedule & { kind: 'Fields' }, { day, weekday }: LocalTime): boolean {
  const month = dayOfMonth.values.has(day);
  const week = dayOfWeek.values.has(weekday);
  return dayOfMonth.star || dayOfWeek.star ? month && week : month || week;
}
