import { describe, expect, it } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass, VolumeMode } from '../../../../shared/kubernetes/types/storage.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { persistentVolumeBinder } from '../persistent-volume-binder/index.ts';
import { volumeProvisioner } from '../persistent-volume-binder/provisioner.ts';
import { volumeExpandController } from '../volume-expand/index.ts';
import { controllerComponent } from '../worker.ts';
import { externalResizer } from './index.ts';

/** Claim `data` of 1Gi of a class that may allow growth, bound unless there is no such class. */
function start(options: { allow?: boolean; volumeMode?: VolumeMode; className?: string; provisioner?: string } = {}): TestCluster {
  const cluster = new TestCluster([persistentVolumeBinder, volumeProvisioner, volumeExpandController, externalResizer].map(controllerComponent));
  cluster.create<StorageClass>({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: options.provisioner ?? 'ebs.csi.aws.com', allowVolumeExpansion: options.allow ?? true,
  });
  cluster.create<PersistentVolumeClaim>({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' },
    spec: {
      storageClassName: options.className ?? 'fast', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } },
      ...(options.volumeMode ? { volumeMode: options.volumeMode } : {}),
    },
  });
  return cluster.advance(5_000);
}

function ask(cluster: TestCluster, storage: string): string {
  const copy = structuredClone(cluster.get<PersistentVolumeClaim>('persistentvolumeclaims', 'default/data'));
  copy.spec.resources = { requests: { storage } };
  const updated = cluster.user.update(copy);
  return updated.ok ? 'granted' : updated.error.message;
}

const claimOf = (cluster: TestCluster): PersistentVolumeClaim => cluster.get('persistentvolumeclaims', 'default/data');
const volumeSize = (cluster: TestCluster): string | undefined => cluster.list<PersistentVolume>('persistentvolumes')[0]?.spec.capacity?.['storage'];

describe('asking for more', () => {
  const mustSupport = 'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
  it.each<[why: string, options: Parameters<typeof start>[0], storage: string, answer: string]>([
    ['a class that allows it', {}, '2Gi', 'granted'],
    ['a class that does not', { allow: false }, '2Gi', mustSupport],
    ['the same size in other words', { allow: false }, '1024Mi', 'granted'],
  ])('%s', (_why, options, storage, answer) => expect(ask(start(options), storage)).toBe(answer));

  it('an unbound claim may not', () => expect(ask(start({ className: 'none' }), '2Gi')).toMatch(/forbidden|Forbidden|immutable/));
});

describe('growing', () => {
  it('goes through the stages up to the file system, which is the kubelet\'s', () => {
    const cluster = start();
    ask(cluster, '5Gi');
    cluster.advance(1_000);
    expect(claimOf(cluster).status).toMatchObject({
      capacity: { storage: '1Gi' }, allocatedResources: { storage: '5Gi' }, allocatedResourceStatuses: { storage: 'ControllerResizeInProgress' },
      conditions: [{ type: 'Resizing', status: 'True' }],
    });
    cluster.advance(5_000);
    expect(volumeSize(cluster)).toBe('5Gi');
    expect(claimOf(cluster).status).toMatchObject({
      capacity: { storage: '1Gi' }, allocatedResourceStatuses: { storage: 'NodeResizePending' }, conditions: [{ type: 'FileSystemResizePending', status: 'True' }],
    });
    expect(cluster.eventsAbout('data').slice(-3)).toEqual([
      'ExternalExpanding: waiting for an external controller to expand this PVC',
      `Resizing: External resizer is resizing volume ${claimOf(cluster).spec.volumeName}`,
      'FileSystemResizeRequired: Require file system resize of volume on node',
    ]);
    const commits = cluster.commits.length;
    cluster.advance(600_000);
    expect(cluster.commits.length).toBe(commits);
  });

  it('never comes for a directory of the machine, which no resizer knows', () => {
    const cluster = start({ provisioner: 'rancher.io/local-path' });
    expect(cluster.list<PersistentVolume>('persistentvolumes')[0]?.spec['hostPath']).toMatchObject({ type: 'DirectoryOrCreate' });
    expect(ask(cluster, '5Gi')).toBe('granted');
    cluster.advance(60_000);
    expect(volumeSize(cluster)).toBe('1Gi');
    expect(cluster.eventsAbout('data').at(-1)).toBe('ExternalExpanding: waiting for an external controller to expand this PVC');
  });

  it('ends at once for a block device', () => {
    const cluster = start({ volumeMode: 'Block' });
    ask(cluster, '5Gi');
    cluster.advance(5_000);
    expect(claimOf(cluster).status).toMatchObject({ capacity: { storage: '5Gi' } });
    expect(claimOf(cluster).status).not.toHaveProperty('conditions');
    expect(cluster.eventsAbout('data').at(-1)).toBe('VolumeResizeSuccessful: Resize volume succeeded');
  });
});
