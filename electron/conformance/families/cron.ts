/** `cron`. */
import { nextFireMs } from '../../../shared/kubernetes/cron-next.ts';
import { parseCronSchedule } from '../../../shared/kubernetes/cron-schedule.ts';
import { zoneOffsetOf } from '../../../shared/kubernetes/time-zone-offset.ts';
import { compare, failed } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface CronCase {
  schedule: string;
  after?: string;
  next?: string[];
  /** Not a schedule. */
  error?: boolean;
}

export const cronFamily = defineAdapter<CronCase>(['cron'], ({ schedule, after = '', next = [], error = false }) => {
  const parsed = parseCronSchedule(schedule);
  if (error || !parsed.ok) return compare({ error }, { error: !parsed.ok });
  const zone = parsed.value.kind === 'Fields' ? parsed.value.timeZone : undefined;
  const offset = zone === undefined ? undefined : zoneOffsetOf(zone);
  if (zone !== undefined && !offset) return failed(`no rules for the time zone ${zone}`);
  const times: string[] = [];
  for (let atMs: number | undefined = Date.parse(after); times.length < Math.max(next.length, 1);) {
    atMs = nextFireMs(parsed.value, atMs, offset);
    if (atMs === undefined) break;
    times.push(new Date(atMs).toISOString().replace('.000Z', 'Z'));
  }
  return compare(next, times);
});
