import { describe, expect, it } from 'vitest';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makeNode, makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { podGcController } from './index.ts';
import { surplusTerminated, terminatedPodThreshold } from './reconcile.ts';

function start(): TestCluster {
  const cluster = new TestCluster([controllerComponent(podGcController)]);
  cluster.create(makeNode('n0'));
  cluster.create(makePod('p', { spec: { nodeName: 'n0' } }));
  return cluster.advance(1_000);
}

function setPhase(cluster: TestCluster, phase: 'Running' | 'Failed'): void {
  cluster.edit<Pod>('pods', 'default/p', (pod) => { pod.status = { ...pod.status, phase }; }, 'updateStatus');
}

describe('pod garbage collection', () => {
  it('removes the pods of a node that has been gone for 40 seconds', () => {
    const cluster = start();
    setPhase(cluster, 'Running');
    cluster.delete('nodes', 'n0');
    cluster.advance(58_000);
    expect(cluster.api.count('pods')).toBe(1);
    cluster.advance(2_000);
    expect(cluster.api.count('pods')).toBe(0);
    const last = cluster.commits.findLast(({ resource }) => resource === 'pods')?.object as Pod;
    expect(last.status).toMatchObject({ phase: 'Failed' });
    expect(last.status?.conditions?.at(-1)).toMatchObject(
      { type: 'DisruptionTarget', reason: 'DeletionByPodGC', message: 'PodGC: node no longer exists' },
    );
  });

  it('leaves them alone when the node comes back in time', () => {
    const cluster = start();
    cluster.delete('nodes', 'n0');
    cluster.advance(30_000);
    cluster.create(makeNode('n0'));
    expect(cluster.advance(120_000).api.count('pods')).toBe(1);
  });

  it('removes terminating pods that were never bound', () => {
    const cluster = start();
    const pod = makePod('unbound');
    cluster.create({ ...pod, metadata: { ...pod.metadata, finalizers: ['e.com/x'] } });
    cluster.delete('pods', 'default/unbound');
    cluster.edit<Pod>('pods', 'default/unbound', ({ metadata }) => { delete metadata.finalizers; });
    expect(cluster.advance(20_000).api.get('pods', 'default/unbound')).toBeUndefined();
  });

  it.each<[effect: 'NoExecute' | 'PreferNoSchedule', phase: 'Running' | 'Failed']>([
    ['NoExecute', 'Running'], ['NoExecute', 'Failed'], ['PreferNoSchedule', 'Running'],
  ])('removes deleted pods of a node out of service (%s), %s, not those of one that is just not ready', (effect, phase) => {
    const cluster = start();
    setPhase(cluster, phase);
    cluster.edit<Node>(
      'nodes', 'n0', (node) => { for (const condition of node.status?.conditions ?? []) condition.status = 'Unknown'; }, 'updateStatus',
    );
    // A finished pod that is deleted goes at once, unless somebody holds it.
    cluster.edit<Pod>('pods', 'default/p', ({ metadata }) => { metadata.finalizers = ['e.com/x']; });
    cluster.delete('pods', 'default/p');
    expect(cluster.advance(60_000).api.count('pods')).toBe(1);
    cluster.edit<Pod>('pods', 'default/p', ({ metadata }) => { delete metadata.finalizers; });
    if (phase === 'Failed') return expect(cluster.api.count('pods')).toBe(0);
    cluster.edit<Node>('nodes', 'n0', (node) => {
      node.spec.taints = [{ key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect }];
    });
    expect(cluster.advance(20_000).api.count('pods')).toBe(0);
  });

  it('keeps finished pods up to the threshold, evicted and oldest ones going first', () => {
    const cluster = start();
    setPhase(cluster, 'Failed');
    expect(cluster.advance(120_000).api.count('pods')).toBe(1);

    const finished = (name: string, creationTimestamp: string, reason?: string): Pod => {
      const pod = makePod(name);
      return { ...pod, metadata: { ...pod.metadata, creationTimestamp }, status: { phase: 'Failed', ...(reason ? { reason } : {}) } };
    };
    const many = Array.from({ length: terminatedPodThreshold }, (_, index) => finished(`f${index}`, '2026-01-02T00:00:00Z'));
    many.push(finished('old', '2026-01-01T00:00:00Z'), finished('evicted', '2026-01-03T00:00:00Z', 'Evicted'));
    expect(surplusTerminated(many).map(({ metadata }) => metadata.name)).toEqual(['evicted', 'old']);
  });
});
