import type { Topology } from '../../shared/topology/types.ts';
import { checkTopology } from '../control-plane/check-topology.ts';
import { followWorld } from '../control-plane/timeline/follow-world.ts';
import { TimelineRecorder } from '../control-plane/timeline/recorder.ts';
import { World } from '../engine/world.ts';
import { problemLine, readTopologyFile } from './read-topology.ts';
import { printReport, reportOf } from './report.ts';
import { playScript } from './play-script.ts';
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
  const { text, source, problems } = readTopologyFile(options.file);
  if (text) problems.push(...checkTopology(text.topology, source));
  for (const problem of problems) process.stderr.write(`${problemLine(options.file, problem)}\n`);
  if (!text || problems.some((problem) => problem.severity === 'error')) return 1;
  const steps = options.script === undefined ? { ok: true as const, value: [] } : readScript(options.script);
  if (!steps.ok) {
    process.stderr.write(`error: ${steps.error}\n`);
    return 1;
  }
  const { topology } = text;
  const seeded = options.seed === undefined ? topology : withSeed(topology, options.seed);
  const startedMs = performance.now();
  const { world } = World.create(seeded);
  const timeline = new TimelineRecorder();
  followWorld(timeline, world);
  const done = playScript(world, steps.value, options.untilMs, folderOf(options.script ?? options.file));
  const report = reportOf(world, seeded.cluster.metadata.name, seeded.cluster.spec.seed, performance.now() - startedMs, done, timeline.scaling.all());
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report));
  return 0;
}

function withSeed(topology: Topology, seed: number): Topology {
  return { ...topology, cluster: { ...topology.cluster, spec: { ...topology.cluster.spec, seed } } };
}
