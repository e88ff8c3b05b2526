import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass, VolumeAttachment } from '../../../shared/kubernetes/types/storage.ts';
import { persistentVolumeBinder } from '../controllers/persistent-volume-binder/index.ts';
import { volumeProvisioner } from '../controllers/persistent-volume-binder/provisioner.ts';
import { controllerComponent } from '../controllers/worker.ts';
import { makeNode, makePod } from '../testing/builders.ts';
import { TestCluster } from '../testing/test-cluster.ts';
import { createScheduler } from './scheduler.ts';
import { hintOf, refusals } from './testing/ask-plugin.ts';
import type { ClusterEvent } from './framework/cluster-event.ts';
import type { CSINode } from './plugins/NodeVolumeLimits/node-disks.ts';
import { nodeVolumeLimits } from './plugins/NodeVolumeLimits/node-volume-limits.ts';
import { volumeBinding } from './plugins/VolumeBinding/volume-binding.ts';
import { volumeRestrictions } from './plugins/VolumeRestrictions/volume-restrictions.ts';
import { volumeZone } from './plugins/VolumeZone/volume-zone.ts';

const zone = (value: string): Record<string, string> => ({ 'topology.kubernetes.io/zone': value });
const nodes = [makeNode('a1', { labels: zone('a') }), makeNode('b1', { labels: zone('b') })];

function podWith(name: string, ...claims: string[]): Pod {
  const volumes = claims.map((claimName, index) => ({ name: `v${index}`, persistentVolumeClaim: { claimName } }));
  return makePod(name, { spec: { volumes } });
}

function claim(name: string, spec: Partial<PersistentVolumeClaim['spec']> = {}): PersistentVolumeClaim {
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim',
    metadata: {
      name, namespace: 'default', uid: `uid-${name}`,
      ...(spec.volumeName ? { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } } : {}),
    },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
}

function volume(name: string, spec: Partial<PersistentVolume['spec']> = {}, labels?: Record<string, string>): PersistentVolume {
  return {
    apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name, ...(labels ? { labels } : {}) },
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], nfs: { server: 'nas', path: '/' }, ...spec },
    status: { phase: 'Available' },
  };
}

const inZone = (value: string): PersistentVolume['spec']['nodeAffinity'] => ({
  required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [value] }] }] },
});

function storageClass(name: string, provisioner: string, more: Partial<StorageClass> = {}): StorageClass {
  return {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner,
    volumeBindingMode: 'WaitForFirstConsumer', ...more,
  };
}

const claims = (...objects: KubernetesObject[]): { resource: string; object: KubernetesObject }[] =>
  objects.map((object) => ({ resource: 'persistentvolumeclaims', object }));
const volumes = (...objects: KubernetesObject[]): { resource: string; object: KubernetesObject }[] =>
  objects.map((object) => ({ resource: 'persistentvolumes', object }));
const classes = (...objects: KubernetesObject[]): { resource: string; object: KubernetesObject }[] =>
  objects.map((object) => ({ resource: 'storageclasses', object }));

