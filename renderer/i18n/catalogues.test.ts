import { describe, expect, test } from 'vitest';
import { catalogues, type Area } from './catalogues.ts';

const areas = Object.keys(catalogues.en) as Area[];

function parametersOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1] as string))].sort();
}

/** Parameters of a plural form: `count` may be written out in one form and left away in another. */
function comparable(key: string, text: string): string[] {
  return parametersOf(text).filter((name) => !(name === 'count' && /_(one|other)$/.test(key)));
}

describe.each(areas)('%s', (area) => {
  const { en, 'pt-BR': pt } = { en: catalogues.en[area], 'pt-BR': catalogues['pt-BR'][area] };

  test('both languages have the same keys', () => {
    // Portuguese has a third plural form, for millions.
    expect(Object.keys(pt).filter((key) => !key.endsWith('_many')).sort()).toEqual(Object.keys(en).sort());
  });

  test('both languages use the same parameters', () => {
    for (const key of Object.keys(en)) expect([key, comparable(key, pt[key] ?? '')]).toEqual([key, comparable(key, en[key] ?? '')]);
  });

  test('texts are not empty, shout at nobody, and beg nobody', () => {
    for (const catalogue of [en, pt]) {
      for (const [key, text] of Object.entries(catalogue)) {
        expect(text.trim(), key).not.toBe('');
        expect(text, key).not.toMatch(/!|\b(please|oops|por favor)\b/i);
      }
    }
  });

  test('plural forms come in pairs', () => {
    const keys = new Set(Object.keys(en));
    for (const key of keys) if (key.endsWith('_one')) expect(keys).toContain(key.replace(/_one$/, '_other'));
  });
});
