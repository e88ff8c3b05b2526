import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Topology } from '../../shared/topology/types.ts';
import { comparisonText } from '../compare/comparison-text.ts';
import { PairRun, timesFor, type Trial } from '../compare/trial.ts';
import { checkTopology } from '../control-plane/check-topology.ts';
import { problemLine, readTopologyFile } from './read-topology.ts';
import { deedsOf } from './script-deeds.ts';
import { folderOf, isScript, readScript } from './script.ts';

export interface CompareOptions {
  files: readonly [string, string];
  /** Steps, or a topology file for the sake of its planned faults; absent: those of the first design. */
  script?: string;
  untilMs?: number;
  fromMs?: number;
  /** Instead of that of the first design. */
  seed?: number;
  json: boolean;
}

/** Compares two designs under the same faults. @returns 0; 1 when a file has errors (on standard error, with places); 2 when the times make no sense */
export function compareFiles(options: CompareOptions): number {
  const [fileA, fileB] = options.files;
  const [a, b] = options.files.map(readDesign);
  if (!a || !b) return 1;
  const trial = readTrial(options.script, a);
  if (!trial.ok) {
    process.stderr.write(`error: ${trial.error}\n`);
    return 1;
  }
  const times = timesFor(trial.value, options);
  if (!times.ok) {
    process.stderr.write(`error: ${times.error}\n`);
    return 2;
  }
  const contestant = (topology: Topology, file: string) => ({ topology, name: topology.cluster.metadata.name, file });
  const comparison = new PairRun([contestant(a, fileA), contestant(b, fileB)], trial.value, times.value, options.seed ?? a.cluster.spec.seed).finish();
  process.stdout.write(options.json ? `${JSON.stringify(comparison, null, 2)}\n` : comparisonText(comparison));
  return 0;
}

function readDesign(file: string): Topology | undefined {
  const { text, source, problems } = readTopologyFile(file);
  if (text) problems.push(...checkTopology(text.topology, source));
  for (const problem of problems) process.stderr.write(`${problemLine(file, problem)}\n`);
  return problems.some(({ severity }) => severity === 'error') ? undefined : text?.topology;
}

/** A list is a script, anything else a topology file. */
function readTrial(path: string | undefined, first: Topology): Result<Trial, string> {
  if (path === undefined) return ok({ deeds: [], planned: first.cluster.spec.faults ?? [] });
  if (isScript(textOf(path))) {
    const steps = readScript(path);
    return steps.ok ? ok({ deeds: deedsOf(steps.value, folderOf(path)), planned: [] }) : steps;
  }
  const { text, problems } = readTopologyFile(path);
  if (!text) return err(`The script is neither a list of { at: "90s", do: { … } } nor a topology file. ${problems.map((problem) => problemLine(path, problem)).join('\n')}`);
  const planned = text.topology.cluster.spec.faults ?? [];
  return planned.length > 0 ? ok({ deeds: [], planned }) : err('The topology file that is the script plans no faults: its spec.faults is empty.');
}

/** Undefined: it cannot be read. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