describe('VolumeBinding', () => {
  const ask = (others: { resource: string; object: KubernetesObject }[], ...names: string[]): Record<string, string> =>
    refusals(volumeBinding, podWith('p', ...names), { nodes, others });

  it.each([
    ['a claim that is not there', [], '-persistentvolumeclaim "data" not found'],
    ['an unbound immediate claim', claims(claim('data')), '-pod has unbound immediate PersistentVolumeClaims'],
    [
      'a lost claim', claims({ ...claim('data', { volumeName: 'gone' }), status: { phase: 'Lost' } } as KubernetesObject),
      '-persistentvolumeclaim "data" bound to non-existent persistentvolume "gone"',
    ],
    [
      'a claim whose volume is gone', claims(claim('data', { volumeName: 'gone' })),
      '-node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
    ],
    [
      'a class without a provisioner or volumes',
      [...claims(claim('data', { storageClassName: 'local' })), ...classes(storageClass('local', 'kubernetes.io/no-provisioner'))],
      "-node(s) didn't find available persistent volumes to bind",
    ],
  ])('refuses %s everywhere', (_what, others, reason) => {
    expect(ask(others, 'data')).toEqual({ a1: reason, b1: reason });
  });

  it('keeps a pod where its bound volume can be reached', () => {
    const others = [...claims(claim('data', { volumeName: 'pv' })), ...volumes(volume('pv', { nodeAffinity: inZone('a') }))];
    expect(ask(others, 'data')).toEqual({ b1: '-node(s) had volume node affinity conflict' });
  });

  it('finds an available volume per claim and node, each only once', () => {
    const others = [
      ...claims(claim('one', { storageClassName: 'local' }), claim('two', { storageClassName: 'local' })),
      ...classes(storageClass('local', 'kubernetes.io/no-provisioner')),
      ...volumes(...['x', 'y', 'z'].map((name) =>
        volume(name, { storageClassName: 'local', nodeAffinity: inZone(name === 'z' ? 'b' : 'a') }))),
    ];
    expect(ask(others, 'one', 'two')).toEqual({ b1: "-node(s) didn't find available persistent volumes to bind" });
    expect(ask(others, 'one')).toEqual({});
  });

  it('provisions only where the class allows', () => {
    const allowed = { allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['b'] }] }] };
    const others = [...claims(claim('data', { storageClassName: 'gp3' })), ...classes(storageClass('gp3', 'ebs.csi.aws.com', allowed))];
    expect(ask(others, 'data')).toEqual({ a1: "-node(s) didn't find available persistent volumes to bind" });
  });

  it('waits for its own claims', () => {
    const hint = (name: string, namespace = 'default'): string => {
      const { metadata, ...rest } = claim(name);
      return hintOf(volumeBinding, podWith('p', 'data'), { kind: 'PersistentVolumeClaimUpdate', object: { ...rest, metadata: { ...metadata, namespace } } });
    };
    expect([hint('data'), hint('other'), hint('data', 'else')]).toEqual(['Queue', 'Skip', 'Skip']);
  });
});

it('VolumeZone keeps a pod in the zone that the volume is labelled with', () => {
  const others = [...claims(claim('data', { volumeName: 'pv' })), ...volumes(volume('pv', {}, zone('b__c')))];
  const cluster = { nodes: [...nodes, makeNode('nowhere')], others };
  expect(refusals(volumeZone, podWith('p', 'data'), cluster)).toEqual({ a1: '-node(s) had no available volume zone' });
  // A label that lists an empty zone says nothing.
  expect(refusals(volumeZone, podWith('p', 'data'), { ...cluster, others: [...claims(claim('data', { volumeName: 'pv' })), ...volumes(volume('pv', {}, zone('b__')))] }))
    .toEqual({});
  expect(refusals(volumeZone, makePod('p'), cluster)).toEqual({});
});

it('VolumeZone turns a pod away whose volume is gone, and does not look at volumes made for the pod itself', () => {
  const reason = '-persistentvolume "gone" not found';
  expect(refusals(volumeZone, podWith('p', 'data'), { nodes, others: claims(claim('data', { volumeName: 'gone' })) })).toEqual({ a1: reason, b1: reason });
  const own = makePod('p', { spec: { volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: {} } } }] } });
  expect(refusals(volumeZone, own, { nodes, others: [...claims(claim('p-v', { volumeName: 'pv' })), ...volumes(volume('pv', {}, zone('c')))] })).toEqual({});
});

