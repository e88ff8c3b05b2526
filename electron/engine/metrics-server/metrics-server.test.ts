import { expect, it } from 'vitest';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import { World } from '../world.ts';
import type { PodSample } from './samples.ts';

function deployment(name: string): Manifest {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'busy:1', resources: { requests: { cpu: '200m' } } }] } };
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { replicas: 1, selector: { matchLabels: { app: name } }, template },
  };
}

const autoscaler: Manifest = {
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 1 },
};

/** One machine, `web` with an autoscaler, `other` without: scraped, and worked out when asked for. */
function worldWithLoad(): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'], bootSeconds: 5 }];
  cluster.spec.images = [{ image: 'busy', cpu: '150m', memory: '64Mi' }];
  return World.create({ cluster, manifests: [deployment('web'), deployment('other'), autoscaler] }).world;
}

function sample(world: World, app: string): PodSample | undefined {
  for (const pod of world.api.list<Pod>('pods')) if (pod.metadata.labels?.['app'] === app) return world.components.metricsServer.podSample(pod);
  return undefined;
}

function nodeSample(world: World): ReturnType<World['components']['metricsServer']['nodeSample']> {
  const node = world.api.get<Node>('nodes', 'worker-1');
  return node && world.components.metricsServer.nodeSample(node);
}

/** Seconds at which a pod begins to have, or to lack, samples. */
function changesOf(world: World, app: string, untilS: number): number[] {
  const changes: number[] = [];
  let known = false;
  for (let atS = Math.floor(world.nowMs / 1000); atS <= untilS; atS += 1) {
    world.advance({ untilMs: atS * 1000 });
    if ((sample(world, app) !== undefined) === known) continue;
    known = !known;
    changes.push(atS);
  }
  return changes;
}

it('tells of pods from the first scrape ten seconds after their start on, of watched ones as of others', () => {
  const changes = ['web', 'other'].map((app) => changesOf(worldWithLoad(), app, 120));
  expect(changes[0]).toHaveLength(1);
  expect(changes[0]?.[0]).toSatisfy((atS: number) => atS % 15 === 0);
  expect(changes[1]).toEqual(changes[0]);
  const world = worldWithLoad();
  world.advance({ untilMs: 119_000 });
  expect(sample(world, 'web')).toEqual({
    atMs: 105_000, windowMs: 15_000, containers: [{ name: 'c', usage: { cpuMilli: 150, memoryBytes: 64 * 1024 * 1024 } }],
  });
});

it('keeps the last scrape until the next one: a value changes every 15 s, and those of a silent kubelet are gone with it', () => {
  const world = worldWithLoad();
  world.advance({ untilMs: 121_000 });
  const pod = [...world.api.list<Pod>('pods')].find(({ metadata }) => metadata.labels?.['app'] === 'web')?.metadata.name ?? '';
  expect(world.inject({ kind: 'BurnCpu', namespace: 'default', pod, container: 'c', milliCpu: 350 }).ok).toBe(true);
  expect(sample(world, 'web')?.containers[0]?.usage.cpuMilli).toBe(150);
  world.advance({ untilMs: 136_000 });
  expect(sample(world, 'web')?.containers[0]?.usage.cpuMilli).toBe(500);
  expect(nodeSample(world)?.atMs).toBe(135_000);
  world.inject({ kind: 'StopKubelet', machine: 'worker-1' });
  expect(sample(world, 'web')).toBeDefined();
  expect(nodeSample(world)).toBeUndefined();
  world.advance({ untilMs: 151_000 });
  expect(sample(world, 'web')).toBeUndefined();
  world.inject({ kind: 'StartKubelet', machine: 'worker-1' });
  // The first scrape that sees it again has nothing to compare with.
  expect(changesOf(world, 'web', 200)).toEqual([180]);
});
