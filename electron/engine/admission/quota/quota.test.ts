import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { resourceQuotaController } from '../../controllers/resource-quota/index.ts';
import { controllerComponent } from '../../controllers/worker.ts';
import { makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import type { ResourceQuota } from './scopes.ts';

function clusterWith(hard: Record<string, string>, more: ResourceQuota['spec'] = {}): TestCluster {
  const cluster = new TestCluster([controllerComponent(resourceQuotaController)]);
  cluster.create<ResourceQuota>({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' }, spec: { hard, ...more } });
  return cluster.advance(1000);
}

const used = (cluster: TestCluster) => cluster.get<ResourceQuota>('resourcequotas', 'default/q').status?.used;

function tryPod(cluster: TestCluster, name: string, cpu?: string): string {
  const resources = cpu === undefined ? {} : { resources: { requests: { cpu } } };
  const answer = cluster.user.create(makePod(name, { spec: { containers: [{ name: 'c', image: 'i', ...resources }] } }));
  return answer.ok ? 'made' : answer.error.message;
}

describe('resource quota', () => {
  it('counts at once, refuses what is too much, and frees what is gone', () => {
    const cluster = clusterWith({ pods: '2', 'requests.cpu': '1' });
    expect(tryPod(cluster, 'a', '600m')).toBe('made');
    expect(used(cluster)).toEqual({ pods: '1', 'requests.cpu': '600m' });
    expect(tryPod(cluster, 'b', '500m'))
      .toBe('pods "b" is forbidden: exceeded quota: q, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1');
    expect(tryPod(cluster, 'c')).toBe('pods "c" is forbidden: failed quota: q: must specify requests.cpu for: c');
    cluster.delete('pods', 'default/a');
    cluster.advance(1000);
    expect(used(cluster)).toEqual({ pods: '0', 'requests.cpu': '0' });
  });

  it('a refused or dry run is not charged', () => {
    const cluster = clusterWith({ pods: '1' });
    expect(cluster.simulation.server.create(makePod('a'), { dryRun: true }).ok).toBe(true);
    expect(cluster.user.create({ ...makePod('a'), spec: { containers: [] } } as Pod).ok).toBe(false);
    expect(used(cluster)).toEqual({ pods: '0' });
  });

  it('covers only what is in its scopes', () => {
    const cluster = clusterWith({ pods: '1' }, { scopes: ['NotBestEffort'] });
    expect([tryPod(cluster, 'a'), tryPod(cluster, 'b'), tryPod(cluster, 'c', '1')]).toEqual(['made', 'made', 'made']);
    expect(tryPod(cluster, 'd', '1')).toContain('exceeded quota');
  });

  it('covers claims by the class of their volume', () => {
    const scopeSelector = { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'In' as const, values: ['gold'] }] };
    const cluster = clusterWith({ persistentvolumeclaims: '1' }, { scopeSelector });
    const claim = (name: string, volumeAttributesClassName?: string): boolean => cluster.user.create({
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'default' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...(volumeAttributesClassName ? { volumeAttributesClassName } : {}) },
    } as KubernetesObject).ok;
    expect([claim('a'), claim('b', 'silver'), claim('c', 'gold'), claim('d', 'gold'), claim('e')]).toEqual([true, true, true, false, true]);
  });

  it('a second look writes nothing', () => {
    const cluster = clusterWith({ pods: '1', 'count/configmaps': '3' });
    const before = cluster.commits.length;
    cluster.advance(3_600_000);
    expect(cluster.commits.slice(before)).toEqual([]);
  });
});
