import { describe, expect, it } from 'vitest';
import { differences } from './difference.ts';
import { allOf, compare, failed, passed } from './outcome.ts';

describe('differences', () => {
  it('names each path that differs', () => {
    expect(differences({ a: { b: [1, 2] }, c: 'x' }, { a: { b: [1, 3] }, d: null })).toEqual([
      'a.b[1]: expected 2, actual 3', 'c: expected "x", actual nothing', 'd: expected nothing, actual null',
    ]);
    expect(differences([1], [1, 2])).toEqual(['expected [1], actual [1,2]']);
    expect(differences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });

  it('stays short', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, index]));
    expect(differences(many, {})).toHaveLength(9);
    expect(differences('x'.repeat(1000), 'y')[0]?.length).toBeLessThan(400);
  });

  it('makes outcomes', () => {
    expect(compare({ a: 1 }, { a: 1 })).toBe(passed);
    expect(compare(1, 2)).toEqual(failed('expected 1, actual 2'));
    expect(allOf(() => passed, () => failed('second'), () => failed('third'))).toEqual(failed('second'));
    expect(allOf()).toBe(passed);
  });
});
