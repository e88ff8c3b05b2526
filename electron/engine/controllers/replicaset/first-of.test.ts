import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOf } from './first-of.ts';

describe('firstOf', () => {
  it('is sorting and cutting', () => {
    const lists = fc.array(fc.nat(50), { maxLength: 200 });
    fc.assert(fc.property(lists, fc.nat(60), (numbers, count) => {
      const items = numbers.map((value, index) => ({ value, index }));
      const compare = (a: (typeof items)[number], b: (typeof items)[number]): number => a.value - b.value || a.index - b.index;
      expect(firstOf(items, count, compare)).toEqual([...items].sort(compare).slice(0, count));
    }));
  });
});
