import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FamilyResults } from '../../../shared/view/fidelity.ts';
import { familyAdapters } from '../families/index.ts';
import { runConformance } from '../run.ts';

const resultsFile = join(import.meta.dirname, 'results.json');

/** The results of the last run beside which the vectors lay: they are kept, so that the table is the same on a machine without vectors. */
export function keptResults(): FamilyResults {
  return JSON.parse(readFileSync(resultsFile, 'utf8')) as FamilyResults;
}

/** Runs all vectors of `folder` and keeps their results; without such a folder the kept ones stay. */
export function refreshResults(folder: string): FamilyResults {
  if (!existsSync(folder)) return keptResults();
  const report = runConformance(folder, familyAdapters);
  if (!report.ok) throw new Error(report.error);
  const results = Object.fromEntries(report.value.families.map(({ family, passed, cases }) => [family, { passed, cases: cases.length }]));
  writeFileSync(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`);
  return results;
}
