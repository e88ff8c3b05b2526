import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigMap } from '../../../../shared/kubernetes/types/core.ts';
import type { OwnerReference } from '../../../../shared/kubernetes/types/meta.ts';
import type { PropagationPolicy } from '../../apistore/api-client.ts';
import { makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { garbageCollectorController } from './index.ts';

const quietMs = 2_000;

interface Vertex {
  name: string;
  owners?: { name: string; block?: boolean }[];
  finalizers?: string[];
}

/** ConfigMaps that own each other; an owner that does not exist (yet) is referred to by a uid of nobody. */
function graph(vertices: readonly Vertex[]): TestCluster {
  const cluster = new TestCluster([controllerComponent(garbageCollectorController)]);
  for (const { name, owners = [], finalizers } of vertices) {
    const ownerReferences = owners.map((owner): OwnerReference => ({
      apiVersion: 'v1', kind: 'ConfigMap', name: owner.name,
      uid: cluster.api.get('configmaps', `default/${owner.name}`)?.metadata.uid ?? 'nobody',
      ...(owner.block ? { blockOwnerDeletion: true } : {}),
    }));
    cluster.create<ConfigMap>({
      apiVersion: 'v1', kind: 'ConfigMap',
      metadata: {
        name, namespace: 'default', ...(finalizers ? { finalizers } : {}), ...(ownerReferences.length > 0 ? { ownerReferences } : {}),
      },
    });
  }
  return cluster;
}

function names(cluster: TestCluster): string[] {
  return cluster.list('configmaps').map(({ metadata }) => metadata.name).toSorted();
}

function deleteRoot(cluster: TestCluster, propagationPolicy?: PropagationPolicy): TestCluster {
  cluster.delete('configmaps', 'default/root', propagationPolicy ? { propagationPolicy } : {});
  return cluster;
}

const chain: Vertex[] = [
  { name: 'root' }, { name: 'mid', owners: [{ name: 'root', block: true }] }, { name: 'leaf', owners: [{ name: 'mid', block: true }] },
];

/** Edges lead from a lower to a higher number, so that there is no circle; one per pair. */
function ownersOf(edges: readonly { from: number; to: number; block: boolean }[], vertex: number): { name: string; block: boolean }[] {
  const mine = edges.filter(({ from, to }) => from < to && to === vertex);
  return [...new Map(mine.map(({ from, block }) => [from, { name: `v${from}`, block }])).values()];
}

describe('the garbage collector', () => {
  it('deletes dependants in the background, after their owner', () => {
    const cluster = deleteRoot(graph(chain));
    expect(names(cluster)).toEqual(['leaf', 'mid']);
    expect(names(cluster.advance(quietMs))).toEqual([]);
  });

  it('deletes blocking dependants first in the foreground', () => {
    const cluster = deleteRoot(graph(chain), 'Foreground');
    cluster.advance(quietMs);
    const deletions = cluster.commits.filter(({ type, resource }) => type === 'DELETED' && resource === 'configmaps');
    expect(deletions.map(({ object }) => object.metadata.name)).toEqual(['leaf', 'mid', 'root']);
  });

  it('waits in the foreground for a dependant that has a finalizer, not for one that does not block', () => {
    const cluster = graph([
      { name: 'root' },
      { name: 'slow', owners: [{ name: 'root', block: true }], finalizers: ['e.com/x'] },
      { name: 'free', owners: [{ name: 'root' }], finalizers: ['e.com/x'] },
    ]);
    deleteRoot(cluster, 'Foreground').advance(quietMs);
    expect(names(cluster)).toEqual(['free', 'root', 'slow']);
    cluster.edit<ConfigMap>('configmaps', 'default/slow', ({ metadata }) => { delete metadata.finalizers; });
    expect(names(cluster.advance(quietMs))).toEqual(['free']);
  });

  it('orphans dependants when asked to', () => {
    const cluster = deleteRoot(graph(chain), 'Orphan').advance(quietMs);
    expect(names(cluster)).toEqual(['leaf', 'mid']);
    expect(cluster.get<ConfigMap>('configmaps', 'default/mid').metadata.ownerReferences).toBeUndefined();
  });

  it('keeps what has another owner, without the reference to the one that is gone', () => {
    const cluster = graph([{ name: 'root' }, { name: 'other' }, { name: 'both', owners: [{ name: 'root' }, { name: 'other' }] }]);
    deleteRoot(cluster).advance(quietMs);
    expect(cluster.get<ConfigMap>('configmaps', 'default/both').metadata.ownerReferences?.map(({ name }) => name)).toEqual(['other']);
  });

  it('collects an object whose owner never existed', () => {
    expect(names(graph([{ name: 'stray', owners: [{ name: 'nobody' }] }, { name: 'free' }]).advance(quietMs))).toEqual(['free']);
  });

  it('breaks a circle of foreground deletions', () => {
    const cluster = graph([{ name: 'root' }, { name: 'mid', owners: [{ name: 'root', block: true }] }]);
    cluster.edit<ConfigMap>('configmaps', 'default/root', ({ metadata }) => {
      const uid = cluster.get('configmaps', 'default/mid').metadata.uid ?? '';
      metadata.ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'mid', uid, blockOwnerDeletion: true }];
    });
    expect(names(deleteRoot(cluster, 'Foreground').advance(quietMs))).toEqual([]);
  });

  it('waits for the grace of pods', () => {
    const cluster = graph([{ name: 'root' }]);
    const uid = cluster.get('configmaps', 'default/root').metadata.uid ?? '';
    const pod = makePod('p', { spec: { nodeName: 'n0' } });
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'root', uid, blockOwnerDeletion: true }];
    cluster.create({ ...pod, metadata: { ...pod.metadata, ownerReferences } });
    deleteRoot(cluster, 'Foreground').advance(quietMs);
    expect(cluster.get('pods', 'default/p').metadata.deletionTimestamp).toBeDefined();
    expect(names(cluster)).toEqual(['root']);
    cluster.delete('pods', 'default/p', { gracePeriodSeconds: 0 });
    expect(names(cluster.advance(quietMs))).toEqual([]);
  });

  it('leaves no object whose owners are all gone, whatever the graph and the policy', () => {
    const size = 7;
    const edges = fc.array(fc.record({ from: fc.nat(size - 1), to: fc.nat(size - 1), block: fc.boolean() }), { maxLength: 12 });
    const policies = fc.array(
      fc.tuple(fc.nat(size - 1), fc.constantFrom<PropagationPolicy>('Background', 'Foreground')), { minLength: 1, maxLength: 4 },
    );
    fc.assert(fc.property(edges, policies, (list, deletions) => {
      const vertices = Array.from({ length: size }, (_, index): Vertex => ({
        name: `v${index}`,
        owners: ownersOf(list, index),
      }));
      const cluster = graph(vertices).advance(quietMs);
      for (const [index, propagationPolicy] of deletions) {
        if (cluster.api.get('configmaps', `default/v${index}`)) cluster.delete('configmaps', `default/v${index}`, { propagationPolicy });
      }
      cluster.advance(quietMs);
      const left = names(cluster);
      for (const [index] of deletions) expect(left).not.toContain(`v${index}`);
      for (const { name, owners = [] } of vertices) {
        const wanted = owners.length === 0 ? !deletions.some(([index]) => name === `v${index}`) : undefined;
        const alive = owners.filter((owner) => left.includes(owner.name));
        if (wanted !== undefined) expect(left.includes(name)).toBe(wanted);
        else if (left.includes(name)) expect(alive.length).toBeGreaterThan(0);
        else expect(alive.length === 0 || deletions.some(([index]) => name === `v${index}`)).toBe(true);
      }
    }), { numRuns: 60 });
  });

  it.each([
    ['another namespace', 'other', 'default', 'configmaps', 0],
    ['its own namespace', 'default', 'default', 'configmaps', 1],
    ['a namespace, being cluster-scoped', 'other', undefined, 'namespaces', 1],
  ] as const)('tells an object with an owner in %s', (_name, ownerNamespace, namespace, resource, left) => {
    const cluster = new TestCluster([controllerComponent(garbageCollectorController)]);
    cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
    const owner = cluster.create<ConfigMap>({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owner', namespace: ownerNamespace } });
    const uid = owner.metadata.uid ?? '';
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid };
    const kind = resource === 'namespaces' ? 'Namespace' : 'ConfigMap';
    cluster.create({ apiVersion: 'v1', kind, metadata: { name: 'child', ...(namespace ? { namespace } : {}), ownerReferences: [reference] } });
    cluster.advance(quietMs);
    const text = `OwnerRefInvalidNamespace: ownerRef [v1/ConfigMap, namespace: ${namespace ?? ''}, name: owner, uid: ${uid}] `
      + `does not exist in namespace "${namespace ?? ''}"`;
    expect(cluster.eventsAbout('child')).toEqual(ownerNamespace === namespace ? [] : [text]);
    expect(cluster.list(resource).filter(({ metadata }) => metadata.name === 'child')).toHaveLength(left);
  });
});
