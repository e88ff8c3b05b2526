import { describe, expect, test } from 'vitest';
import type { Lease, Node } from '../../../shared/kubernetes/types/node.ts';
import type { ConfigMap } from '../../../shared/kubernetes/types/core.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from './testing/fleet-cluster.ts';

const images = [{ image: 'app:v1', stopSeconds: 2 }];

/** Two workers of a managed control plane, the first one cut off, with a pod that runs on it. */
function cutOff(spec: Parameters<FleetCluster['addPod']>[1] = {}): { cluster: FleetCluster; pod: Pod } {
  const cluster = new FleetCluster({ images }).bootMachines(2);
  const { metadata: { name } } = cluster.addPod('p', spec);
  cluster.advance(5_000);
  expect(cluster.pod(name).status?.phase).toBe('Running');
  cluster.kubelets.inject({ kind: 'CutCable', machine: 'n0' });
  return { cluster, pod: cluster.pod(name) };
}

function mend(cluster: FleetCluster, waitMs = 5_000): FleetCluster {
  cluster.kubelets.inject({ kind: 'ReconnectCable', machine: 'n0' });
  return cluster.advance(waitMs);
}

function runs(cluster: FleetCluster, pod: Pod): boolean {
  return cluster.kubelets.podView(pod.metadata.uid ?? '')?.containers[0]?.running ?? false;
}

