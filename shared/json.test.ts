import { expect, test } from 'vitest';
import { jsonClone, jsonEqual } from './json.ts';

test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [2, { c: null }] }, { b: [2, { c: null }], a: 1 }, true],
  [{ a: undefined }, {}, true],
  [{ a: null }, {}, false],
  [[1, 2], [1], false],
  [{}, [], false],
  [{ toString: 0 }, {}, false],
  [{}, { toString: 0 }, false],
  [{ constructor: 'x' }, { constructor: 'x' }, true],
])('%j and %j: equal is %s', (a, b, expected) => {
  expect(jsonEqual(a, b)).toBe(expected);
  expect(jsonEqual(b, a)).toBe(expected);
});

test('a copy shares nothing', () => {
  const value = { a: [{ b: 1 }], c: undefined };
  const copy = jsonClone(value);
  expect(copy).toEqual({ a: [{ b: 1 }] });
  expect(Object.keys(copy)).toEqual(['a']);
  expect(copy.a[0]).not.toBe(value.a[0]);
});
