import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { PlannedFault } from '../../shared/planned-faults.ts';
import { timesOf } from '../../shared/planned-faults.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Topology } from '../../shared/topology/types.ts';
import { comparisonText } from '../compare/comparison-text.ts';
import type { Comparison, DesignReport } from '../compare/comparison.ts';
import { MeasuredRun, type Deed } from '../compare/measured-run.ts';
import { checkTopology } from '../control-plane/check-topology.ts';
import { doStep, finderIn } from './play-script.ts';
import { problemLine, readTopologyFile } from './read-topology.ts';
import { effectOf, folderOf, readScript, type ScriptStep } from './script.ts';

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

/** What both designs go through. */
interface Trial {
  steps: ScriptStep[];
  planned: PlannedFault[];
  folder: string;
}

/** Measured from so long before the first fault, so that "as before" is known. */
const leadMs = 60_000;
/** Goes on so long after the last fault, unless it is said how long. */
const afterMs = 600_000;
const shortestMs = 600_000;
const second = 1_000;

/** Compares two designs under the same faults. @returns 0; 1 when a file has errors (on standard error, with places); 2 when the times make no sense */
export function compareFiles(options: CompareOptions): number {
  const [a, b] = options.files.map(readDesign);
  if (!a || !b) return 1;
  const trial = readTrial(options.script, a, options.files[0]);
  if (!trial.ok) {
    process.stderr.write(`error: ${trial.error}\n`);
    return 1;
  }
  const times = [...trial.value.steps.map(({ atMs }) => atMs), ...trial.value.planned.map((entry) => timesOf(entry).atMs)];
  const ends = trial.value.planned.map((entry) => timesOf(entry).endMs ?? 0);
  const untilMs = Math.ceil((options.untilMs ?? Math.max(shortestMs, ...times.map((atMs) => atMs + afterMs), ...ends.map((atMs) => atMs + afterMs))) / second) * second;
  const fromMs = Math.floor((options.fromMs ?? (times.length > 0 ? Math.max(0, Math.min(...times) - leadMs) : 0)) / second) * second;
  if (fromMs >= untilMs) {
    process.stderr.write(`error: There is nothing to measure from ${fromMs / second} s until ${untilMs / second} s.\n`);
    return 2;
  }
  const seed = options.seed ?? a.cluster.spec.seed;
  const live = (topology: Topology, file: string): DesignReport => {
    const run = new MeasuredRun(underTrial(topology, seed, trial.value.planned), deedsOf(trial.value, untilMs), fromMs, untilMs);
    while (!run.isOver) run.step();
    return run.report(topology.cluster.metadata.name, file);
  };
  const comparison: Comparison = { seed, fromMs, untilMs, a: live(a, options.files[0]), b: live(b, options.files[1]) };
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
function readTrial(path: string | undefined, first: Topology, firstFile: string): Result<Trial, string> {
  if (path === undefined) return ok({ steps: [], planned: first.cluster.spec.faults ?? [], folder: folderOf(firstFile) });
  if (isList(path)) {
    const steps = readScript(path);
    return steps.ok ? ok({ steps: steps.value, planned: [], folder: folderOf(path) }) : steps;
  }
  const { text, problems } = readTopologyFile(path);
  if (!text) return err(`The script is neither a list of { at: "90s", do: { … } } nor a topology file. ${problems.map((problem) => problemLine(path, problem)).join('\n')}`);
  const planned = text.topology.cluster.spec.faults ?? [];
  return planned.length > 0 ? ok({ steps: [], planned, folder: folderOf(path) }) : err('The topology file that is the script plans no faults: its spec.faults is empty.');
}

/** What cannot be read is a list, so that the script's reader says what is wrong. */
function isList(path: string): boolean {
  try {
    const value: unknown = parse(readFileSync(path, 'utf8'), { maxAliasCount: 100 });
    return Array.isArray(value);
  } catch (error) {
    return !/Source contains multiple documents/.test((error as Error).message);
  }
}

/** The design with the trial's planned faults in place of its own. */
function underTrial({ cluster, manifests }: Topology, seed: number, faults: PlannedFault[]): Topology {
  return { cluster: { ...cluster, spec: { ...cluster.spec, seed, faults } }, manifests };
}

/** Looks (`trace`, `top`) show nothing here and are left out. */
function deedsOf({ steps, folder }: Trial, untilMs: number): Deed[] {
  return steps.filter(({ atMs, action }) => atMs <= untilMs && !('trace' in action || 'top' in action || 'cost' in action)).map(({ atMs, action }) => ({
    atMs, what: JSON.stringify(action), mends: /^(powerOn|start|mend|restore|reconnect|uncordon)/.test(Object.keys(action)[0] ?? ''),
    do: (world) => doStep(world, effectOf(action, folder, finderIn(world))).error,
  }));
}