describe('a machine whose cable is cut', () => {
  test('renews no Lease and reports nothing, and does so again when it is mended', () => {
    const { cluster } = cutOff();
    const renewed = (): string | undefined => cluster.get<Lease>('leases', 'kube-node-lease/n0').spec.renewTime;
    const before = renewed();
    const other = cluster.get<Lease>('leases', 'kube-node-lease/n1').spec.renewTime;
    cluster.advance(60_000);
    expect(renewed()).toBe(before);
    expect(cluster.get<Lease>('leases', 'kube-node-lease/n1').spec.renewTime).not.toBe(other);
    expect(cluster.kubelets.machineView('n0')).toMatchObject({ cutOff: true, lamps: { kubelet: true, containerd: true } });
    mend(cluster);
    expect(renewed()).not.toBe(before);
    expect(cluster.kubelets.machineView('n0')?.cutOff).toBe(false);
  });

  test('goes on restarting its containers, and tells of it later', () => {
    const { cluster, pod } = cutOff();
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'p', container: 'c' });
    cluster.advance(20_000);
    expect(runs(cluster, pod)).toBe(true);
    expect(cluster.pod('p')).toEqual(pod);
    mend(cluster);
    expect(cluster.pod('p').status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  });

  test('does not know that a pod has been deleted, and ends it when it does', () => {
    const { cluster, pod } = cutOff();
    cluster.delete('pods', 'default/p');
    cluster.advance(120_000);
    expect(cluster.pod('p').metadata.deletionTimestamp).toBeDefined();
    expect(runs(cluster, pod)).toBe(true);
    mend(cluster);
    expect(cluster.api.get('pods', 'default/p')).toBeUndefined();
    expect(cluster.kubelets.podView(pod.metadata.uid ?? '')).toBeUndefined();
  });

  test('runs on what was deleted by force, while another pod of that name runs elsewhere', () => {
    const { cluster, pod } = cutOff();
    cluster.user.delete('pods', 'default/p', { gracePeriodSeconds: 0 });
    const again = cluster.addPod('p', {}, 'n1');
    cluster.advance(20_000);
    expect(runs(cluster, pod) && runs(cluster, again)).toBe(true);
    mend(cluster);
    expect(cluster.kubelets.podView(pod.metadata.uid ?? '')).toBeUndefined();
    expect(runs(cluster, again)).toBe(true);
  });

  test('uses ConfigMaps as it last saw them', () => {
    const cluster = new FleetCluster({ images }).bootMachines(1);
    const map: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data: { level: 'high' } };
    cluster.create(map);
    const pod = cluster.addPod('p', { containers: [{ name: 'c', image: 'app:v1', envFrom: [{ configMapRef: { name: 'settings' } }] }] });
    cluster.advance(5_000).kubelets.inject({ kind: 'CutCable', machine: 'n0' });
    cluster.delete('configmaps', 'default/settings');
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'p', container: 'c' });
    cluster.advance(5_000);
    expect(runs(cluster, pod)).toBe(true);
    mend(cluster).kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'p', container: 'c' });
    cluster.advance(60_000);
    expect(runs(cluster, pod)).toBe(false);
  });

  test('starts what was bound to it meanwhile, and carries out a resize, when it is mended', () => {
    const { cluster } = cutOff({ containers: [{ name: 'c', image: 'app:v1', resources: { requests: { cpu: '100m' } } }] });
    const late = cluster.addPod('late');
    const containers = [{ name: 'c', resources: { requests: { cpu: '300m' } } }];
    expect(cluster.simulation.server.patch('pods', 'default/p', { spec: { containers } }, { patchType: 'strategic', subresource: 'resize' }).ok).toBe(true);
    cluster.advance(30_000);
    expect(cluster.pod('late').status?.phase).toBe('Pending');
    expect(runs(cluster, late)).toBe(false);
    expect(cluster.pod('p').status?.containerStatuses?.[0]?.resources?.requests?.['cpu']).toBe('100m');
    mend(cluster, 20_000);
    expect(cluster.pod('late').status?.phase).toBe('Running');
    expect(cluster.pod('p').status?.containerStatuses?.[0]?.resources?.requests?.['cpu']).toBe('300m');
  });

  test('reaches no registry', () => {
    const cluster = new FleetCluster({ images: [{ image: 'big:v1', size: '500Mi' }] }).bootMachines(1);
    cluster.addPod('p', { image: 'big:v1' });
    cluster.advance(1_500).kubelets.inject({ kind: 'CutCable', machine: 'n0' });
    cluster.advance(5_000);
    mend(cluster, 2_000);
    expect(cluster.pod('p').status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('ImagePullBackOff');
    cluster.advance(60_000);
    expect(cluster.pod('p').status?.phase).toBe('Running');
  });

  test('knows no pods after a restart of its kubelet until it is mended', () => {
    const { cluster, pod } = cutOff();
    cluster.kubelets.inject({ kind: 'StopKubelet', machine: 'n0' });
    cluster.kubelets.inject({ kind: 'StartKubelet', machine: 'n0' });
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'p', container: 'c' });
    cluster.advance(60_000);
    expect(runs(cluster, pod)).toBe(false);
    mend(cluster);
    expect(cluster.pod('p').status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  });

  test('may be off when its cable is cut, and is not mended by its power; NotFound without the machine', () => {
    const { cluster } = cutOff();
    cluster.provider.inject({ kind: 'PowerOff', machine: 'n0' });
    cluster.advance(1_000).provider.inject({ kind: 'PowerOn', machine: 'n0' });
    cluster.advance(60_000);
    expect(cluster.kubelets.machineView('n0')).toMatchObject({ cutOff: true, lamps: { kubelet: true } });
    expect(cluster.kubelets.inject({ kind: 'CutCable', machine: 'n9' })).toMatchObject({ ok: false, error: { reason: 'NotFound' } });
    expect(cluster.kubelets.inject({ kind: 'CutZone', zone: 'nowhere' })).toMatchObject({ ok: false, error: { reason: 'NotFound' } });
    mend(cluster);
    expect(cluster.pod('p').status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  });

  test('gets the labels of its machine when it is mended', () => {
    const { cluster } = cutOff();
    const machine = cluster.get<Machine>('machines', 'n0');
    cluster.user.update<Machine>({ ...machine, spec: { ...machine.spec, labels: { disk: 'ssd' } } });
    cluster.advance(1_000);
    const labels = (): Record<string, string> | undefined => cluster.get<Node>('nodes', 'n0').metadata.labels;
    expect(labels()?.['disk']).toBeUndefined();
    expect(mend(cluster) && labels()?.['disk']).toBe('ssd');
  });

  test('leaves nothing behind when it is deleted or everything is mended', () => {
    const { cluster } = cutOff();
    cluster.delete('pods', 'default/p');
    cluster.delete('machines', 'n0');
    cluster.advance(10_000);
    cluster.addMachine('n0');
    cluster.advance(10_000);
    expect(cluster.kubelets.machineView('n0')?.cutOff).toBe(false);
    expect(JSON.stringify(cluster.kubelets.save())).toContain('"unseen":{"$":"map","entries":[]}');
  });
});

