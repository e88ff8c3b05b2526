import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIndexes, parseIndexes } from './indexes.ts';

describe('completion indexes', () => {
  it.each([['', []], ['0', [0]], ['1,2', [1, 2]], ['1,3-5,7', [1, 3, 4, 5, 7]]])('%j', (text, indexes) => {
    expect([...parseIndexes(text, 100)]).toEqual(indexes);
    expect(formatIndexes(new Set(indexes))).toBe(text);
  });

  it('leaves out what is beyond the total', () => {
    expect([...parseIndexes('1,3-5,7', 4)]).toEqual([1, 3]);
  });

  it('reads what it writes', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(200)), (list) => {
      expect(parseIndexes(formatIndexes(new Set(list)), 1_000)).toEqual(new Set(list.toSorted((a, b) => a - b)));
    }));
  });
});
