import { expect, it } from 'vitest';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume } from '../../../shared/kubernetes/types/storage.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import { World } from '../world.ts';

const manifests: Manifest[] = [
  {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass',
    metadata: { name: 'gp3', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer',
  },
  {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } },
  },
  {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db' },
    spec: {
      containers: [{ name: 'c', image: 'postgres:17' }],
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
    },
  },
];

function makeWorld(): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'] }, { name: 'worker-2', roles: ['worker'] }];
  return World.create({ cluster, manifests }).world;
}

const pod = (world: World): Pod | undefined => world.api.get<Pod>('pods', 'default/db');

it('brings a pod with a claim of the default class to Running, wherever a snapshot cuts it', () => {
  const straight = makeWorld();
  const waitingAtMs: number[] = [];
  for (let atMs = 0; atMs <= 90_000; atMs += 500) {
    straight.advance({ untilMs: atMs });
    const { annotations } = straight.api.get('persistentvolumeclaims', 'default/data')?.metadata ?? {};
    const isSelected = annotations?.['volume.kubernetes.io/selected-node'];
    if (isSelected && !pod(straight)?.spec.nodeName) waitingAtMs.push(atMs);
  }
  expect(pod(straight)?.status?.phase).toBe('Running');
  expect([...straight.api.list<PersistentVolume>('persistentvolumes')].map(({ status }) => status?.phase)).toEqual(['Bound']);
  // The volume takes a while, so there are moments at which the pod has its node and is not bound to it.
  expect(waitingAtMs.length).toBeGreaterThan(1);
  for (const atMs of waitingAtMs) {
    const cut = makeWorld();
    cut.advance({ untilMs: atMs });
    const restored = World.restore(JSON.parse(JSON.stringify(cut.snapshot())));
    restored.advance({ untilMs: 90_000 });
    expect(restored.stateHash()).toBe(straight.stateHash());
  }
});