it.each<[string, ClusterEvent['kind'], KubernetesObject, KubernetesObject | undefined, 'Queue' | 'Skip']>([
  ['a class comes that waits for pods', 'StorageClassAdd', storageClass('x', 'ebs'), undefined, 'Queue'],
  ['another class comes', 'StorageClassAdd', storageClass('x', 'ebs', { volumeBindingMode: 'Immediate' }), undefined, 'Skip'],
  ['a volume comes', 'PersistentVolumeAdd', volume('pv'), undefined, 'Queue'],
  ['a volume moves to another zone', 'PersistentVolumeUpdate', volume('pv', {}, zone('b')), volume('pv', {}, zone('a')), 'Queue'],
  ['a volume changes otherwise', 'PersistentVolumeUpdate', volume('pv', { capacity: { storage: '9Gi' } }, zone('a')), volume('pv', {}, zone('a')), 'Skip'],
  ['its claim changes', 'PersistentVolumeClaimUpdate', claim('data'), claim('data'), 'Queue'],
  ['another claim changes', 'PersistentVolumeClaimUpdate', claim('other'), claim('other'), 'Skip'],
])('VolumeZone and %s: %s', (_what, kind, object, previousObject, hint) => {
  expect(hintOf(volumeZone, podWith('p', 'data'), previousObject ? { kind, object, previousObject } : { kind, object })).toBe(hint);
});

describe('VolumeRestrictions', () => {
  it('is the first to miss a claim that is not there', () => {
    const reason = '-persistentvolumeclaim "data" not found';
    expect(refusals(volumeRestrictions, podWith('p', 'data'), { nodes })).toEqual({ a1: reason, b1: reason });
    const ephemeral = makePod('p', { spec: { volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: {} } } }] } });
    expect(refusals(volumeRestrictions, ephemeral, { nodes })).toEqual({});
  });

  it('has pods tried again that wait for the claim, for the disk, or for a pod to give the claim back', () => {
    const disk = (pdName: string, readOnly = false): Pod =>
      makePod('d', { spec: { nodeName: 'a1', volumes: [{ name: 'v', gcePersistentDisk: { pdName, readOnly } }] } });
    const placed = (pod: Pod): Pod => ({ ...pod, spec: { ...pod.spec, nodeName: 'a1' } });
    const gone = (waiting: Pod, pod: Pod): string => hintOf(volumeRestrictions, waiting, { kind: 'AssignedPodDelete', pod });
    expect(gone(podWith('p', 'data'), placed(podWith('q', 'data')))).toBe('Queue');
    expect(gone(podWith('p', 'data'), placed(podWith('q', 'other')))).toBe('Skip');
    expect([gone(disk('x'), disk('x')), gone(disk('x'), disk('y')), gone(disk('x', true), disk('x', true))]).toEqual(['Queue', 'Skip', 'Skip']);
    expect(hintOf(volumeRestrictions, podWith('p', 'data'), { kind: 'PersistentVolumeClaimAdd', object: claim('data') })).toBe('Queue');
    expect(hintOf(volumeRestrictions, podWith('p', 'data'), { kind: 'PersistentVolumeClaimUpdate', object: claim('data') })).toBe('Skip');
    expect(hintOf(volumeRestrictions, podWith('p', 'data'), { kind: 'NodeAdd', node: nodes[0] as never })).toBe('Queue');
  });

  it('gives a ReadWriteOncePod claim to one pod only', () => {
    const others = claims(claim('data', { accessModes: ['ReadWriteOncePod'] }), claim('shared'));
    const user = { ...podWith('user', 'data', 'shared') };
    const cluster = { nodes, others, pods: [{ ...user, spec: { ...user.spec, nodeName: 'a1' } }] };
    const reason = 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
    expect(refusals(volumeRestrictions, podWith('p', 'data'), cluster)).toEqual({ a1: reason, b1: reason });
    expect(refusals(volumeRestrictions, podWith('p', 'shared'), cluster)).toEqual({});
  });

  it('lets readers share a disk, and nobody else', () => {
    const disk = (name: string, readOnly: boolean): Pod =>
      makePod(name, { spec: { volumes: [{ name: 'v', gcePersistentDisk: { pdName: 'd', readOnly } }] } });
    const reader = disk('reader', true);
    const cluster = { nodes, pods: [{ ...reader, spec: { ...reader.spec, nodeName: 'a1' } }] };
    expect(refusals(volumeRestrictions, disk('p', true), cluster)).toEqual({});
    expect(refusals(volumeRestrictions, disk('p', false), cluster)).toEqual({ a1: 'node(s) had no available disk' });
  });
});

