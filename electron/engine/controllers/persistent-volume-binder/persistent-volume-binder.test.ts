import { describe, expect, it } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../../shared/kubernetes/types/storage.ts';
import { makeNode, makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { claimProtectionController, volumeProtectionController } from '../storage-protection/index.ts';
import { controllerComponent } from '../worker.ts';
import { persistentVolumeBinder } from './index.ts';
import { volumeProvisioner } from './provisioner.ts';

function makeClaim(name: string, spec: Partial<PersistentVolumeClaim['spec']> = {}): PersistentVolumeClaim {
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, ...spec },
  };
}

function makeVolume(name: string, storage: string, spec: Partial<PersistentVolume['spec']> = {}): PersistentVolume {
  return {
    apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name },
    spec: { capacity: { storage }, accessModes: ['ReadWriteOnce'], nfs: { server: 'nas', path: '/' }, ...spec },
  };
}

function makeClass(name: string, more: Partial<StorageClass> = {}): StorageClass {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'ebs.csi.aws.com', ...more };
}

const cluster = (): TestCluster => new TestCluster(
  [persistentVolumeBinder, volumeProvisioner, claimProtectionController, volumeProtectionController].map(controllerComponent),
);
const claimOf = (world: TestCluster, name: string): PersistentVolumeClaim => world.get('persistentvolumeclaims', `default/${name}`);
const phases = (world: TestCluster): Record<string, string | undefined> =>
  Object.fromEntries(world.list<PersistentVolume>('persistentvolumes').map(({ metadata, status }) => [metadata.name, status?.phase]));

