import type { Topology } from '../../shared/topology/types.ts';
import { checkTopology } from '../control-plane/check-topology.ts';
import { followWorld } from '../control-plane/timeline/follow-world.ts';
import { TimelineRecorder } from '../control-plane/timeline/recorder.ts';
import { World } from '../engine/world.ts';
import { problemLine, readTopologyFile } from './read-topology.ts';
import { printReport, reportOf } from './report.ts';
import { finderIn, playScript, type PlayedStep } from './play-script.ts';
import { follow, type FollowOptions } from './trace/follow.ts';
import { folderOf, readScript } from './script.ts';

export interface RunOptions {
  file: string;
  untilMs: number;
  json: boolean;
  /** Instead of the file's own seed. */
  seed?: number;
  script?: string;
}

/** Runs a topology and prints the report. @returns 0; 1 when file or script have errors (on standard error, with places) */
export function runFile(options: RunOptions): number {
  const run = play(options);
  if (!run) return 1;
  const { world, topology, done, timeline, wallMs } = run;
  const report = reportOf(world, topology.cluster.metadata.name, topology.cluster.spec.seed, wallMs, done, timeline.scaling.all());
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report));
  return 0;
}

/** Runs a topology, then follows a request. @returns 0; 1 when file or script have errors, or there is no such sender */
export function traceFile(options: RunOptions, request: FollowOptions): number {
  const run = play(options);
  if (!run) return 1;
  const seen = follow(run.world, finderIn(run.world).pod, request);
  if (seen.ok) process.stdout.write(`${seen.value.join('\n')}\n`);
  else process.stderr.write(`error: ${seen.error}\n`);
  return seen.ok ? 0 : 1;
}

function play(options: RunOptions): { world: World; topology: Topology; done: PlayedStep[]; timeline: TimelineRecorder; wallMs: number } | undefined {
  const { text, source, problems } = readTopologyFile(options.file);
  if (text) problems.push(...checkTopology(text.topology, source));
  for (const problem of problems) process.stderr.write(`${problemLine(options.file, problem)}\n`);
  if (!text || problems.some((problem) => problem.severity === 'error')) return undefined;
  const steps = options.script === undefined ? { ok: true as const, value: [] } : readScript(options.script);
  if (!steps.ok) {
    process.stderr.write(`error: ${steps.error}\n`);
    return undefined;
  }
  const { topology } = text;
  const seeded = options.seed === undefined ? topology : withSeed(topology, options.seed);
  const startedMs = performance.now();
  const { world } = World.create(seeded);
  const timeline = new TimelineRecorder();
  followWorld(timeline, world);
  const done = playScript(world, steps.value, options.untilMs, folderOf(options.script ?? options.file));
  return { world, topology: seeded, done, timeline, wallMs: performance.now() - startedMs };
}

function withSeed(topology: Topology, seed: number): Topology {
  return { ...topology, cluster: { ...topology.cluster, spec: { ...topology.cluster.spec, seed } } };
}
