import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextFireMs } from './cron-next.ts';
import { parseCronSchedule, type CronSchedule } from './cron-schedule.ts';
import { zoneOffsetOf } from './time-zone-offset.ts';

function schedule(text: string): CronSchedule {
  const parsed = parseCronSchedule(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

function next(text: string, after: string, zone = 'UTC'): string | undefined {
  const atMs = nextFireMs(schedule(text), Date.parse(after), zoneOffsetOf(zone));
  return atMs === undefined ? undefined : new Date(atMs).toISOString().replace('.000', '');
}

describe('the next time of a schedule', () => {
  it.each([
    ['*/5 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:05:00Z'],
    ['*/5 * * * *', '2026-01-01T00:04:59Z', '2026-01-01T00:05:00Z'],
    ['30 4 1 * *', '2026-01-15T00:00:00Z', '2026-02-01T04:30:00Z'],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0 0 13 * 5', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
    ['0 0 * * 5', '2026-12-30T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['0 0 31 2 *', '2026-01-01T00:00:00Z', undefined],
    ['@every 90s', '2026-01-01T00:00:00Z', '2026-01-01T00:01:30Z'],
    ['@monthly', '2026-12-05T00:00:00Z', '2027-01-01T00:00:00Z'],
  ])('%s after %s', (text, after, expected) => {
    expect(next(text, after)).toBe(expected);
  });

  it.each([
    // Berlin is one hour ahead in winter, two in summer; on 29 March 2026 two o'clock does not exist, on 25 October it comes twice.
    ['0 6 * * *', '2026-01-01T00:00:00Z', 'Europe/Berlin', '2026-01-01T05:00:00Z'],
    ['0 6 * * *', '2026-07-01T00:00:00Z', 'Europe/Berlin', '2026-07-01T04:00:00Z'],
    ['30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-30T00:30:00Z'],
    ['0 9 * * *', '2026-01-01T00:00:00Z', 'Asia/Kolkata', '2026-01-01T03:30:00Z'],
  ])('%s after %s in %s', (text, after, zone, expected) => {
    expect(next(text, after, zone)).toBe(expected);
  });

  it('is the first minute whose fields match', () => {
    const start = Date.UTC(2026, 0, 1);
    const minute = fc.constantFrom('*', '0', '*/7', '15,45');
    const hour = fc.constantFrom('*', '3', '9-17', '*/5');
    fc.assert(fc.property(minute, hour, fc.nat(500_000), (minutes, hours, offsetMinutes) => {
      const parsed = schedule(`${minutes} ${hours} * * *`);
      if (parsed.kind !== 'Fields') throw new Error('not a schedule of fields');
      const afterMs = start + offsetMinutes * 60_000 + 1_000;
      let expected = start + (offsetMinutes + 1) * 60_000;
      const matches = (date: Date): boolean => parsed.minute.values.has(date.getUTCMinutes()) && parsed.hour.values.has(date.getUTCHours());
      while (!matches(new Date(expected))) expected += 60_000;
      expect(nextFireMs(parsed, afterMs)).toBe(expected);
    }), { numRuns: 50 });
  });

  it('knows no zone by another name', () => {
    expect(zoneOffsetOf('Mars/Olympus')).toBeUndefined();
  });
});
