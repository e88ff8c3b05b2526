import { describe, expect, it } from 'vitest';
import { bytesPair, coresPair } from './resource-pair.ts';

describe('pairs of resources', () => {
  it.each([
    [19 * 2 ** 30, 32 * 2 ** 30, '19/32 Gi'],
    [64 * 2 ** 20, 128 * 2 ** 20, '64/128 Mi'],
    [1.55 * 2 ** 30, 8 * 2 ** 30, '1.6/8 Gi'],
    [0, 0, '0 Ki/0 Ki'],
  ])('%d of %d is %s', (part, whole, text) => {
    expect(bytesPair(part, whole)).toBe(text);
  });
  it('writes cores', () => expect(coresPair(4_100, 8_000)).toBe('4.1/8'));
});
