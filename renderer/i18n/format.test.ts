import { expect, test } from 'vitest';
import { formatBytes, formatClock, formatCores, formatCount, formatCpu, formatDelay, formatDuration, formatMoney } from './format.ts';

test.each([[0, '00:00:00'], [277_999, '00:04:37'], [3_599_000, '00:59:59'], [360_000_000, '100:00:00']])('clock of %d ms', (ms, text) => {
  expect(formatClock(ms)).toBe(text);
});

test.each([[0, '0 s'], [999, '0 s'], [40_000, '40 s'], [231_000, '3 m 51 s'], [300_000, '5 m'], [7_500_000, '2 h 5 m'], [259_200_000, '3 d']])('duration of %d ms', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('quantities are written as Kubernetes users read them', () => {
  expect([formatCpu(250), formatCpu(2_000), formatCpu(1_500)]).toEqual(['250m', '2', '1500m']);
  expect([formatCores(940), formatCores(2_000)]).toEqual(['0.9', '2']);
  expect([formatBytes(64 * 2 ** 20), formatBytes(1.5 * 2 ** 30), formatBytes(2 ** 40)]).toEqual(['64 Mi', '1.5 Gi', '1 Ti']);
  expect([formatCount(13), formatCount(5_826), formatCount(1_234_567)]).toEqual(['13', '5\u202f826', '1\u202f234\u202f567']);
});

test.each([[0, '+0 s'], [380, '+0.4 s'], [2_000, '+2 s'], [9_960, '+10 s'], [32_400, '+32 s'], [95_000, '+1 m 35 s']])('a cost of %i ms is %s', (ms, text) => {
  expect(formatDelay(ms)).toBe(text);
});

test.each([[0.096, 'en', 4, '$0.0960'], [1234.5, 'en', 2, '$1,234.50'], [1234.5, 'pt-BR', 2, 'US$\u00a01.234,50'], [0.096, 'pt-BR', 4, 'US$\u00a00,0960']])('%d US dollars in %s with %d digits', (amount, language, digits, text) => {
  expect(formatMoney(amount, 'USD', language, digits)).toBe(text);
});
