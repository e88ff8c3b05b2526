import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { familyAdapters } from './families/index.ts';
import { failuresOf } from './report.ts';
import { checkFiles } from './run.ts';
import { readVectorFiles } from './vector-file.ts';

/** The vectors lie beside the checkout, when they are there at all. */
const folder = fileURLToPath(new URL('../../../shared/conformance', import.meta.url));

describe('conformance vectors', () => {
  if (!existsSync(folder)) {
    console.warn(`Conformance vectors were not found at ${folder}: nothing was checked against them.`);
    it.skip(`not found at ${folder}`, () => {});
    return;
  }
  const files = readVectorFiles(folder);
  it('can be read', () => {
    expect(files.ok ? '' : files.error).toBe('');
  });
  if (!files.ok) return;

  const covered = new Set(familyAdapters.flatMap((adapter) => adapter.families));
  for (const family of [...new Set(files.value.map((file) => file.family))].toSorted()) {
    const ofFamily = files.value.filter((file) => file.family === family);
    const count = ofFamily.reduce((sum, file) => sum + file.cases.length, 0);
    if (!covered.has(family)) {
      it.skip(`${family}: ${count} cases, no adapter`, () => {});
      continue;
    }
    it(`${family}: ${count} cases`, { timeout: 300_000 }, () => {
      const report = checkFiles(ofFamily, familyAdapters);
      const failures = report.families.flatMap(failuresOf);
      expect(failures.slice(0, 20).map(({ id, difference }) => `${id}\n${difference}`).join('\n\n')).toBe('');
      expect(failures.length).toBe(0);
    });
  }
});
