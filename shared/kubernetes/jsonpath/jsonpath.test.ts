import { describe, expect, it } from 'vitest';
import { findResults, parseJsonPath, resultText } from './jsonpath.ts';

const data = {
  spec: { replicas: 3, list: ['a', 'b', 'c'], none: null, 'dotted.key': 'x', items: [{ n: 1, on: true }, { n: 2 }, { m: 'z' }] },
  status: { conditions: [{ type: 'A', status: 'False' }, { type: 'Ready', status: 'True' }] },
};

function find(path: string): unknown[] | string {
  const parsed = parseJsonPath(`{${path}}`);
  if (!parsed.ok) return `unreadable: ${parsed.error}`;
  const found = findResults(parsed.value, data);
  return found.ok ? found.value : found.error;
}

describe('a JSONPath', () => {
  it.each<[string, unknown[]]>([
    ['.spec.replicas', [3]],
    ['$.spec.replicas', [3]],
    ['.spec.absent.deeper', []],
    ['.spec.none', [null]],
    ['.spec.dotted\\.key', ['x']],
    [".spec['dotted.key']", ['x']],
    ['.spec["dotted.key"]', ['x']],
    ['.spec.list[0]', ['a']],
    ['.spec.list[-1]', ['c']],
    ['.spec.list[-1:]', ['c']],
    ['.spec.list[0:2]', ['a', 'b']],
    ['.spec.list[::2]', ['a', 'c']],
    ['.spec.list[*]', ['a', 'b', 'c']],
    ['.spec.list[0,2]', ['a', 'c']],
    ["['spec','status'].replicas", [3]],
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    [".status.conditions[?(@.type!='Ready')].status", ['False']],
    ['.spec.items[?(@.on)].n', [1]],
    ['.spec.items[?(@.on==true)].n', [1]],
    ['.spec.items[?(@.n>=2)].n', [2]],
    ['..conditions[0].type', ['A']],
  ])('%s finds %j', (path, results) => expect(find(path)).toEqual(results));

  it.each([
    ['.spec.list[3]', 'array index out of bounds: index 3, length 3'],
    ['.spec.replicas[0]', 'is not array or slice'],
    ['.spec.items[?(@.n=="a")]', 'incompatible types for comparison'],
    ['.spec.list[a]', 'unreadable: invalid array index a'],
    ['.spec.list[0', 'unreadable: unterminated array'],
  ])('%s fails: %s', (path, error) => expect(find(path)).toBe(error));
});

it.each([
  ['text', 'text'], [3, '3'], [1.5, '1.5'], [0.00001, '1e-05'], [true, 'true'], [null, '<no value>'], [{ a: [1] }, '{"a":[1]}'],
])('%j is written as %s', (value, text) => expect(resultText(value)).toBe(text));
