import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { claimProtectionController, volumeProtectionController } from './index.ts';

const claim = {
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
} as KubernetesObject;

describe('protection of storage in use', () => {
  it('keeps a deleted claim until the last pod that has a node and uses it is gone, even a finished one', () => {
    const cluster = new TestCluster([controllerComponent(claimProtectionController)]);
    cluster.create(claim);
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }];
    cluster.create(makePod('a', { spec: { volumes, nodeName: 'n0' } }));
    cluster.create(makePod('b', { spec: { volumes, nodeName: 'n0' } }));
    cluster.create(makePod('unscheduled', { spec: { volumes } }));
    cluster.delete('persistentvolumeclaims', 'default/data');
    const claimsAfter = (act: () => void): number => {
      act();
      return cluster.advance(1_000).api.count('persistentvolumeclaims');
    };
    expect(claimsAfter(() => {})).toBe(1);
    expect(claimsAfter(() => cluster.delete('pods', 'default/a', { gracePeriodSeconds: 0 }))).toBe(1);
    expect(claimsAfter(() => cluster.edit<Pod>('pods', 'default/b', (pod) => { pod.status = { ...pod.status, phase: 'Succeeded' }; }, 'updateStatus'))).toBe(1);
    expect(claimsAfter(() => cluster.delete('pods', 'default/b', { gracePeriodSeconds: 0 }))).toBe(0);
  });

  it('lets an unbound volume go', () => {
    const cluster = new TestCluster([controllerComponent(volumeProtectionController)]);
    cluster.create({
      apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk' },
      spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' } },
    } as KubernetesObject);
    cluster.delete('persistentvolumes', 'disk');
    expect(cluster.advance(1_000).api.count('persistentvolumes')).toBe(0);
  });
});