describe('NodeVolumeLimits', () => {
  const csi = (name: string): PersistentVolume => volume(name, { csi: { driver: 'ebs.csi.aws.com', volumeHandle: name } });
  const csiNode = (count?: number): KubernetesObject & CSINode => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'a1' },
    spec: { drivers: [{ name: 'ebs.csi.aws.com', ...(count === undefined ? {} : { allocatable: { count } }) }] },
  });
  const attachment = (source: string, nodeName = 'a1'): VolumeAttachment => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttachment', metadata: { name: `csi-${source}` },
    spec: { attacher: 'ebs.csi.aws.com', nodeName, source: { persistentVolumeName: source } },
  });
  const inline = makePod('p', { spec: { volumes: [{ name: 'v', awsElasticBlockStore: { volumeID: 'z' } }] } });
  const stored = [
    ...claims(claim('one', { volumeName: 'x' }), claim('two', { volumeName: 'y' }), claim('new', { storageClassName: 'gp3' })),
    ...volumes(csi('x'), csi('y')), ...classes(storageClass('gp3', 'ebs.csi.aws.com')),
  ];
  const full = { a1: 'node(s) exceed max volume count' };
  const user = podWith('user', 'one');
  const ask = (pod: Pod, limit: number | undefined, ...attachments: VolumeAttachment[]): Record<string, string> => refusals(nodeVolumeLimits, pod, {
    nodes, pods: [{ ...user, spec: { ...user.spec, nodeName: 'a1' } }],
    others: [
      ...stored, { resource: 'csinodes', object: csiNode(limit) }, ...attachments.map((object) => ({ resource: 'volumeattachments', object })),
    ],
  });

  it.each<[string, Pod, number | undefined, VolumeAttachment[], Record<string, string>]>([
    ['one volume too many', podWith('p', 'two'), 1, [], full],
    ['a volume that is there already', podWith('p', 'one'), 1, [], {}],
    ['two volumes at once', podWith('p', 'two', 'new'), 2, [], full],
    ['a claim whose volume is still to be made', podWith('p', 'new'), 1, [], full],
    ['a disk of the pod itself, for which the driver has taken over', inline, 1, [], full],
    ['room for one more', podWith('p', 'two'), 2, [], {}],
    ['a driver without a limit', podWith('p', 'two'), undefined, [], {}],
    ['a pod without volumes', makePod('p'), 0, [], {}],
    ['an attached disk whose pod is gone', podWith('p', 'new'), 2, [attachment('y')], full],
    ['an attached disk that its pod accounts for', podWith('p', 'two'), 2, [attachment('x')], {}],
    ['its own disk, attached already', podWith('p', 'two'), 1, [attachment('y')], {}],
    ['a disk on another machine', podWith('p', 'new'), 2, [attachment('y', 'b1')], {}],
  ])('counts against the CSINode: %s', (_what, pod, limit, attachments, expected) => {
    expect(ask(pod, limit, ...attachments)).toEqual(expected);
  });

  it.each<[string, Pod, Parameters<typeof hintOf>[2], 'Queue' | 'Skip']>([
    ['a CSINode comes', podWith('p', 'two'), { kind: 'CSINodeAdd', object: csiNode(1) }, 'Queue'],
    ['a CSINode allows more', podWith('p', 'two'), { kind: 'CSINodeUpdate', object: csiNode(2), previousObject: csiNode(1) }, 'Queue'],
    ['a CSINode allows less', podWith('p', 'two'), { kind: 'CSINodeUpdate', object: csiNode(1), previousObject: csiNode(2) }, 'Skip'],
    ['a pod with volumes leaves', podWith('p', 'two'), { kind: 'AssignedPodDelete', pod: user }, 'Queue'],
    ['a pod without volumes leaves', podWith('p', 'two'), { kind: 'AssignedPodDelete', pod: makePod('q') }, 'Skip'],
    ['a disk is let go of', podWith('p', 'two'), { kind: 'VolumeAttachmentDelete', object: attachment('x') }, 'Queue'],
    ['a disk of the driver of its own disk is let go of', inline, { kind: 'VolumeAttachmentDelete', object: attachment('x') }, 'Queue'],
    ['a disk is let go of, but it has none', makePod('p'), { kind: 'VolumeAttachmentDelete', object: attachment('x') }, 'Skip'],
    ['its claim comes', podWith('p', 'two'), { kind: 'PersistentVolumeClaimAdd', object: claim('two') }, 'Queue'],
    ['another claim comes', podWith('p', 'two'), { kind: 'PersistentVolumeClaimAdd', object: claim('other') }, 'Skip'],
  ])('and %s: %s', (_what, waiting, event, hint) => {
    expect(hintOf(nodeVolumeLimits, waiting, event)).toBe(hint);
  });
});

