import { describe, expect, it } from 'vitest';
import type { PersistentVolume } from '../../../shared/kubernetes/types/storage.ts';
import { TestCluster } from '../testing/test-cluster.ts';

const volume: PersistentVolume = {
  apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'v' },
  spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/v' } },
};

describe('the last phase transition of a PersistentVolume', () => {
  it('is its creation, then each change of the phase, and nothing else', () => {
    const cluster = new TestCluster([]);
    const { server, env } = cluster.simulation;
    const seen = () => cluster.get<PersistentVolume>('persistentvolumes', 'v').status?.lastPhaseTransitionTime;
    const patch = (status: object) => server.patch('persistentvolumes', 'v', { status: { ...status } }, { patchType: 'merge', subresource: 'status' });
    cluster.create(volume);
    const created = env.timestamp();
    expect(seen()).toBe(created);
    cluster.advance(60_000);
    patch({ message: 'still waiting' });
    expect(seen()).toBe(created);
    patch({ phase: 'Available' });
    const available = env.timestamp();
    expect([seen(), available === created]).toEqual([available, false]);
    patch({ phase: 'Bound', lastPhaseTransitionTime: '2001-01-01T00:00:00Z' });
    expect(seen()).toBe('2001-01-01T00:00:00Z');
  });
});