describe('a parted control plane', () => {
  function boot(hosts: number): FleetCluster {
    const cluster = new FleetCluster({ images });
    for (let index = 0; index < hosts; index += 1) cluster.addMachine(`cp${index}`, { roles: ['control-plane'], zone: `zone-${index}` });
    cluster.addMachine('n0', { zone: 'zone-0' });
    cluster.addMachine('n1', { zone: 'zone-1' });
    return cluster.advance(30_000);
  }

  const renewing = (cluster: FleetCluster): string[] => {
    const times = new Map(cluster.list<Lease>('leases').map(({ metadata, spec }) => [metadata.name, spec.renewTime]));
    cluster.advance(30_000);
    return cluster.list<Lease>('leases').filter(({ metadata, spec }) => times.get(metadata.name) !== spec.renewTime).map(({ metadata }) => metadata.name).sort();
  };

  test('goes on with the machines that reach each other; the one that is cut off leads nothing', () => {
    const cluster = boot(3);
    const { processes } = cluster.simulation;
    expect(processes.leaderOf('kube-scheduler')).toBe('cp0');
    cluster.kubelets.inject({ kind: 'CutCable', machine: 'cp0' });
    cluster.advance(5_000);
    expect(processes.leaderOf('kube-scheduler')).toMatch(/cp[12]/);
    expect([...processes.apiServers()].sort()).toEqual(['cp1', 'cp2']);
    expect(processes.machinesOf('kube-scheduler')).toContain('cp0');
    expect(renewing(cluster)).toEqual(['cp1', 'cp2', 'n0', 'n1']);
  });

  test('goes on alone when the only machine of it is cut off, and all others are out of touch', () => {
    const cluster = boot(1);
    const pod = cluster.addPod('p');
    cluster.advance(5_000);
    cluster.kubelets.inject({ kind: 'CutCable', machine: 'cp0' });
    cluster.delete('pods', 'default/p');
    expect(renewing(cluster)).toEqual(['cp0']);
    expect(runs(cluster, pod)).toBe(true);
    cluster.kubelets.inject({ kind: 'ReconnectCable', machine: 'cp0' });
    expect(renewing(cluster)).toEqual(['cp0', 'n0', 'n1']);
    expect(cluster.api.get('pods', 'default/p')).toBeUndefined();
  });

  test('stays on the side of a zone that has most of it', () => {
    const cluster = boot(1);
    cluster.kubelets.inject({ kind: 'CutZone', zone: 'zone-0' });
    expect(renewing(cluster)).toEqual(['cp0', 'n0']);
    cluster.kubelets.inject({ kind: 'CutCable', machine: 'n0' });
    expect(renewing(cluster)).toEqual(['cp0']);
    cluster.kubelets.inject({ kind: 'ReconnectZone', zone: 'zone-0' });
    cluster.kubelets.inject({ kind: 'ReconnectCable', machine: 'n0' });
    expect(renewing(cluster)).toEqual(['cp0', 'n0', 'n1']);
    expect(cluster.list<Node>('nodes')).toHaveLength(3);
  });
});
