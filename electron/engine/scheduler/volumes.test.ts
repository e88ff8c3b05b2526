import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../shared/kubernetes/types/storage.ts';
import { persistentVolumeBinder } from '../controllers/persistent-volume-binder/index.ts';
import { volumeProvisioner } from '../controllers/persistent-volume-binder/provisioner.ts';
import { controllerComponent } from '../controllers/worker.ts';
import { makeNode, makePod } from '../testing/builders.ts';
import { TestCluster } from '../testing/test-cluster.ts';
import { createScheduler } from './scheduler.ts';
import { hintOf, refusals } from './testing/ask-plugin.ts';
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
    const hint = (key: string): string => hintOf(volumeBinding, podWith('p', 'data'), { kind: 'PersistentVolumeClaimUpdate', claim: key });
    expect([hint('default/data'), hint('default/other'), hint('else/data')]).toEqual(['Queue', 'Skip', 'Skip']);
  });
});

it('VolumeZone keeps a pod in the zone that the volume is labelled with', () => {
  const others = [...claims(claim('data', { volumeName: 'pv' })), ...volumes(volume('pv', {}, zone('b__c')))];
  const cluster = { nodes: [...nodes, makeNode('nowhere')], others };
  expect(refusals(volumeZone, podWith('p', 'data'), cluster)).toEqual({ a1: '-node(s) had no available volume zone' });
  expect(refusals(volumeZone, makePod('p'), cluster)).toEqual({});
});

describe('VolumeRestrictions', () => {
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

it('NodeVolumeLimits counts the volumes of a driver against the CSINode', () => {
  const csi = (name: string): PersistentVolume => volume(name, { csi: { driver: 'ebs', volumeHandle: name } });
  const csiNode = {
    apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'a1' },
    spec: { drivers: [{ name: 'ebs', allocatable: { count: 1 } }] },
  };
  const others = [
    ...claims(claim('one', { volumeName: 'x' }), claim('two', { volumeName: 'y' })), ...volumes(csi('x'), csi('y')),
    { resource: 'csinodes', object: csiNode },
  ];
  const user = podWith('user', 'one');
  const cluster = { nodes, others, pods: [{ ...user, spec: { ...user.spec, nodeName: 'a1' } }] };
  expect(refusals(nodeVolumeLimits, podWith('p', 'two'), cluster)).toEqual({ a1: 'node(s) exceed max volume count' });
  expect(refusals(nodeVolumeLimits, podWith('p', 'one'), cluster)).toEqual({});
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
  const unnumbered = (object: PersistentVolumeClaim): PersistentVolumeClaim => {
    const { uid: _uid, ...metadata } = object.metadata;
    return { ...object, metadata };
  };

  it('waits for an immediate claim, and goes to the zone where its volume was made', () => {
    const cluster = start();
    cluster.create(storageClass('gp3', 'ebs.csi.aws.com', { volumeBindingMode: 'Immediate' }));
    cluster.create(podWith('p', 'data'));
    cluster.advance(100);
    expect(cluster.eventsAbout('p')[0]).toContain('0/2 nodes are available: persistentvolumeclaim "data" not found.');
    cluster.create(unnumbered(claim('data', { storageClassName: 'gp3' })));
    cluster.advance(1_100);
    expect(cluster.eventsAbout('p').join('\n')).toContain('0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims.');
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
    cluster.advance(3_000);
    expect(nodeOf(cluster, 'p')).toBe(selected);
    const order = ['ProvisioningSucceeded', 'Scheduled'];
    const seen = cluster.commits.flatMap(({ resource, object }) =>
      (resource === 'events' ? [(object as KubernetesObject & { reason: string }).reason] : [])).filter((reason) => order.includes(reason));
    expect(seen).toEqual(order);
  });

  it('takes the room of its node while it waits, and gives it back when it is deleted', () => {
    const cluster = start();
    cluster.create(storageClass('gp3', 'ebs.csi.aws.com'));
    cluster.create(unnumbered(claim('data', { storageClassName: 'gp3' })));
    const all = { requests: { cpu: '4' } };
    const greedy = (name: string, ...names: string[]): Pod => {
      const pod = podWith(name, ...names);
      return { ...pod, spec: { ...pod.spec, containers: [{ name: 'c', image: 'app:v1', resources: all }] } };
    };
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
});
