import { required } from '../../shared/assert.ts';
import { World } from '../../electron/engine/world.ts';
import { defaultCluster } from '../../shared/topology/cluster-document.ts';
import type { Manifest, TrafficEntry } from '../../shared/topology/types.ts';
import { median, type Benchmark, type BenchRow } from './benchmark.ts';

const goals = { recomputeMs: 5, tenMinutesMs: 2_000 };

export const trafficBenchmark: Benchmark = {
  name: 'traffic',
  summary: 'one change among 1,000 Services of 50 endpoints that call each other; ten minutes of a cluster with traffic and autoscalers',
  async run(progress) {
    return [oneChange(progress), tenMinutes(progress)];
  },
};

interface Parts {
  manifests: Manifest[];
  images: { image: string; [field: string]: unknown }[];
}

/**
 * Pairs of Deployments in namespaces of their own, each Deployment behind ten Services: the front one is asked from outside by each of its Services, and asks the
 * back one by each of that one's.
 */
function pairs(count: number, replicas: number): Parts {
  const parts: Parts = { manifests: [], images: [] };
  const names = Array.from({ length: 10 }, (_, at) => at);
  for (let pair = 0; pair < count; pair += 1) {
    const namespace = `n${pair}`;
    parts.manifests.push({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    for (const side of ['front', 'back']) {
      const services = names.map((at) => service(`${side}-${at}`, side === 'front' ? 'NodePort' : 'ClusterIP', side));
      for (const manifest of [workload(side, replicas, '50m'), ...services]) parts.manifests.push({ ...manifest, metadata: { ...manifest.metadata, namespace } });
    }
  }
  const profile = { size: '1Mi', startSeconds: 0, readySeconds: 0, cpu: '1m', memory: '8Mi', cpuPerRequest: '1m', latencyMs: 2 };
  parts.images.push({ image: 'front', ...profile, calls: names.map((at) => ({ service: `back-${at}`, perRequest: 0.2 })) }, { image: 'back', ...profile });
  return parts;
}

function workload(name: string, replicas: number, cpu: string): Manifest {
  const container = { name: 'c', image: name, ports: [{ containerPort: 80 }], resources: { requests: { cpu, memory: '16Mi' } } };
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: { containers: [container] } } },
  };
}

function service(name: string, type = 'ClusterIP', app = name): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { type, selector: { app }, ports: [{ port: 80 }] } };
}

function worldOf(machines: number, type: string, parts: Parts, traffic: TrafficEntry[], more: Partial<ReturnType<typeof defaultCluster>['spec']> = {}): World {
  const cluster = defaultCluster('bench', 1);
  Object.assign(cluster.spec, {
    network: { podCIDR: '10.0.0.0/8', serviceCIDR: '172.20.0.0/16', nodeCIDR: '172.16.0.0/14' }, images: parts.images, traffic,
    machines: Array.from({ length: machines }, (_, index) => ({ name: `worker-${index + 1}`, roles: ['worker'], type })), ...more,
  });
  const { world, refused } = World.create({ cluster, manifests: parts.manifests });
  if (refused[0]) throw new Error(refused[0].status.message);
  return world;
}

