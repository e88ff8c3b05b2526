import { describe, expect, it } from 'vitest';
import type { ConfigMap, Namespace } from '../../../../shared/kubernetes/types/core.ts';
import { makeDeployment, makePod } from '../../testing/builders.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerFactories } from '../index.ts';

function start(goneAfterMs: number | null = 3_000): TestCluster {
  const cluster = new TestCluster(
    [...controllerFactories({ network: { podCIDR: '10.244.0.0/16' } }), simulatedNodes({ goneAfterMs: () => goneAfterMs })],
  );
  cluster.create<Namespace>({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  return cluster;
}

function conditions(cluster: TestCluster): Record<string, string> {
  const { status } = cluster.get<Namespace>('namespaces', 'team');
  const list = (status?.conditions ?? []) as { type: string; status: string; message: string }[];
  return Object.fromEntries(list.map(({ type, status, message }) => [type, `${status} ${message}`]));
}

describe('deleting a namespace', () => {
  it('lets an empty one go', () => {
    const cluster = start();
    cluster.delete('namespaces', 'team');
    expect(cluster.get<Namespace>('namespaces', 'team').status?.phase).toBe('Terminating');
    cluster.advance(100);
    expect(cluster.api.get('namespaces', 'team')).toBeUndefined();
  });

  it('empties it, pods first, refusing new content meanwhile', () => {
    const cluster = start();
    const deployment = makeDeployment('web');
    cluster.create({ ...deployment, metadata: { ...deployment.metadata, namespace: 'team' } });
    cluster.create<ConfigMap>({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'team' } });
    cluster.advance(2_000);
    cluster.delete('namespaces', 'team');
    cluster.advance(1_000);
    expect(conditions(cluster)['NamespaceContentRemaining']).toBe('True Some resources are remaining: pods. has 3 resource instances');
    expect(cluster.api.get('configmaps', 'team/c')).toBeDefined();
    const pod = makePod('late');
    expect(cluster.user.create({ ...pod, metadata: { ...pod.metadata, namespace: 'team' } })).toMatchObject(
      { ok: false, error: { reason: 'Forbidden' } },
    );
    cluster.advance(60_000);
    expect(cluster.api.get('namespaces', 'team')).toBeUndefined();
    for (const resource of ['pods', 'replicasets', 'deployments', 'configmaps', 'events']) {
      expect(cluster.api.countByIndex(resource, 'namespace', 'team')).toBe(0);
    }
  });

  it('waits for finalizers, and says for which', () => {
    const cluster = start();
    cluster.create<ConfigMap>({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'team', finalizers: ['e.com/x'] } });
    cluster.delete('namespaces', 'team');
    cluster.advance(20_000);
    expect(conditions(cluster)).toMatchObject({
      NamespaceContentRemaining: 'True Some resources are remaining: configmaps. has 1 resource instances',
      NamespaceFinalizersRemaining: 'True Some content in the namespace has finalizers remaining: e.com/x in 1 resource instances',
    });
    cluster.edit<ConfigMap>('configmaps', 'team/c', ({ metadata }) => { delete metadata.finalizers; });
    cluster.advance(20_000);
    expect(cluster.api.get('namespaces', 'team')).toBeUndefined();
  });

  it('says that pods remain whose kubelet does not answer, and goes on when they are gone', () => {
    const cluster = start(null);
    const pod = makePod('stuck');
    cluster.create({ ...pod, metadata: { ...pod.metadata, namespace: 'team' } });
    cluster.advance(2_000);
    cluster.delete('namespaces', 'team');
    cluster.advance(40_000);
    expect(conditions(cluster)).toMatchObject({
      NamespaceContentRemaining: 'True Some resources are remaining: pods. has 1 resource instances',
      NamespaceDeletionContentFailure: 'True Failed to delete all resource types, 1 remaining: '
        + 'unexpected items still remain in namespace: team for gvr: /v1, Resource=pods',
    });
    cluster.delete('pods', 'team/stuck', { gracePeriodSeconds: 0 });
    cluster.advance(60_000);
    expect(cluster.api.get('namespaces', 'team')).toBeUndefined();
  });
});
