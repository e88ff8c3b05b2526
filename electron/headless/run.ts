import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import type { Topology } from '../../shared/topology/types.ts';
import { checkTopology } from '../control-plane/check-topology.ts';
import { World } from '../engine/world.ts';
import { problemLine, readTopologyFile } from './read-topology.ts';
import { printReport, reportOf, type RunReport } from './report.ts';
import { effectOf, folderOf, readScript, type ScriptStep } from './script.ts';

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
  const done = playScript(world, steps.value, options.untilMs, folderOf(options.script ?? options.file));
  const report = reportOf(world, seeded.cluster.metadata.name, seeded.cluster.spec.seed, performance.now() - startedMs, done);
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report));
  return 0;
}

/** Runs `world` to `untilMs`, doing each step at its time. A step that is refused is noted and the run goes on. */
export function playScript(world: World, steps: readonly ScriptStep[], untilMs: number, folder: string): RunReport['script'] {
  const done: RunReport['script'] = [];
  for (const { atMs, action } of steps) {
    if (atMs > untilMs) break;
    world.advance({ untilMs: Math.max(atMs, world.nowMs) });
    const effect = effectOf(action, folder, (namespace, name) => findPod(world, namespace, name));
    const error = effect.ok ? undoneBecause(world, effect.value) : effect.error;
    done.push({ atMs: world.nowMs, action: JSON.stringify(action), ...(error === undefined ? {} : { error }) });
  }
  world.advance({ untilMs: Math.max(untilMs, world.nowMs) });
  return done;
}

function undoneBecause(world: World, effect: Extract<ReturnType<typeof effectOf>, { ok: true }>['value']): string | undefined {
  if (effect.kind === 'fault') {
    const outcome = world.inject(effect.fault);
    return outcome.ok ? undefined : outcome.error.message;
  }
  const outcome = world.apply(effect.changes);
  return outcome.ok ? undefined : outcome.error.status.message;
}

function findPod(world: World, namespace: string, name: string): { name: string; containers: string[] } | undefined {
  const exact = world.api.get<Pod>('pods', `${namespace}/${name}`);
  const found = exact ?? [...world.api.byIndex<Pod>('pods', 'namespace', namespace)].find((pod) => pod.metadata.name.startsWith(`${name}-`) && !pod.metadata.deletionTimestamp);
  return found && { name: found.metadata.name, containers: found.spec.containers.map((container) => container.name) };
}

function withSeed(topology: Topology, seed: number): Topology {
  return { ...topology, cluster: { ...topology.cluster, spec: { ...topology.cluster.spec, seed } } };
}
