import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod, makeReplicaSet } from '../../testing/builders.ts';
import { simulatedNodes, type SimulatedNodesOptions } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { replicaSetController } from './index.ts';

const key = 'default/web';

function start(options: SimulatedNodesOptions = {}): TestCluster {
  return new TestCluster([controllerComponent(replicaSetController), simulatedNodes(options)]);
}

function running(replicas: number, options: SimulatedNodesOptions = {}): TestCluster {
  const cluster = start(options);
  cluster.create(makeReplicaSet('web', { replicas }));
  return cluster.advance(3_000);
}

function status(cluster: TestCluster): ReplicaSet['status'] {
  return cluster.get<ReplicaSet>('replicasets', key).status;
}

function scale(cluster: TestCluster, replicas: number): void {
  cluster.edit<ReplicaSet>('replicasets', key, ({ spec }) => { spec.replicas = replicas; });
}

describe('a ReplicaSet', () => {
  it('creates pods of its template that it owns', () => {
    const cluster = running(2);
    const [pod] = cluster.list<Pod>('pods');
    expect(pod?.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(pod?.metadata).toMatchObject({
      generateName: 'web-', labels: { app: 'web' }, ownerReferences: [
        { kind: 'ReplicaSet', name: 'web', controller: true, blockOwnerDeletion: true },
      ],
    });
    expect(status(cluster)).toEqual({
      replicas: 2, fullyLabeledReplicas: 2, readyReplicas: 2, availableReplicas: 2, terminatingReplicas: 0, observedGeneration: 1,
    });
    expect(cluster.eventsAbout('web')).toEqual(
      cluster.list<Pod>('pods').map(({ metadata }) => `SuccessfulCreate: Created pod: ${metadata.name}`)
    );
  });

  it('works in bursts of 500', () => {
    const cluster = start({ readyAfterMs: () => null });
    cluster.create(makeReplicaSet('web', { replicas: 1_200 }));
    const counts: number[] = [];
    for (let step = 0; step < 5; step += 1) counts.push(cluster.advance(5).api.count('pods'));
    expect(counts).toEqual([500, 1_000, 1_200, 1_200, 1_200]);
  });

  it('replaces a pod that is deleted or has finished', () => {
    const cluster = running(2);
    const [first, second] = cluster.list<Pod>('pods') as [Pod, Pod];
    cluster.delete('pods', `default/${first.metadata.name}`);
    cluster.advance(5);
    expect(status(cluster)).toMatchObject({ replicas: 1, terminatingReplicas: 1 });
    cluster.edit<Pod>(
      'pods', `default/${second.metadata.name}`, (pod) => { pod.status = { ...pod.status, phase: 'Failed' }; }, 'updateStatus',
    );
    cluster.advance(3_000);
    expect(status(cluster)).toMatchObject({ replicas: 2, readyReplicas: 2, terminatingReplicas: 0 });
    expect(cluster.api.count('pods')).toBe(3);
  });

  it('gives up pending pods first when it shrinks', () => {
    const cluster = start({ readyAfterMs: (pod) => (pod.metadata.annotations?.['ready'] === 'no' ? null : 100) });
    cluster.create(makeReplicaSet('web', { replicas: 2 }));
    cluster.advance(1_000);
    cluster.edit<ReplicaSet>('replicasets', key, ({ spec }) => {
      spec.replicas = 4;
      spec.template.metadata = { ...spec.template.metadata, annotations: { ready: 'no' } };
    });
    cluster.advance(1_000);
    scale(cluster, 2);
    cluster.advance(2_000);
    expect(cluster.list<Pod>('pods').map((pod) => pod.status?.phase)).toEqual(['Running', 'Running']);
    expect(cluster.eventsAbout('web').filter((event) => event.startsWith('SuccessfulDelete: Deleted pod: web-'))).toHaveLength(2);
  });

  it('adopts matching pods without a controller and deletes what is too much', () => {
    const cluster = start();
    cluster.create(makePod('mine', { labels: { app: 'web' } }));
    cluster.create(makePod('other', { labels: { app: 'other' } }));
    cluster.advance(1_000);
    cluster.create(makeReplicaSet('web', { replicas: 1 }));
    cluster.advance(1_000);
    expect(cluster.get<Pod>('pods', 'default/mine').metadata.ownerReferences?.[0]?.name).toBe('web');
    expect(cluster.api.count('pods')).toBe(2);
    cluster.create(makePod('late', { labels: { app: 'web' } }));
    cluster.advance(3_000);
    expect(cluster.list<Pod>('pods').map(({ metadata }) => metadata.name)).toEqual(['mine', 'other']);
  });

  it('releases a pod whose labels no longer match, and replaces it', () => {
    const cluster = running(2);
    const name = cluster.list<Pod>('pods')[0]?.metadata.name ?? '';
    cluster.edit<Pod>('pods', `default/${name}`, (pod) => { pod.metadata.labels = { app: 'debug' }; });
    cluster.advance(2_000);
    expect(cluster.get<Pod>('pods', `default/${name}`).metadata.ownerReferences).toBeUndefined();
    expect(status(cluster)).toMatchObject({ replicas: 2, readyReplicas: 2 });
    cluster.edit<Pod>('pods', `default/${name}`, (pod) => { pod.metadata.labels = { app: 'web' }; });
    cluster.advance(3_000);
    expect(cluster.api.count('pods')).toBe(2);
  });

  it('counts a pod as available after minReadySeconds, and looks again when that is over', () => {
    const cluster = start();
    cluster.create(makeReplicaSet('web', { replicas: 1, minReadySeconds: 20 }));
    cluster.advance(19_000);
    expect(status(cluster)).toMatchObject({ readyReplicas: 1 });
    expect(status(cluster)?.availableReplicas).toBeUndefined();
    cluster.advance(3_000);
    expect(status(cluster)).toMatchObject({ readyReplicas: 1, availableReplicas: 1 });
  });

  it('reports refused pods, backs off, and recovers', () => {
    const cluster = start();
    const replicaSet = makeReplicaSet('web', { replicas: 4 });
    replicaSet.spec.template.spec = { ...replicaSet.spec.template.spec, priorityClassName: 'late' };
    cluster.create(replicaSet);
    cluster.advance(1_000);
    expect(status(cluster)?.conditions).toMatchObject([{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }]);
    const refusal = /^FailedCreate: Error creating: pods "web-.*" is forbidden: no PriorityClass with name late was found$/;
    for (const event of cluster.eventsAbout('web')) expect(event).toMatch(refusal);
    cluster.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'late' }, value: 1 } as never);
    cluster.advance(5_000);
    expect(status(cluster)).toMatchObject({ replicas: 4, readyReplicas: 4 });
    expect(status(cluster)?.conditions).toBeUndefined();
  });

  it('only reports while it is being deleted', () => {
    const cluster = running(2);
    cluster.edit<ReplicaSet>('replicasets', key, ({ metadata }) => { metadata.finalizers = ['e.com/x']; });
    cluster.delete('replicasets', key);
    cluster.delete('pods', `default/${cluster.list<Pod>('pods')[0]?.metadata.name}`);
    cluster.advance(3_000);
    expect(status(cluster)).toMatchObject({ replicas: 1 });
  });
});
