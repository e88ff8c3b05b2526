import { World } from '../../electron/engine/world.ts';
import { defaultCluster } from '../../shared/topology/cluster-document.ts';
import { desiredSizeOf, type NodeGroup } from '../../shared/kubernetes/types/node-group.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import { median, type Benchmark, type BenchRow } from './benchmark.ts';

const runs = 3;
const tenMinutesMs = 600_000;
const workloads = 40;

export const scalingBenchmark: Benchmark = {
  name: 'scaling',
  summary: 'ten simulated minutes in which autoscalers of pods and of machines react to load; what a group of machines costs an idle cluster',
  run: (progress) => Promise.resolve([scalesUp(progress), idleGroup(progress)]),
};

/** Forty workloads, each with an autoscaler, on a group of 100 machines that grows: the metrics rise at once, the pods follow, then machines. */
function scalesUp(progress: (line: string) => void): BenchRow {
  const times: number[] = [];
  let facts: { machines?: number; pods?: number } = {};
  for (let run = 0; run < runs; run += 1) {
    const world = worldOf(100, 140, busy);
    world.advance({ untilMs: 30_000 });
    const startedMs = performance.now();
    world.advance({ untilMs: world.nowMs + tenMinutesMs });
    times.push(performance.now() - startedMs);
    facts = { machines: sizeOf(world), pods: world.api.count('pods') };
    progress(`100 machines and ${workloads} autoscalers, 10 minutes: ${Math.round(times.at(-1) as number)} ms, then ${String(facts.machines)} machines, ${String(facts.pods)} pods`);
  }
  return { name: '10 min of autoscaling from 100 nodes', value: median(times), unit: 'ms', goal: 2_000, atLeast: false, workloads, ...facts };
}

/** The same number of idle nodes, as a group and as single machines: the group costs nothing more. */
function idleGroup(progress: (line: string) => void): BenchRow {
  const nodes = 5_000;
  const timed = (world: World): number => {
    world.advance({ untilMs: 180_000 });
    const startedMs = performance.now();
    world.advance({ untilMs: world.nowMs + 60_000 });
    return performance.now() - startedMs;
  };
  const cluster = clusterOf();
  cluster.spec.machines = Array.from({ length: nodes }, (_, at) => ({ name: `w${at}`, roles: ['worker' as const] }));
  const single = timed(World.create({ cluster, manifests: [] }).world);
  const grouped = timed(worldOf(nodes, nodes, []));
  progress(`${nodes} idle nodes for 60 s: ${Math.round(grouped)} ms in a group, ${Math.round(single)} ms as single machines`);
  return { name: `${nodes} idle nodes in a group, 60 s`, value: grouped, unit: 'ms', nodes, singleMs: Math.round(single) };
}

const busy: readonly Manifest[] = Array.from({ length: workloads }, (_, at): Manifest[] => {
  const name = `web-${at}`;
  const labels = { app: name };
  const containers = [{ name: 'c', image: 'busy:1', resources: { requests: { cpu: '600m', memory: '128Mi' } } }];
  return [
    {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
      spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
    {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 10 },
    },
  ];
}).flat();

function clusterOf(): ReturnType<typeof defaultCluster> {
  const cluster = defaultCluster('bench', 1);
  cluster.spec.network = { podCIDR: '10.0.0.0/8', serviceCIDR: '172.20.0.0/16', nodeCIDR: '172.16.0.0/14' };
  cluster.spec.images = [{ image: 'busy', cpu: '590m' }];
  return cluster;
}

function worldOf(minSize: number, maxSize: number, manifests: readonly Manifest[]): World {
  const cluster = clusterOf();
  cluster.spec.nodeGroups = [{ name: 'group', minSize, maxSize, zones: ['a', 'b', 'c'], bootSeconds: 20 }];
  const { world, refused } = World.create({ cluster, manifests: [...manifests] });
  if (refused.length > 0) throw new Error(refused[0]?.status.message);
  return world;
}

function sizeOf(world: World): number {
  const group = world.api.get<NodeGroup>('nodegroups', 'group');
  return group ? desiredSizeOf(group.spec) : 0;
}
