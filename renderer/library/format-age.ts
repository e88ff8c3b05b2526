import type { Language } from '../i18n/catalogues.ts';

/** When something happened, as people say it: `12 minutes ago`, `yesterday`, a weekday within the last week, else the date. @param at RFC 3339 */
export function formatAge(at: string, nowMs: number, language: Language): string {
  const then = new Date(at);
  const minutes = Math.round((nowMs - then.getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (minutes < 1) return relative.format(0, 'second');
  if (minutes < 60) return relative.format(-minutes, 'minute');
  const midnight = new Date(nowMs).setHours(0, 0, 0, 0);
  const days = Math.ceil((midnight - then.getTime()) / 86_400_000);
  if (days <= 0) return relative.format(-Math.round(minutes / 60), 'hour');
  if (days === 1) return relative.format(-1, 'day');
  if (days < 7) return new Intl.DateTimeFormat(language, { weekday: 'long' }).format(then);
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(then);
}
