import { expect, test } from 'vitest';
import { formatAge } from './format-age.ts';

// A local noon, so that "yesterday" means the same in every time zone.
const now = new Date(2026, 5, 17, 12, 0, 0).getTime();
const ago = (hours: number): string => new Date(now - hours * 3_600_000).toISOString();

test.each([[0, 'now', 'agora'], [0.2, '12 minutes ago', 'há 12 minutos'], [3, '3 hours ago', 'há 3 horas'], [20, 'yesterday', 'ontem'], [72, 'Sunday', 'domingo'], [24 * 20, 'May 28, 2026', '28 de mai. de 2026']])('%d hours ago', (hours, en, pt) => {
  expect(formatAge(ago(hours), now, 'en')).toBe(en);
  expect(formatAge(ago(hours), now, 'pt-BR')).toBe(pt);
});
