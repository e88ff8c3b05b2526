import type { Result } from '../../shared/result.ts';
import { ok } from '../../shared/result.ts';
import type { FamilyAdapter } from './families/adapter.ts';
import type { Outcome } from './outcome.ts';
import { failed, skipped } from './outcome.ts';
import type { VectorFile } from './vector-file.ts';
import { readVectorFiles } from './vector-file.ts';

export interface CaseReport {
  id: string;
  /** The file it stands in, below the folder. */
  file: string;
  outcome: Outcome;
}

/** All cases of one family, from however many files. */
export interface FamilyReport {
  family: string;
  passed: number;
  failed: number;
  skipped: number;
  cases: CaseReport[];
}

export interface ConformanceReport {
  passed: number;
  failed: number;
  skipped: number;
  families: FamilyReport[];
}

/** Checks all vectors of `folder`; with `only`, of those families. The error says why the folder cannot be read. */
export function runConformance(
  folder: string, adapters: readonly FamilyAdapter[], only?: readonly string[],
): Result<ConformanceReport, string> {
  const files = readVectorFiles(folder);
  if (!files.ok) return files;
  const chosen = only && only.length > 0 ? files.value.filter((file) => only.includes(file.family)) : files.value;
  return ok(checkFiles(chosen, adapters));
}

export function checkFiles(files: readonly VectorFile[], adapters: readonly FamilyAdapter[]): ConformanceReport {
  const families = new Map<string, FamilyReport>();
  for (const file of files) {
    let report = families.get(file.family);
    if (!report) families.set(file.family, (report = { family: file.family, passed: 0, failed: 0, skipped: 0, cases: [] }));
    const adapter = adapters.find((candidate) => candidate.families.includes(file.family));
    for (const vector of file.cases) {
      const outcome = adapter ? checkCase(adapter, vector, file) : skipped(`no adapter for family ${file.family}`);
      report[outcome.kind] += 1;
      report.cases.push({ id: vector.id, file: file.path, outcome });
    }
  }
  const reports = [...families.values()].toSorted((a, b) => (a.family < b.family ? -1 : 1));
  const total = (kind: Outcome['kind']): number => reports.reduce((sum, report) => sum + report[kind], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped'), families: reports };
}

/** A case that makes the code under test throw has failed; the rest still run. */
function checkCase(adapter: FamilyAdapter, vector: VectorFile['cases'][number], file: VectorFile): Outcome {
  try {
    return adapter.check(vector, file);
  } catch (error) {
    if (!(error instanceof Error)) return failed(`threw ${String(error)}`);
    const place = error.stack?.split('\n').find((line) => line.trim().startsWith('at '))?.trim();
    return failed(`threw ${error.name}: ${error.message}${place ? ` (${place})` : ''}`);
  }
}
