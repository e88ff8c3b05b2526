import { describe, expect, it, test } from 'vitest';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import { garbageCollectorController } from '../../controllers/garbage-collector/index.ts';
import { controllerComponent } from '../../controllers/worker.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { createBareProvider } from '../bare-provider.ts';
import { firstToGo } from './group-machine.ts';
import { createNodeGroups } from './node-groups.ts';

function clusterWith(spec: Partial<NodeGroup['spec']>): TestCluster {
  const cluster = new TestCluster([
    createBareProvider({ network: { nodeCIDR: '10.0.0.0/16' } }), createNodeGroups, controllerComponent(garbageCollectorController),
  ]);
  cluster.create<NodeGroup>({
    apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', metadata: { name: 'workers' }, spec: { minSize: 1, maxSize: 10, ...spec } as NodeGroup['spec'],
  });
  return cluster.advance(10);
}

const machines = (cluster: TestCluster): Machine[] => cluster.list<Machine>('machines');
const zones = (cluster: TestCluster): string => machines(cluster).map(({ spec }) => spec.zone).join('');

function resize(cluster: TestCluster, desiredSize: number): void {
  cluster.edit<NodeGroup>('nodegroups', 'workers', ({ spec }) => { spec.desiredSize = desiredSize; });
  cluster.advance(10);
}

describe('a node group', () => {
  it('has as many machines as it is to have, named after it and its own, made as it says', () => {
    const cluster = clusterWith({ desiredSize: 2, type: 'm5.xlarge', zones: ['b'], bootSeconds: 5, labels: { pool: 'x' } });
    expect(machines(cluster)).toHaveLength(2);
    for (const { metadata, spec } of machines(cluster)) {
      expect(metadata.name).toMatch(/^workers-[a-z0-9]{5}$/);
      expect(metadata.ownerReferences).toMatchObject([{ kind: 'NodeGroup', name: 'workers', controller: true }]);
      expect(spec).toMatchObject({ roles: ['worker'], type: 'm5.xlarge', zone: 'b', bootSeconds: 5, labels: { pool: 'x' } });
    }
    expect(cluster.get<NodeGroup>('nodegroups', 'workers').status).toMatchObject({ size: 2, ready: 0 });
  });

  it('spreads machines over its zones, and takes them from where most are', () => {
    const cluster = clusterWith({ desiredSize: 5, zones: ['a', 'b', 'c'] });
    expect(zones(cluster)).toBe('abcab');
    resize(cluster, 3);
    expect([...zones(cluster)].sort().join('')).toBe('abc');
  });

  it('stays within its bounds, whatever it is to have', () => {
    const cluster = clusterWith({ minSize: 2 });
    expect(machines(cluster)).toHaveLength(2);
    cluster.edit<NodeGroup>('nodegroups', 'workers', ({ spec }) => { spec.minSize = 4; });
    expect(machines(cluster.advance(10))).toHaveLength(4);
    resize(cluster, 6);
    cluster.edit<NodeGroup>('nodegroups', 'workers', ({ spec }) => { spec.maxSize = 5; });
    expect(machines(cluster.advance(10))).toHaveLength(5);
  });

  it('makes another machine for one that is deleted, and none for one that is off', () => {
    const cluster = clusterWith({ desiredSize: 2 });
    const [first] = machines(cluster);
    cluster.delete('machines', first?.metadata.name ?? '');
    expect(machines(cluster.advance(10))).toHaveLength(2);
    expect(machines(cluster).map(({ metadata }) => metadata.name)).not.toContain(first?.metadata.name);
  });

  it('takes its machines along when it is deleted', () => {
    const cluster = clusterWith({ desiredSize: 3 });
    cluster.delete('nodegroups', 'workers');
    expect(machines(cluster.advance(1_000))).toHaveLength(0);
  });
});

test.each<{ name: string; machines: [name: string, zone: string, phase: 'Running' | 'Booting'][]; goes: string }>([
  { name: 'the oldest', machines: [['old', 'a', 'Running'], ['new', 'a', 'Running']], goes: 'old' },
  { name: 'one of the zone with the most', machines: [['old', 'a', 'Running'], ['x', 'b', 'Running'], ['y', 'b', 'Running']], goes: 'x' },
  { name: 'one that does not run yet', machines: [['old', 'a', 'Running'], ['x', 'b', 'Running'], ['y', 'b', 'Running'], ['young', 'a', 'Booting']], goes: 'young' },
])('$name goes first', ({ machines: all, goes }) => {
  const made = all.map(([name, zone, phase]): Machine => ({
    apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name }, spec: { roles: ['worker'], zone }, status: { phase },
  }));
  expect(firstToGo(made)?.metadata.name).toBe(goes);
});
