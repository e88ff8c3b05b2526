import { expect, test } from 'vitest';
import { cronWords } from './cron-words.ts';

test.each([
  ['* * * * *', 'everyMinute'], ['*/5 * * * *', 'everyMinutes'], ['7 * * * *', 'hourly'], ['@hourly', 'hourly'], ['30 3 * * *', 'daily'],
  ['0 9 * * 1-5', 'weekdays'], ['0 9 * * MON', 'onWeekdays'], ['0 0 1 * *', 'monthly'], ['@monthly', 'monthly'], ['0 */6 * * *', 'everyHours'],
  ['0 0 1 1 *', 'fields'], ['1,2 3 * * *', 'fields'], ['0 0 13 * 5', 'fields'], ['@every 90s', 'every'], ['soon', 'none'],
])('%s', (schedule, key) => {
  expect(cronWords(schedule).key).toBe(`inspector:cron.${key}`);
});

test('times are written with two digits', () => {
  expect(cronWords('5 3 * * *').params).toEqual({ time: '03:05' });
});
