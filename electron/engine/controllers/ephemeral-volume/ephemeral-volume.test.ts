import { describe, expect, it } from 'vitest';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { World } from '../../world.ts';

const disk: Manifest = {
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'disk' }, provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer',
};
const volumeClaimTemplate = {
  metadata: { labels: { of: 'scratch' } }, spec: { storageClassName: 'disk', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const pod: Manifest = {
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' },
  spec: {
    containers: [{ name: 'c', image: 'nginx:1.27', volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }] }],
    volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate } }],
  },
};
const claimKey = 'default/web-scratch';

function worldWith(...manifests: Manifest[]): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'] }];
  const { world, refused } = World.create({ cluster, manifests: [disk, ...manifests] });
  expect(refused).toEqual([]);
  world.advance({ untilMs: 120_000 });
  return world;
}

const claimOf = (world: World): PersistentVolumeClaim | undefined => world.api.get<PersistentVolumeClaim>('persistentvolumeclaims', claimKey);
const podOf = (world: World): Pod | undefined => world.api.get<Pod>('pods', 'default/web');
const messages = (world: World, reason: string): string[] =>
  [...world.api.list<Event>('events')].filter((event) => event.reason === reason).map(({ message }) => message ?? '');

describe('ephemeral volume controller', () => {
  it('makes the claim of a generic ephemeral volume, and the pod waits for it', () => {
    const world = worldWith(pod);
    expect(claimOf(world)).toMatchObject({
      metadata: { labels: { of: 'scratch' }, ownerReferences: [{ kind: 'Pod', name: 'web', uid: podOf(world)?.metadata.uid, controller: true, blockOwnerDeletion: true }] },
      spec: { storageClassName: 'disk' }, status: { phase: 'Bound' },
    });
    expect(podOf(world)?.status?.phase).toBe('Running');
  });

  it('lets the claim go with its pod, and makes one anew that was deleted', () => {
    const world = worldWith(pod);
    const before = claimOf(world)?.metadata.uid;
    world.simulation.server.delete('pods', 'default/web');
    world.advance({ untilMs: world.nowMs + 60_000 });
    expect(claimOf(world)).toBeUndefined();
    world.apply([{ op: 'put', manifest: pod }]);
    world.advance({ untilMs: world.nowMs + 60_000 });
    expect(claimOf(world)?.metadata.uid).not.toBe(before);
    expect(podOf(world)?.status?.phase).toBe('Running');
  });

  it('does not take a claim of that name that is not the pod\'s', () => {
    const stranger: Manifest = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'web-scratch' }, spec: volumeClaimTemplate.spec };
    const world = worldWith(stranger, pod);
    const why = 'PVC default/web-scratch was not created for pod default/web (pod is not owner)';
    expect(messages(world, 'FailedBinding')).toContain(`ephemeral volume scratch: ${why}`);
    expect(podOf(world)?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message).toContain(`0/1 nodes are available: ${why}.`);
  });

  it('the scheduler says what it waits for while the controller manager is down', () => {
    const cluster = defaultCluster('t', 1);
    cluster.spec.machines = [{ name: 'control-1', roles: ['control-plane', 'worker'] }];
    const { world } = World.create({ cluster, manifests: [disk] });
    world.advance({ untilMs: 120_000 });
    world.inject({ kind: 'StopComponent', machine: 'control-1', component: 'kube-controller-manager' });
    world.advance({ untilMs: 180_000 });
    world.apply([{ op: 'put', manifest: pod }]);
    world.advance({ untilMs: 190_000 });
    expect(messages(world, 'FailedScheduling').at(-1)).toContain('waiting for ephemeral volume controller to create the persistentvolumeclaim "web-scratch"');
    world.inject({ kind: 'StartComponent', machine: 'control-1', component: 'kube-controller-manager' });
    world.advance({ untilMs: 300_000 });
    expect(podOf(world)?.status?.phase).toBe('Running');
  });
});
