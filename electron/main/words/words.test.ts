import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { catalogues, speaker } from './words.ts';

const parametersOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe.each(Object.entries(catalogues))('the texts in %s', (_language, words) => {
  test('are complete, and no more than that', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort());
    expect(Object.entries(words).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test.each(Object.entries(words))('%s takes the same parameters', (key, text) => {
    expect(parametersOf(text)).toEqual(parametersOf(en[key as keyof typeof en]));
  });
});

test('a text is said in the language chosen at that moment, with its parameters', () => {
  let language: 'en' | 'pt-BR' = 'en';
  const say = speaker(() => language);
  expect(say('dialog.notOpened.message', { file: 'shop.cluster' })).toBe('shop.cluster could not be opened.');
  language = 'pt-BR';
  expect(say('dialog.notOpened.message', { file: 'shop.cluster' })).toBe('Não foi possível abrir shop.cluster.');
});
