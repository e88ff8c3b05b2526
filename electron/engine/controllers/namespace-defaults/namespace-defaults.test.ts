import { describe, expect, it } from 'vitest';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { ConfigMap, Namespace } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { World } from '../../world.ts';
import { controllerComponent } from '../worker.ts';
import { rootCertificatePublisher, serviceAccountController } from './index.ts';

function start(): TestCluster {
  const cluster = new TestCluster([controllerComponent(serviceAccountController), controllerComponent(rootCertificatePublisher)]);
  cluster.create<Namespace>({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  cluster.advance(100);
  return cluster;
}

describe('what every namespace has', () => {
  it('is made for new ones and for those that were there', () => {
    const cluster = start();
    for (const namespace of ['team', 'default', 'kube-system']) {
      expect(cluster.get('serviceaccounts', `${namespace}/default`).metadata.name).toBe('default');
      expect(Object.keys(cluster.get<ConfigMap>('configmaps', `${namespace}/kube-root-ca.crt`).data ?? {})).toEqual(['ca.crt']);
    }
    const commits = cluster.commits.length;
    cluster.advance(600_000);
    expect(cluster.commits.length).toBe(commits);
  });

  it('comes back when it is deleted or overwritten', () => {
    const cluster = start();
    const data = cluster.get<ConfigMap>('configmaps', 'team/kube-root-ca.crt').data;
    cluster.delete('serviceaccounts', 'team/default');
    cluster.edit<ConfigMap>('configmaps', 'team/kube-root-ca.crt', (object) => { object.data = { other: 'x' }; });
    cluster.advance(100);
    expect(cluster.api.get('serviceaccounts', 'team/default')).toBeDefined();
    expect(cluster.get<ConfigMap>('configmaps', 'team/kube-root-ca.crt').data).toEqual(data);
    cluster.delete('configmaps', 'team/kube-root-ca.crt');
    cluster.advance(100);
    expect(cluster.get<ConfigMap>('configmaps', 'team/kube-root-ca.crt').data).toEqual(data);
  });

  it('is not made in a namespace that is on its way out', () => {
    const cluster = start();
    cluster.delete('namespaces', 'team');
    cluster.delete('serviceaccounts', 'team/default');
    cluster.advance(100);
    expect(cluster.api.get('serviceaccounts', 'team/default')).toBeUndefined();
  });
});

it('is there from the beginning of a design, so that its pods mount a token; what the design brings along is kept', () => {
  const manifests: Manifest[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'team', labels: { mine: 'yes' } } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'team' }, spec: { containers: [{ name: 'c', image: 'app' }] } },
  ];
  const { world, refused } = World.create({ cluster: defaultCluster('t', 1), manifests });
  expect(refused).toEqual([]);
  expect(world.api.get('serviceaccounts', 'team/default')?.metadata.labels).toEqual({ mine: 'yes' });
  expect(world.api.get<Pod>('pods', 'team/p')?.spec.volumes?.map(({ name }) => name.startsWith('kube-api-access-'))).toEqual([true]);
});
