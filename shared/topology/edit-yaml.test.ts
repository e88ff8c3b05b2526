import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { JsonObject } from '../json.ts';
import { editDocument } from './edit-yaml.ts';

describe('editDocument', () => {
  it('takes back a field that an earlier edit added', () => {
    const tree = parseDocument('spec: {seed: 1} # chosen\n');
    editDocument(tree, { spec: { seed: 1, layout: { a: { x: 1 } } } });
    editDocument(tree, { spec: { seed: 1 } });
    expect(tree.toString()).toBe('spec: { seed: 1 } # chosen\n');
  });

  it.each([
    ['one is taken out', [{ at: 2 }, { at: 3 }], '- { at: 2 } # two\n- { at: 3 }\n'],
    ['one is changed', [{ at: 1 }, { at: 9 }, { at: 3 }], '- { at: 1 } # one\n- { at: 9 } # two\n- { at: 3 }\n'],
    ['one is added', [{ at: 1 }, { at: 2 }, { at: 3 }, { at: 4 }], '- { at: 1 } # one\n- { at: 2 } # two\n- { at: 3 }\n- at: 4\n'],
    ['two change places', [{ at: 2 }, { at: 1 }, { at: 3 }], '- { at: 2 } # two\n- { at: 1 } # one\n- { at: 3 }\n'],
  ])('comments stay with the items of a list without names: %s', (_name, list, expected) => {
    const tree = parseDocument('list:\n  - { at: 1 } # one\n  - { at: 2 } # two\n  - { at: 3 }\n');
    editDocument(tree, { list });
    expect(tree.toString().replace('list:\n', '').replaceAll(/^ {2}/gm, '')).toBe(expected);
  });

  it('comes to any value, from any other', () => {
    const value = fc.dictionary(fc.constantFrom('a', 'b', 'name'), fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.nat(3), fc.constantFrom('x', 'y'), fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'name'), tie('any'))),
    })).any) as fc.Arbitrary<JsonObject>;
    fc.assert(fc.property(fc.array(value, { minLength: 2, maxLength: 4 }), ([first, ...rest]) => {
      const tree = parseDocument(JSON.stringify(first));
      for (const next of rest) {
        editDocument(tree, next);
        expect(JSON.parse(JSON.stringify(tree.toJS()))).toEqual(next);
      }
    }));
  });
});
