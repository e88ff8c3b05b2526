import type { World } from '../../electron/engine/world.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import type { Benchmark, BenchRow } from './benchmark.ts';
import { countPods, deployment, readyWorld } from './worlds.ts';

export const servicesBenchmark: Benchmark = {
  name: 'services',
  summary: 'one Deployment behind one Service, and under one PodDisruptionBudget: from creation until quiet, and a rolling update',
  run: (progress) => Promise.resolve([
    untilQuiet('4,000 pods alone', 4_000, [], progress),
    untilQuiet('4,000 pods behind one Service', 4_000, [service], progress),
    untilQuiet('10,000 pods behind one Service', 10_000, [service], progress),
    untilQuiet('4,000 pods under one budget', 4_000, [budget], progress),
    rollingUpdate(1_000, progress),
  ]),
};

const service: Manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } };
const budget: Manifest = {
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { maxUnavailable: '10%', selector: { matchLabels: { app: 'web' } } },
};

/** Wall time from the creation of a Deployment and what is about its pods until all run and nothing more happens, on machines that are Ready. */
function untilQuiet(name: string, pods: number, about: readonly Manifest[], progress: (line: string) => void): BenchRow {
  const world = readyWorld(pods / 20);
  const startedMs = performance.now();
  put(world, [...about, deployment(pods)]);
  settle(world, pods);
  const ms = performance.now() - startedMs;
  progress(`${name}: ${Math.round(ms)} ms`);
  return { name, value: ms, unit: 'ms', nodes: pods / 20, pods };
}

/** Wall time from another template until all pods have it. */
function rollingUpdate(pods: number, progress: (line: string) => void): BenchRow {
  const world = readyWorld(pods / 20);
  put(world, [service, deployment(pods)]);
  settle(world, pods);
  const startedMs = performance.now();
  put(world, [deployment(pods, 'nginx:1.28')]);
  settle(world, pods);
  const ms = performance.now() - startedMs;
  progress(`rolling update of ${pods} pods behind one Service: ${Math.round(ms)} ms`);
  return { name: `rolling update of ${pods} pods behind one Service`, value: ms, unit: 'ms', nodes: pods / 20, pods };
}

function put(world: World, manifests: readonly Manifest[]): void {
  const applied = world.apply(manifests.map((manifest) => ({ op: 'put', manifest })));
  if (!applied.ok) throw new Error(applied.error.status.message);
}

function settle(world: World, pods: number): void {
  const untilMs = world.nowMs + 3_600_000;
  do world.advance({ untilMs: world.nowMs + 5_000 }); while (!world.isQuiet() && world.nowMs < untilMs);
  const running = countPods(world, (pod) => pod.status?.phase === 'Running');
  if (running !== pods || !world.isQuiet()) throw new Error(`${running} of ${pods} pods run after an hour.`);
}
