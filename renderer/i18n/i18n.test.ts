import { afterEach, expect, test } from 'vitest';
import { localize, setLanguage, translate } from './i18n.ts';

afterEach(() => setLanguage('en'));

test('keys with dots, parameters and plurals are resolved in both languages, at run time', () => {
  expect(translate('shell:problems', { count: 1 })).toBe('1 problem');
  expect(translate('commands:edit.scale', { name: 'web', replicas: 3 })).toBe('Scaled web to 3');
  setLanguage('pt-BR');
  expect(translate('shell:problems', { count: 2 })).toBe('2 problemas');
  expect(localize({ key: 'commands:edit.scale', params: { name: 'web', replicas: 3 } })).toBe('web escalado para 3');
});

test('times are written as on the clock', () => {
  expect(translate('view:why.pod.attempt', { attempt: 2, atMs: 61_000, retryAtMs: 361_000 })).toContain('00:01:01');
});

test('names are shown as they are, without HTML escapes', () => {
  expect(translate('shell:error.notFound', { what: 'a<b>&c' })).toBe('a<b>&c does not exist any more');
});
