import { describe, expect, it } from 'vitest';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAccessMode, VolumeAttachment } from '../../../../shared/kubernetes/types/storage.ts';
import { makeNode, makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { externalAttacher } from '../external-attacher/index.ts';
import { controllerComponent } from '../worker.ts';
import { attachDetachController } from './index.ts';
import { multiAttachEvents } from './multi-attach.ts';

const disk = 'kubernetes.io/csi/ebs.csi.aws.com^vol-1';

/** Two nodes in two zones and a bound disk `pv-1` of claim `data`. */
function start(modes: VolumeAccessMode[] = ['ReadWriteOnce'], source: Partial<PersistentVolume['spec']> = {}): TestCluster {
  const cluster = new TestCluster([controllerComponent(attachDetachController), controllerComponent(externalAttacher)]);
  for (const [name, zone] of [['n0', 'a'], ['n1', 'b']] as const) {
    const node = makeNode(name, { labels: { 'topology.kubernetes.io/zone': zone } });
    cluster.create({ ...node, metadata: { ...node.metadata, annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' } } });
  }
  const claim = cluster.create<PersistentVolumeClaim>({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' },
    spec: { accessModes: modes, resources: { requests: { storage: '1Gi' } }, volumeName: 'pv-1' },
  });
  cluster.edit<PersistentVolumeClaim>('persistentvolumeclaims', 'default/data', (object) => { object.status = { phase: 'Bound' }; }, 'updateStatus');
  cluster.create<PersistentVolume>({
    apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv-1' },
    spec: {
      capacity: { storage: '1Gi' }, accessModes: modes, claimRef: { namespace: 'default', name: 'data', uid: claim.metadata.uid ?? '' },
      ...(Object.keys(source).some((key) => key !== 'nodeAffinity') ? {} : { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } }), ...source,
    },
  });
  return cluster;
}

function addPod(cluster: TestCluster, name: string, nodeName: string): void {
  cluster.create(makePod(name, { spec: { nodeName, volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] } }));
}

function setInUse(cluster: TestCluster, node: string, volumesInUse: string[]): void {
  cluster.edit<Node>('nodes', node, (object) => { object.status = { ...object.status, volumesInUse }; }, 'updateStatus');
}

const attachedTo = (cluster: TestCluster): string[] => cluster.list<Node>('nodes').filter(({ status }) => status?.volumesAttached?.length).map(({ metadata }) => metadata.name);
const attachments = (cluster: TestCluster): string[] => cluster.list<VolumeAttachment>('volumeattachments').map(({ spec, status }) => `${spec.nodeName} ${status?.attached ?? false}`);

describe('attaching', () => {
  it('makes a VolumeAttachment, waits for the driver, reports it on the Node and on the pod', () => {
    const cluster = start();
    addPod(cluster, 'p', 'n0');
    cluster.advance(1_000);
    expect([attachments(cluster), attachedTo(cluster)]).toEqual([['n0 false'], []]);
    cluster.advance(2_000);
    expect([attachments(cluster), attachedTo(cluster)]).toEqual([['n0 true'], ['n0']]);
    expect(cluster.get<Node>('nodes', 'n0').status?.volumesAttached).toEqual([{ name: disk, devicePath: '' }]);
    expect(cluster.eventsAbout('p')).toEqual(['SuccessfulAttachVolume: AttachVolume.Attach succeeded for volume "pv-1" ']);
    const commits = cluster.commits.length;
    cluster.advance(600_000);
    expect(cluster.commits.length).toBe(commits);
  });

  it.each<[why: string, source: Partial<PersistentVolume['spec']>, expected: string[]]>([
    ['a directory needs no attaching', { hostPath: { path: '/srv' } }, []],
    ['nor does a shared file system', { csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-1' } }, []],
    ['an in-tree disk is the CSI driver\'s', { awsElasticBlockStore: { volumeID: 'vol-1' } }, ['n0 true']],
  ])('%s', (_why, source, expected) => {
    const cluster = start(['ReadWriteOnce'], source);
    addPod(cluster, 'p', 'n0');
    expect(attachments(cluster.advance(3_000))).toEqual(expected);
  });

  it.each<[VolumeAccessMode[], attached: string[], events: number]>([
    [['ReadWriteOnce'], ['n0 true'], 1],
    [['ReadWriteOncePod'], ['n0 true'], 1],
    [['ReadWriteMany'], ['n0 true', 'n1 true'], 0],
    [['ReadOnlyMany', 'ReadWriteOnce'], ['n0 true', 'n1 true'], 0],
  ])('%s on two nodes', (modes, attached, refusals) => {
    const cluster = start(modes);
    addPod(cluster, 'p', 'n0');
    cluster.advance(3_000);
    addPod(cluster, 'q', 'n1');
    cluster.advance(60_000);
    expect(attachments(cluster)).toEqual(attached);
    const refused = cluster.eventsAbout('q').filter((event) => event.startsWith('FailedAttachVolume'));
    expect(refused).toEqual(Array.from({ length: refusals }, () => 'FailedAttachVolume: Multi-Attach error for volume "pv-1" Volume is already used by pod(s) p'));
  });

  it('says what the storage says, again and again, of a disk of another zone', () => {
    const term = { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In' as const, values: ['b'] }] };
    const cluster = start(['ReadWriteOnce'], { nodeAffinity: { required: { nodeSelectorTerms: [term] } } });
    addPod(cluster, 'p', 'n0');
    cluster.advance(10_000);
    expect(cluster.eventsAbout('p')).toEqual([
      'FailedAttachVolume: AttachVolume.Attach failed for volume "pv-1" : rpc error: code = Internal desc = Could not attach volume "vol-1" to node "n0": '
      + "InvalidVolume.ZoneMismatch: The volume 'vol-1' is not in the same availability zone as instance 'n0'",
    ]);
    expect(attachedTo(cluster)).toEqual([]);
  });
});

describe('detaching', () => {
  const lose = (cluster: TestCluster): void => {
    cluster.edit<Node>('nodes', 'n0', ({ status }) => { for (const condition of status?.conditions ?? []) condition.status = 'Unknown'; }, 'updateStatus');
  };
  const outOfService = (cluster: TestCluster): void => {
    cluster.edit<Node>('nodes', 'n0', ({ spec }) => { spec.taints = [{ key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' }]; });
  };
  const release = (cluster: TestCluster): void => setInUse(cluster, 'n0', []);

  it.each<[why: string, act: (cluster: TestCluster) => void, gone: Record<number, boolean>]>([
    ['a healthy node that has it mounted keeps it', () => {}, { 10_000: false, 400_000: false }],
    ['a node that has let go of it gives it up', release, { 1_000: false, 10_000: true }],
    ['a silent node loses it after six minutes', lose, { 350_000: false, 363_000: true }],
    ['a node out of service loses it at once', outOfService, { 1_000: false, 10_000: true }],
    ['a node that is gone loses it after six minutes', (cluster) => cluster.delete('nodes', 'n0'), { 350_000: false, 363_000: true }],
  ])('%s', (_why, act, gone) => {
    const cluster = start();
    addPod(cluster, 'p', 'n0');
    cluster.advance(3_000);
    setInUse(cluster, 'n0', [disk]);
    cluster.delete('pods', 'default/p', { gracePeriodSeconds: 0 });
    act(cluster);
    const startMs = cluster.nowMs;
    for (const [atMs, expected] of Object.entries(gone)) {
      cluster.advance(startMs + Number(atMs) - cluster.nowMs);
      expect([atMs, attachments(cluster).length === 0]).toEqual([atMs, expected]);
    }
  });

  it.each<[why: string, end: (pod: Pod) => void, detached: boolean]>([
    ['a finished pod wants it no more', (pod) => { pod.status = { ...pod.status, phase: 'Succeeded' }; }, true],
    ['a running one does', (pod) => { pod.status = { ...pod.status, phase: 'Running' }; }, false],
  ])('%s', (_why, end, detached) => {
    const cluster = start();
    addPod(cluster, 'p', 'n0');
    cluster.advance(3_000);
    cluster.edit<Pod>('pods', 'default/p', end, 'updateStatus');
    cluster.advance(10_000);
    expect(attachments(cluster).length === 0).toBe(detached);
    expect(attachedTo(cluster)).toEqual(detached ? [] : ['n0']);
  });

  it('keeps a deleted volume until it is detached', () => {
    const cluster = start();
    addPod(cluster, 'p', 'n0');
    cluster.advance(3_000);
    expect(cluster.get('persistentvolumes', 'pv-1').metadata.finalizers).toContain('external-attacher/ebs-csi-aws-com');
    cluster.edit<PersistentVolume>('persistentvolumes', 'pv-1', ({ metadata }) => { metadata.finalizers = ['external-attacher/ebs-csi-aws-com']; });
    cluster.delete('persistentvolumes', 'pv-1');
    expect(cluster.advance(10_000).api.count('persistentvolumes')).toBe(1);
    cluster.delete('pods', 'default/p', { gracePeriodSeconds: 0 });
    expect(cluster.advance(10_000).api.count('persistentvolumes')).toBe(0);
  });

  it('goes on after a snapshot as without one', () => {
    const run = (cutAtMs: number | undefined): unknown => {
      let cluster = start();
      addPod(cluster, 'p', 'n0');
      cluster.advance(3_000);
      setInUse(cluster, 'n0', [disk]);
      lose(cluster);
      cluster.delete('pods', 'default/p', { gracePeriodSeconds: 0 });
      if (cutAtMs !== undefined) {
        cluster.advance(cutAtMs);
        const saved = JSON.parse(JSON.stringify(cluster.simulation.save())) as ReturnType<typeof cluster.simulation.save>;
        cluster = new TestCluster([controllerComponent(attachDetachController), controllerComponent(externalAttacher)], { start: false });
        cluster.simulation.load(saved);
      }
      return cluster.advance(400_000 - cluster.nowMs).simulation.store.save();
    };
    const straight = run(undefined);
    for (const cutAtMs of [1, 100_000, 361_000]) expect(run(cutAtMs)).toEqual(straight);
  });
});

it.each<[users: [namespace: string, name: string][], text: string]>([
  [[], "Volume is already exclusively attached to one node and can't be attached to another"],
  [[['default', 'a'], ['default', 'b']], 'Volume is already used by pod(s) a, b'],
  [[['other', 'a']], 'Volume is already used by 1 pod(s) in different namespaces'],
  [[['default', 'a'], ['other', 'b'], ['third', 'c']], 'Volume is already used by pod(s) a and 2 pod(s) in different namespaces'],
])('tells who has it: %j', (users, text) => {
  const pods = users.map(([namespace, name]) => ({ ...makePod(name), metadata: { name, namespace } }));
  expect(multiAttachEvents('pv', [makePod('p')], pods).map(({ record }) => record.message)).toEqual([`Multi-Attach error for volume "pv" ${text}`]);
});
