import type { LocalizedText } from '../../../shared/view/rows.ts';

const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0', '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@hourly': '0 * * * *',
};
const two = (text: string): string => text.padStart(2, '0');
const says = (key: string, params: NonNullable<LocalizedText['params']> = {}): LocalizedText => ({ key: `inspector:cron.${key}`, params });

/**
 * A schedule in words, for the shapes that people write most; any other is told field by field, which is always right. Nothing is said of a
 * schedule that has not five fields.
 */
export function cronWords(schedule: string): LocalizedText {
  const text = schedule.trim();
  if (text.startsWith('@every ')) return says('every', { time: text.slice('@every '.length) });
  const fields = (macros[text] ?? text).split(/\s+/);
  if (fields.length !== 5) return says('none');
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const isNumber = (field: string): boolean => /^\d+$/.test(field);
  const everyDay = (day === '*' || day === '?') && month === '*' && (weekday === '*' || weekday === '?');
  const step = /^(?:\*|0)\/(\d+)$/.exec(minute)?.[1];
  if (everyDay && hour === '*') {
    if (minute === '*') return says('everyMinute');
    if (step !== undefined) return says('everyMinutes', { minutes: step });
    if (isNumber(minute)) return says('hourly', { minute: two(minute) });
  }
  if (isNumber(minute)) {
    const hours = /^(?:\*|0)\/(\d+)$/.exec(hour)?.[1];
    if (everyDay && hours !== undefined) return says('everyHours', { hours, minute: two(minute) });
    if (isNumber(hour)) {
      const time = `${two(hour)}:${two(minute)}`;
      if (everyDay) return says('daily', { time });
      if (day === '*' && month === '*' && /^(1-5|mon-fri)$/i.test(weekday)) return says('weekdays', { time });
      if (day === '*' && month === '*') return says('onWeekdays', { time, weekday });
      if (isNumber(day) && month === '*' && weekday === '*') return says('monthly', { time, day });
    }
  }
  return says('fields', { minute, hour, day, month, weekday });
}