describe('static binding', () => {
  it('takes the smallest volume that is large enough, of the same class, with the modes', () => {
    const world = cluster();
    world.create(makeVolume('small', '1Gi'));
    world.create(makeVolume('large', '100Gi'));
    world.create(makeVolume('fits', '6Gi'));
    world.create(makeVolume('other-class', '5Gi', { storageClassName: 'fast' }));
    world.create(makeVolume('read-only', '5Gi', { accessModes: ['ReadOnlyMany'] }));
    world.create(makeClaim('data', { storageClassName: '' }));
    world.advance(1_000);
    expect(claimOf(world, 'data')).toMatchObject({
      spec: { volumeName: 'fits' }, status: { phase: 'Bound', capacity: { storage: '6Gi' }, accessModes: ['ReadWriteOnce'] },
      metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes', 'pv.kubernetes.io/bound-by-controller': 'yes' } },
    });
    expect(phases(world)).toEqual({
      'small': 'Available', 'large': 'Available', 'fits': 'Bound', 'other-class': 'Available', 'read-only': 'Available',
    });
  });

  it('gives two claims two volumes, and tells the third that there is none, until there is', () => {
    const world = cluster();
    world.create(makeVolume('a', '5Gi'));
    world.create(makeVolume('b', '5Gi'));
    for (const name of ['one', 'two', 'three']) world.create(makeClaim(name, { storageClassName: '' }));
    world.advance(1_000);
    expect(new Set(['one', 'two'].map((name) => claimOf(world, name).spec.volumeName))).toEqual(new Set(['a', 'b']));
    expect(claimOf(world, 'three').status?.phase).toBe('Pending');
    expect(world.eventsAbout('three')).toEqual([
      'FailedBinding: no persistent volumes available for this claim and no storage class is set',
    ]);
    world.create(makeVolume('c', '5Gi'));
    expect(claimOf(world.advance(1_000), 'three').status?.phase).toBe('Bound');
  });

  it('keeps a released volume as it is when it is to be retained, and leaves no claim with a lost volume bound', () => {
    const world = cluster();
    world.create(makeVolume('a', '5Gi'));
    world.create(makeClaim('one', { storageClassName: '' }));
    world.advance(1_000).delete('persistentvolumeclaims', 'default/one');
    expect(phases(world.advance(60_000))).toEqual({ a: 'Released' });
    world.create(makeVolume('b', '5Gi'));
    world.create(makeClaim('two', { storageClassName: '' }));
    world.advance(1_000);
    world.edit<PersistentVolume>('persistentvolumes', 'b', ({ metadata }) => { delete metadata.finalizers; });
    world.delete('persistentvolumes', 'b');
    expect(claimOf(world.advance(1_000), 'two').status?.phase).toBe('Lost');
    expect(world.eventsAbout('two')).toContain('ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  });

  it('refuses a requested volume that does not fit', () => {
    const world = cluster();
    world.create(makeVolume('tiny', '1Gi'));
    world.create(makeClaim('data', { storageClassName: '', volumeName: 'tiny' }));
    world.advance(1_000);
    expect(claimOf(world, 'data').status?.phase).toBe('Pending');
    expect(world.eventsAbout('data')).toEqual(['VolumeMismatch: Cannot bind to requested volume "tiny": requested PV is too small']);
  });
});

describe('dynamic provisioning', () => {
  it('makes a volume after a while, and deletes it with its claim', () => {
    const world = cluster();
    world.create(makeClass('gp3'));
    world.create(makeClaim('data', { storageClassName: 'gp3' }));
    world.advance(1_000);
    expect(claimOf(world, 'data').status?.phase).toBe('Pending');
    world.advance(3_000);
    const { volumeName = '' } = claimOf(world, 'data').spec;
    expect(volumeName).toBe(`pvc-${claimOf(world, 'data').metadata.uid}`);
    expect([...new Set(world.eventsAbout('data').map((text) => text.split(':')[0]))]).toEqual([
      'ExternalProvisioning', 'Provisioning', 'ProvisioningSucceeded',
    ]);
    expect(phases(world)).toEqual({ [volumeName]: 'Bound' });
    world.delete('persistentvolumeclaims', 'default/data');
    expect(phases(world.advance(500))).toEqual({ [volumeName]: 'Released' });
    expect(phases(world.advance(2_000))).toEqual({});
  });

  it.each<[policy: 'Delete' | 'Retain', afterDeletion: string[]]>([
    ['Delete', ['external-provisioner.volume.kubernetes.io/finalizer']], ['Retain', []],
  ])('with policy %s a volume that is deleted before its claim waits for it', (reclaimPolicy, held) => {
    const world = cluster();
    world.create(makeClass('gp3', { reclaimPolicy }));
    world.create(makeClaim('data', { storageClassName: 'gp3' }));
    world.advance(4_000);
    const { volumeName = '' } = claimOf(world, 'data').spec;
    world.delete('persistentvolumes', volumeName);
    world.advance(10_000);
    const volume = world.get<PersistentVolume>('persistentvolumes', volumeName);
    expect([volume.status?.phase, volume.metadata.finalizers?.filter((name) => name.startsWith('external-provisioner')) ?? []]).toEqual(['Bound', held]);
    world.delete('persistentvolumeclaims', 'default/data');
    world.edit<PersistentVolume>('persistentvolumes', volumeName, ({ metadata }) => { metadata.finalizers = metadata.finalizers?.filter((name) => !name.endsWith('pv-protection')) ?? []; });
    expect(phases(world.advance(5_000))).toEqual({});
  });

  it('waits for the first consumer, and makes the volume in the zone of its node', () => {
    const world = cluster();
    world.create(makeClass('gp3', { volumeBindingMode: 'WaitForFirstConsumer' }));
    world.create(makeNode('n1', { labels: { 'topology.kubernetes.io/zone': 'b' } }));
    world.create(makeClaim('data', { storageClassName: 'gp3' }));
    world.advance(5_000);
    expect(world.eventsAbout('data')).toEqual(['WaitForFirstConsumer: waiting for first consumer to be created before binding']);
    world.create(makePod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] } }));
    world.advance(15_000);
    expect(world.eventsAbout('data')).toContain('WaitForPodScheduled: waiting for pod p to be scheduled');
    world.edit<PersistentVolumeClaim>('persistentvolumeclaims', 'default/data', ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, 'volume.kubernetes.io/selected-node': 'n1' };
    });
    world.advance(5_000);
    expect(claimOf(world, 'data').status?.phase).toBe('Bound');
    expect(world.list<PersistentVolume>('persistentvolumes')[0]?.spec.nodeAffinity?.required?.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['b'] }] },
    ]);
  });

  it('names a class that is not there, and goes on when it comes', () => {
    const world = cluster();
    world.create(makeClaim('data', { storageClassName: 'gp3' }));
    world.advance(1_000);
    expect(world.eventsAbout('data')).toEqual(['ProvisioningFailed: storageclass.storage.k8s.io "gp3" not found']);
    world.create(makeClass('gp3'));
    expect(claimOf(world.advance(5_000), 'data').status?.phase).toBe('Bound');
  });
});
