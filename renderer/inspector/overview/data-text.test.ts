import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64, freshKey } from './data-text.ts';

describe('data of ConfigMaps and Secrets', () => {
  it('decodes what it encoded, in every script', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(decodeBase64(encodeBase64(text))).toBe(text);
    }));
    expect(encodeBase64('senha')).toBe('c2VuaGE=');
  });

  it('leaves what is no text as it is', () => expect(decodeBase64('/w==')).toBe('/w=='));

  it('finds a free key', () => {
    expect(freshKey([])).toBe('key');
    expect(freshKey(['key', 'key-2'])).toBe('key-3');
  });
});
