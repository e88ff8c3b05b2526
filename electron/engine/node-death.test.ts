import { describe, expect, it } from 'vitest';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { defaultCluster } from '../../shared/topology/cluster-document.ts';
import { ApiStore } from './apistore/store.ts';
import { World } from './world.ts';

const podsPerNode = 4;

/** A cluster of so many equal machines, each with the same few pods; half of a node is free. */
function clusterOf(machines: number): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = Array.from({ length: machines }, (_, index) => ({ name: `worker-${index + 1}`, roles: ['worker' as const], type: 'm5.large' }));
  const container = { name: 'c', image: 'nginx:1.27', resources: { requests: { cpu: '200m', memory: '64Mi' } } };
  const hostname = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'web' } } };
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container], topologySpreadConstraints: [hostname] } };
  const { world } = World.create({
    cluster, manifests: [{
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
      spec: { replicas: machines * podsPerNode, selector: { matchLabels: { app: 'web' } }, template },
    }],
  });
  world.advance({ untilMs: 120_000 });
  return world;
}

interface Work {
  /** Objects given out by lists and indexes, and commits, of the time in which a machine is dead, less those of a time in which nothing happens. */
  looked: number;
  commits: number;
}

/** The work of seven minutes: long enough for the node to be marked and for its pods to be evicted and replaced. */
function workOf(world: World): Work {
  let looked = 0;
  const counted = <T extends { next(): unknown }>(iterator: T): T => {
    const next = iterator.next.bind(iterator);
    iterator.next = () => {
      looked += 1;
      return next();
    };
    return iterator;
  };
  const { list, byIndex } = ApiStore.prototype;
  ApiStore.prototype.list = function counting(resource) {
    return counted(list.call(this, resource)) as never;
  };
  ApiStore.prototype.byIndex = function counting(resource, index, value) {
    return counted(byIndex.call(this, resource, index, value)) as never;
  };
  try {
    const { commits } = world.advance({ untilMs: world.nowMs + 420_000 });
    return { looked, commits };
  } finally {
    Object.assign(ApiStore.prototype, { list, byIndex });
  }
}

/** What the death of one machine costs in a cluster of so many. */
function costOfDeath(machines: number): Work {
  const quiet = workOf(clusterOf(machines));
  const world = clusterOf(machines);
  const dead = 'worker-2';
  expect([...world.api.byIndex<Pod>('pods', 'nodeName', dead)]).toHaveLength(podsPerNode);
  world.inject({ kind: 'PowerOff', machine: dead });
  const { looked, commits } = workOf(world);
  const moved = [...world.api.list<Pod>('pods')].filter(({ spec, status, metadata }) => spec.nodeName !== dead && status?.phase === 'Running' && !metadata.deletionTimestamp);
  expect(moved).toHaveLength(machines * podsPerNode);
  return { looked: looked - quiet.looked, commits: commits - quiet.commits };
}

describe('the death of one node', () => {
  it('costs what its pods cost, however many nodes there are', () => {
    const [few, many] = [costOfDeath(10), costOfDeath(80)];
    // The dead node's own heartbeats are missing from both.
    expect(Math.abs(many.commits - few.commits)).toBeLessThanOrEqual(5);
    expect(many.looked).toBeLessThan(few.looked * 2);
  });
});
