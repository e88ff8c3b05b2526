import { expect, test } from 'vitest';
import type { FidelityRow, FidelityTable } from '../../shared/view/fidelity.ts';
import { searchFidelity } from './search.ts';
import table from './table.json';

function row(path: string, note = ''): FidelityRow {
  return { path, class: 'simulated', note, proofs: [] };
}

const small: FidelityTable = {
  kinds: [{ name: 'Pod', apiVersion: 'v1', rows: [row('spec'), row('status.phase')] }, { name: 'Job', apiVersion: 'batch/v1', rows: [row('spec.suspend')] }],
  parts: [{ name: 'PodSpec', rows: [row('hostPID', 'A simulated process.'), row('volumes')] }],
};

function paths({ kinds, parts }: FidelityTable): string[] {
  return [...kinds, ...parts].flatMap(({ name, rows }) => rows.map(({ path }) => `${name} ${path}`));
}

test.each<[string, string[]]>([
  ['', ['Pod spec', 'Pod status.phase', 'Job spec.suspend', 'PodSpec hostPID', 'PodSpec volumes']],
  [' pod ', ['Pod spec', 'Pod status.phase', 'PodSpec hostPID', 'PodSpec volumes']],
  ['SUSPEND', ['Job spec.suspend']],
  ['process', ['PodSpec hostPID']],
  ['nothing of the kind', []],
])('%j finds', (query, expected) => expect(paths(searchFidelity(small, query))).toEqual(expected));

test('every part that a row points to is there', () => {
  const names = new Set([...table.kinds, ...table.parts].map(({ name }) => name));
  const lost = [...table.kinds, ...table.parts].flatMap(({ rows }) => rows.flatMap((each) => ('part' in each && !names.has(each.part ?? '') ? [each.part] : [])));
  expect(lost).toEqual([]);
});
