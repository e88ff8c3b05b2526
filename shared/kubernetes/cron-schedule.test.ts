import { describe, expect, it } from 'vitest';
import { parseCronSchedule } from './cron-schedule.ts';
import { isTimeZone } from './time-zone-names.ts';

function fields(text: string): unknown {
  const parsed = parseCronSchedule(text);
  if (!parsed.ok) return parsed.error;
  if (parsed.value.kind === 'Every') return parsed.value.intervalSeconds;
  const { minute, hour, dayOfMonth, month, dayOfWeek } = parsed.value;
  return [minute, hour, dayOfMonth, month, dayOfWeek].map(({ values, star }) => (star ? '*' : [...values].join(' '))).join(' | ');
}

describe('schedules', () => {
  it.each([
    ['*/20 * * * *', '0 20 40 | * | * | * | *'],
    ['5/15 1-3 1,15 JAN-mar MON', '5 20 35 50 | 1 2 3 | 1 15 | 1 2 3 | 1'],
    ['0 0 ? * 0-6', '0 | 0 | * | * | 0 1 2 3 4 5 6'],
    ['@daily', '0 | 0 | * | * | *'],
    ['TZ=Europe/Berlin 30 4 * * *', '30 | 4 | * | * | *'],
    ['@every 1h30m', 5_400],
    ['@every 10ms', 1],
    ['@every -5m', 1],
    ['@every +0', 1],
    ['@every 1.7s0.2s0.1s', 2],
    ['@every 2562048h', 'failed to parse duration @every 2562048h: time: invalid duration "2562048h"'],
    ['*/9223372036854775807 * * * *', '0 | * | * | * | *'],
    ['TZ= 5 * * * *', '5 | * | * | * | *'],
    ['TZ=UTC', 'expected exactly 5 fields, found 1: [TZ=UTC]'],
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
    ['@bogus', 'unrecognized descriptor: @bogus'],
    ['@every soon', 'failed to parse duration @every soon: time: invalid duration "soon"'],
    ['TZ=Mars/X * * * * *', 'provided bad location Mars/X: unknown time zone Mars/X'],
    ['', 'empty spec string'],
  ])('%s', (text, expected) => expect(fields(text)).toBe(expected));
});

describe('time zones', () => {
  it.each([
    ['Europe/Berlin', true], ['Etc/UTC', true], ['UTC', true], ['America/Argentina/Buenos_Aires', true],
    ['europe/berlin', false], ['+01:00', false], ['', false],
  ])('%s', (name, expected) => expect(isTimeZone(name)).toBe(expected));
});