describe('a pod with claims', () => {
  const start = (): TestCluster => {
    const cluster = new TestCluster([createScheduler, ...[persistentVolumeBinder, volumeProvisioner].map(controllerComponent)]);
    for (const node of nodes) {
      cluster.create(node);
      // Admission taints every new node until the node controller has seen that it is ready.
      cluster.edit<Node>('nodes', node.metadata.name, ({ spec }) => { delete spec.taints; });
    }
    return cluster;
  };
  const nodeOf = (cluster: TestCluster, name: string): string | undefined => cluster.get<Pod>('pods', `default/${name}`).spec.nodeName;
  const greedy = (name: string, ...names: string[]): Pod => {
    const pod = podWith(name, ...names);
    return { ...pod, spec: { ...pod.spec, containers: [{ name: 'c', image: 'app:v1', resources: { requests: { cpu: '4' } } }] } };
  };
  const unnumbered = (object: PersistentVolumeClaim): PersistentVolumeClaim => {
    const { uid: _uid, ...metadata } = object.metadata;
    return { ...object, metadata };
  };

  it('waits for an immediate claim, and goes to the zone where its volume was made', () => {
    const cluster = start();
    cluster.create(storageClass('gp3', 'ebs.csi.aws.com', { volumeBindingMode: 'Immediate' }));
    cluster.create(podWith('p', 'data'));
    cluster.advance(100);
    expect(cluster.eventsAbout('p')).toEqual(['FailedScheduling: 0/2 nodes are available: persistentvolumeclaim "data" not found. not found']);
    cluster.create(unnumbered(claim('data', { storageClassName: 'gp3' })));
    cluster.advance(1_100);
    expect(cluster.eventsAbout('p')).toContain('FailedScheduling: 0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found');
    cluster.advance(10_000);
    const [made] = cluster.list<PersistentVolume>('persistentvolumes');
    const [place] = made?.spec.nodeAffinity?.required?.nodeSelectorTerms[0]?.matchExpressions?.[0]?.values ?? [];
    expect(nodeOf(cluster, 'p')).toBe(`${place}1`);
  });

  it('is given its node first, and bound to it when the volume is there', () => {
    const cluster = start();
    cluster.create(storageClass('gp3', 'ebs.csi.aws.com'));
    cluster.create(unnumbered(claim('data', { storageClassName: 'gp3' })));
    cluster.create(podWith('p', 'data'));
    cluster.advance(1_000);
    expect(nodeOf(cluster, 'p')).toBeUndefined();
    const selected = cluster.get('persistentvolumeclaims', 'default/data').metadata.annotations?.['volume.kubernetes.io/selected-node'];
    expect(['a1', 'b1']).toContain(selected);
    const waiting = cluster.get<Pod>('pods', 'default/p');
    expect(waiting.status?.nominatedNodeName).toBe(selected);
    expect(cluster.simulation.decisions.about(waiting.metadata.uid ?? '')).toMatchObject([{ outcome: 'Binding', nodeName: selected, retryAtMs: expect.any(Number) }]);
    cluster.advance(3_000);
    expect(nodeOf(cluster, 'p')).toBe(selected);
    expect(cluster.get<Pod>('pods', 'default/p').status).not.toHaveProperty('nominatedNodeName');
    expect(cluster.simulation.decisions.about(waiting.metadata.uid ?? '')).toMatchObject([{ outcome: 'Bound', nodeName: selected }]);
    const order = ['ProvisioningSucceeded', 'Scheduled'];
    const seen = cluster.commits.flatMap(({ resource, object }) =>
      (resource === 'events' ? [(object as KubernetesObject & { reason: string }).reason] : [])).filter((reason) => order.includes(reason));
    expect(seen).toEqual(order);
  });

  it('takes the room of its node while it waits, and gives it back when it is deleted', () => {
    const cluster = start();
    cluster.create(storageClass('gp3', 'ebs.csi.aws.com'));
    cluster.create(unnumbered(claim('data', { storageClassName: 'gp3' })));
    cluster.create(greedy('p', 'data'));
    cluster.advance(100);
    cluster.create(greedy('q'));
    cluster.create(greedy('r'));
    cluster.advance(100);
    expect([nodeOf(cluster, 'q'), nodeOf(cluster, 'r')].filter((node) => node !== undefined)).toHaveLength(1);
    cluster.delete('pods', 'default/p');
    cluster.advance(5_000);
    expect([nodeOf(cluster, 'q'), nodeOf(cluster, 'r')].filter((node) => node !== undefined)).toHaveLength(2);
  });

  it('is looked for a node again when its volumes do not come in time', () => {
    const cluster = start();
    cluster.create(storageClass('never', 'example.com/nobody'));
    cluster.create(unnumbered(claim('data', { storageClassName: 'never' })));
    cluster.create(greedy('p', 'data'));
    cluster.advance(100);
    cluster.create(greedy('q'));
    cluster.create(greedy('r'));
    cluster.advance(600_000);
    // Whoever of the others found no node has its room at once, well before old refusals are looked at again.
    expect([nodeOf(cluster, 'q'), nodeOf(cluster, 'r')].sort()).toEqual(['a1', 'b1']);
    const pod = cluster.get<Pod>('pods', 'default/p');
    expect(cluster.eventsAbout('p')).toContain('FailedScheduling: running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded');
    expect(pod.status).not.toHaveProperty('nominatedNodeName');
    expect(cluster.simulation.decisions.about(pod.metadata.uid ?? '').at(-1)).toMatchObject({ outcome: 'Error' });
  });

  it('is looked for a node again when the provisioner gives the claim back', () => {
    const cluster = start();
    cluster.create(storageClass('never', 'example.com/nobody'));
    cluster.create(unnumbered(claim('data', { storageClassName: 'never' })));
    cluster.create(podWith('p', 'data'));
    cluster.advance(1_000);
    cluster.edit('persistentvolumeclaims', 'default/data', ({ metadata }) => { delete metadata.annotations?.['volume.kubernetes.io/selected-node']; });
    cluster.advance(10);
    expect(cluster.eventsAbout('p')).toEqual(['FailedScheduling: running PreBind plugin "VolumeBinding": binding volumes: provisioning failed for PVC "data"']);
    cluster.advance(3_000);
    expect(cluster.get('persistentvolumeclaims', 'default/data').metadata.annotations).toHaveProperty(['volume.kubernetes.io/selected-node']);
  });
});