/** What the traffic component takes each time when a container dies and comes back: its endpoint goes from ten Services, and is there again. */
function oneChange(progress: (line: string) => void): BenchRow {
  const [pairCount, replicas, changes] = [50, 50, 20];
  const services = pairCount * 20;
  const startedMs = performance.now();
  const world = worldOf(100, 'm5.8xlarge', pairs(pairCount, replicas), []);
  world.advance({ untilMs: 200_000 });
  progress(`${world.api.count('pods')} pods after ${Math.round((performance.now() - startedMs) / 1000)} s`);
  for (let index = 0; index < services / 2; index += 1) {
    const target = { service: { namespace: `n${Math.floor(index / 10)}`, name: `front-${index % 10}` } };
    const spec = { target, rate: { pattern: 'Constant', rps: 50 } };
    world.apply([{ op: 'put', manifest: { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', metadata: { name: `source-${index}` }, spec } }]);
  }
  world.advance({ untilMs: 230_000 });
  const { traffic: component } = world.components;
  const flows = component.flows.graph.flows.size;
  const handlers = component.flows.graph.handlers.size;
  const endpoints = [...component.flows.graph.flows.values()].reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  progress(`${services} Services with ${endpoints} endpoints in ${handlers} containers and ${flows} flows are up after ${Math.round((performance.now() - startedMs) / 1000)} s`);
  const times: number[] = [];
  const run = component.run.bind(component);
  component.run = () => {
    const fromMs = performance.now();
    run();
    times.push(performance.now() - fromMs);
  };
  const pods = [...component.flows.graph.handlers.values()].map(({ pod }) => pod);
  for (let change = 0; change < changes; change += 1) {
    const { namespace, name } = required(pods[(change * 977) % pods.length], 'there are pods');
    world.inject({ kind: 'CrashContainer', namespace, pod: name, container: 'c', exitCode: 1 });
    world.advance({ untilMs: world.nowMs + 30_000 });
  }
  const worst = Math.max(...times);
  progress(`${times.length} times worked out: median ${median(times).toFixed(2)} ms, worst ${worst.toFixed(2)} ms`);
  return { name: 'traffic worked out after one change', value: median(times), unit: 'ms', goal: goals.recomputeMs, atLeast: false, services, endpoints, containers: handlers, flows, worstMs: Number(worst.toFixed(2)), times: times.length };
}

/** A hundred machines, twenty workloads with autoscalers, a node group, and traffic that rises, falls and spikes. */
function tenMinutes(progress: (line: string) => void): BenchRow {
  const count = 20;
  const manifests: Manifest[] = [];
  const images: { image: string; [field: string]: unknown }[] = [];
  const traffic: TrafficEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `app-${index}`;
    manifests.push(workload(name, 10, '500m'), service(name, 'NodePort'), workload(`${name}-db`, 3, '500m'), service(`${name}-db`), autoscaler(name));
    images.push({ image: name, cpuPerRequest: '10m', calls: [{ service: `${name}-db`, perRequest: 2 }] }, { image: `${name}-db`, cpuPerRequest: '1m', latencyMs: 2 });
    traffic.push({ name, target: { service: { namespace: 'default', name } }, rate: patterns[index % patterns.length] as TrafficEntry['rate'] });
  }
  const times: number[] = [];
  let facts = {};
  for (let round = 0; round < 3; round += 1) {
    const world = worldOf(100, 'm5.xlarge', { manifests, images }, traffic, { nodeGroups: [{ name: 'burst', minSize: 0, maxSize: 20, type: 'm5.xlarge' }] });
    world.advance({ untilMs: 120_000 });
    const startedMs = performance.now();
    world.advance({ untilMs: 720_000 });
    times.push(performance.now() - startedMs);
    facts = { nodes: world.api.count('nodes'), pods: world.api.count('pods') };
    progress(`ten minutes of ${world.api.count('nodes')} nodes and ${world.api.count('pods')} pods: ${Math.round(times.at(-1) as number)} ms`);
  }
  return { name: 'ten minutes of 100 nodes with traffic', value: median(times), unit: 'ms', goal: goals.tenMinutesMs, atLeast: false, sources: count, ...facts };
}

const patterns: readonly TrafficEntry['rate'][] = [
  { pattern: 'Constant', rps: 300 },
  { pattern: 'Ramp', fromRps: 50, toRps: 1_200, startSeconds: 180, seconds: 240 },
  { pattern: 'Day', lowRps: 50, highRps: 600, periodSeconds: 1_200 },
  { pattern: 'Spike', rps: 200, spikeRps: 900, startSeconds: 240, seconds: 60, everySeconds: 180 },
];

function autoscaler(name: string): Manifest {
  return {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 40,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
    },
  };
}
