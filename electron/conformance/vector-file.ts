/** The format of conformance vectors: a folder of `*.json`, one family a file, and recorded traces in `traces/`. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../shared/json.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';

/** One case. All members but `id` belong to its family; an adapter gives them a type. */
export interface VectorCase {
  id: string;
  [member: string]: unknown;
}

export interface VectorFile {
  /** Path of the file below the folder, e.g. `traces/job.json`. */
  path: string;
  family: string;
  source: string;
  cases: VectorCase[];
}

/** Reads every `*.json` of `folder` and of `folder/traces`, in order of name. The error is one readable line. */
export function readVectorFiles(folder: string): Result<VectorFile[], string> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return err(`${folder} is not a folder`);
  const paths: string[] = jsonFilesIn(folder, '');
  if (statSync(join(folder, 'traces'), { throwIfNoEntry: false })?.isDirectory()) paths.push(...jsonFilesIn(folder, 'traces'));
  if (paths.length === 0) return err(`${folder} contains no .json files`);

  const files: VectorFile[] = [];
  for (const path of paths) {
    const file = readVectorFile(join(folder, path), path);
    if (!file.ok) return err(`${join(folder, path)}: ${file.error}`);
    files.push(file.value);
  }
  return ok(files);
}

function jsonFilesIn(folder: string, subfolder: string): string[] {
  return readdirSync(join(folder, subfolder), { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.json'))
    .map((entry) => join(subfolder, entry.name))
    .toSorted();
}

function readVectorFile(absolutePath: string, path: string): Result<VectorFile, string> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(absolutePath, 'utf8'));
  } catch (error) {
    return err(`cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return vectorFileOf(content, path);
}

/** Checks the shape of a parsed file. A trace is a file with one case, itself. */
export function vectorFileOf(content: unknown, path: string): Result<VectorFile, string> {
  if (!isJsonObject(content)) return err('is not a JSON object');
  const { family } = content;
  if (typeof family !== 'string' || family === '') return err('has no "family" string');
  const cases = content['cases'] ?? traceCase(content);
  if (!Array.isArray(cases)) return err('has neither a "cases" list nor the "events" of a trace');
  const checked: VectorCase[] = [];
  for (const [index, entry] of cases.entries()) {
    if (!isJsonObject(entry) || typeof entry['id'] !== 'string') return err(`cases[${index}] is not an object with an "id" string`);
    checked.push(entry as VectorCase);
  }
  return ok({ path, family, source: typeof content['source'] === 'string' ? content['source'] : '', cases: checked });
}

function traceCase(content: JsonObject): JsonObject[] | undefined {
  if (!Array.isArray(content['events'])) return undefined;
  return [{ ...content, id: typeof content['scenario'] === 'string' ? content['scenario'] : 'trace' }];
}
