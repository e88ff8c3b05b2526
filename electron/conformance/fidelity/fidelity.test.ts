import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fidelityEntries } from './entries/index.ts';
import { fidelityFiles, projectRoot } from './files.ts';
import type { TypeFidelity } from './model.ts';
import { parseEntries } from './notation.ts';
import { keptResults } from './results.ts';
import { fidelityTable, gapsOf } from './table.ts';

describe('the fidelity table', () => {
  it('has every field of the schema, and no other', () => {
    expect(gapsOf(fidelityEntries), 'give them a place in electron/conformance/fidelity/entries').toEqual([]);
  });

  it.each([...fidelityFiles(keptResults())])('%s is as the entries say', (path, text) => {
    let written = '';
    try {
      written = readFileSync(join(projectRoot, path), 'utf8');
    } catch {
      // It was never made.
    }
    expect(written === text, 'run `npm run fidelity`').toBe(true);
  });

  it('proves whatever is not ignored', () => {
    const { kinds, parts } = fidelityTable(fidelityEntries);
    const unproven = [...kinds, ...parts].flatMap(({ name, rows }) =>
      rows.filter((row) => row.class !== 'ignored' && row.proofs.length === 0).map((row) => `${name}: ${row.path}`));
    expect(unproven).toEqual([]);
  });

  it('says what an approximation is, and why a field has no effect', () => {
    const { kinds, parts } = fidelityTable(fidelityEntries);
    const silent = [...kinds, ...parts].flatMap(({ name, rows }) =>
      rows.filter((row) => row.class !== 'simulated' && row.note === '').map((row) => `${name}: ${row.path}`));
    expect(silent).toEqual([]);
  });

  it('calls only fields simulated that the code reads or writes by name', () => {
    const words = sourceWords();
    const unread = [...fidelityEntries].flatMap(([type, fields]) =>
      [...fields].filter(([name, { class: kind }]) => kind === 'simulated' && !words.has(name)).map(([name]) => `${type}.${name}`));
    expect(unread).toEqual([]);
  });
});

/** Words of the code that gives fields an effect: all but schema, types, validation and defaults, which every field has. */
function sourceWords(): Set<string> {
  // Two exceptions: what is called the defaults of Secrets is the conversion of stringData into data, and what `immutable` does is refuse.
  const passive = /^shared\/kubernetes\/(schema|types|validation\b(?!\/configuration)|own-kinds|defaulting\/(?!secret)|table|patch)\b/;
  const words = new Set<string>();
  for (const folder of ['electron/engine', 'shared/kubernetes', 'shared/network']) {
    for (const file of readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })) {
      const path = `${folder}/${file}`;
      if (!path.endsWith('.ts') || path.endsWith('.test.ts') || path.includes('/testing/') || passive.test(path)) continue;
      const code = readFileSync(join(projectRoot, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      for (const word of code.match(/\w+/g) ?? []) words.add(word);
    }
  }
  return words;
}

describe('entries', () => {
  it('are read from their notation', () => {
    const entries = parseEntries(['A @pdb\n  + x y @job.test\n  ~ z.* : only : half\n  - w\n', 'B\n  - q : none\n']);
    expect([...entries.get('A') ?? []]).toEqual([
      ['x', { class: 'simulated', whole: false, note: '', proofs: ['job.test', 'pdb'] }],
      ['y', { class: 'simulated', whole: false, note: '', proofs: ['job.test', 'pdb'] }],
      ['z', { class: 'approximated', whole: true, note: 'only : half', proofs: ['pdb'] }],
      ['w', { class: 'ignored', whole: true, note: '', proofs: [] }],
    ]);
    expect(entries.get('B')?.get('q')?.note).toBe('none');
  });

  it.each([
    ['A\n  x y', 'a line begins with'], ['A\n  + @pdb', 'a line names fields'], ['A\n  + x\n  - x', 'a field stands twice'],
    ['A\n  + x\nA\n  + y', 'A has two entries'], ['A pdb', 'only proofs follow a type'],
  ])('%j is refused', (text, message) => expect(() => parseEntries([text])).toThrow(message));

  it('with gaps are told apart from complete ones', () => {
    const entries = new Map<string, TypeFidelity>([...fidelityEntries, ['LimitRangeSpec', new Map()], ['Nothing', new Map()]]);
    expect(gapsOf(entries)).toEqual(['LimitRangeSpec.limits has no entry', 'no field that has an effect leads to a type Nothing']);
  });
});
