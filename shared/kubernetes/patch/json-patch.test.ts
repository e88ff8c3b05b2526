import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../json.ts';
import { applyJsonMergePatch, createJsonMergePatch, createThreeWayJsonMergePatch } from './json-merge-patch.ts';
import { applyJsonPatch } from './json-patch.ts';

const document = { list: ['a', 'b'], map: { 'x/y': 1 }, gone: null };

describe('applyJsonPatch', () => {
  const cases: [string, JsonValue, JsonValue | undefined][] = [
    ['adds at the end', [{ op: 'add', path: '/list/-', value: 'c' }], { ...document, list: ['a', 'b', 'c'] }],
    ['counts negative indices from the end', [{ op: 'remove', path: '/list/-2' }], { ...document, list: ['b'] }],
    ['refuses an index beyond the end', [{ op: 'add', path: '/list/3', value: 'c' }], undefined],
    ['unescapes steps', [{ op: 'replace', path: '/map/x~1y', value: 2 }], { ...document, map: { 'x/y': 2 } }],
    ['refuses to replace what is not there', [{ op: 'replace', path: '/none', value: 2 }], undefined],
    ['tests an absent field against null', [{ op: 'test', path: '/none', value: null }], document],
    ['stops at a failing test', [{ op: 'test', path: '/list/0', value: 'b' }], undefined],
    ['moves', [{ op: 'move', from: '/list', path: '/map/list' }], { map: { 'x/y': 1, list: ['a', 'b'] }, gone: null }],
    ['does not look at text before the first slash', [{ op: 'remove', path: 'odd/gone' }], { list: ['a', 'b'], map: { 'x/y': 1 } }],
  ];
  it.each(cases)('%s', (_name, patch, expected) => {
    const before = structuredClone(document);
    const result = applyJsonPatch(document, patch);
    expect(result.ok ? result.value : undefined).toEqual(expected);
    expect(document).toEqual(before);
  });
});

const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()), tie('map')),
  map: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value')),
}));
const map = json['map'] as fc.Arbitrary<Record<string, JsonValue>>;

describe('JSON merge patch', () => {
  it('a created patch leads to the modified object', () => {
    fc.assert(fc.property(map, map, (before, after) => {
      expect(applyJsonMergePatch(before, createJsonMergePatch(before, after))).toEqual(after);
    }));
  });

  it('a three-way patch keeps what only the live object has', () => {
    const patch = createThreeWayJsonMergePatch({ a: 1, b: 2 }, { a: 3 }, { a: 1, b: 2, c: 4 });
    expect(patch).toEqual({ ok: true, value: { a: 3, b: null } });
  });

  it('drops nulls inside lists', () => {
    expect(applyJsonMergePatch({}, { list: [{ a: null, b: 1 }] })).toEqual({ list: [{ b: 1 }] });
  });
});
