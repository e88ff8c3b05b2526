import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Lease, Node } from '../../../shared/kubernetes/types/node.ts';
import { FleetCluster } from './testing/fleet-cluster.ts';

const phase = (cluster: FleetCluster, name: string): string | undefined => cluster.get<Machine>('machines', name).status?.phase;
const ready = (cluster: FleetCluster, name: string): string | undefined =>
  cluster.get<Node>('nodes', name).status?.conditions?.find(({ type }) => type === 'Ready')?.status;

describe('registration', () => {
  test('a machine is built, boots, registers its node and becomes Ready', () => {
    const cluster = new FleetCluster();
    cluster.addMachine('n0', { bootSeconds: 20, zone: 'us-east-1a', labels: { disk: 'ssd' } });
    cluster.advance(1_000);
    expect(cluster.get('machines', 'n0')).toMatchObject({ status: { phase: 'Provisioning', address: '10.0.0.1' } });
    cluster.advance(2_000);
    expect(phase(cluster, 'n0')).toBe('Booting');
    cluster.advance(19_500);
    expect(phase(cluster, 'n0')).toBe('Running');
    expect(cluster.api.count('nodes')).toBe(0);
    cluster.advance(1_500);
    expect(cluster.get<Node>('nodes', 'n0')).toMatchObject({
      metadata: {
        labels: {
          'kubernetes.io/hostname': 'n0', 'node.kubernetes.io/instance-type': 'm5.large', 'topology.kubernetes.io/zone': 'us-east-1a',
          'topology.kubernetes.io/region': 'us-east-1', disk: 'ssd',
        },
      },
      status: {
        capacity: { cpu: '2', memory: '8Gi', pods: '110' },
        allocatable: { cpu: '2', memory: '8092Mi', pods: '110' },
        addresses: [{ type: 'InternalIP', address: '10.0.0.1' }, { type: 'Hostname', address: 'n0' }],
      },
    });
    expect(ready(cluster, 'n0')).toBe('False');
    cluster.advance(5_000);
    expect(ready(cluster, 'n0')).toBe('True');
    expect(cluster.eventsAbout('n0')).toEqual([
      'Starting: Starting kubelet.',
      'NodeHasSufficientMemory: Node n0 status is now: NodeHasSufficientMemory',
      'NodeHasNoDiskPressure: Node n0 status is now: NodeHasNoDiskPressure',
      'NodeHasSufficientPID: Node n0 status is now: NodeHasSufficientPID',
      'NodeReady: Node n0 status is now: NodeReady',
    ]);
  });

  test.each([
    { roles: ['worker'], taints: [], label: undefined },
    { roles: ['control-plane'], taints: ['node-role.kubernetes.io/control-plane:NoSchedule'], label: '' },
    { roles: ['control-plane', 'worker'], taints: [], label: '' },
  ] as const)('roles $roles decide label and taint', ({ roles, taints, label }) => {
    const cluster = new FleetCluster();
    cluster.addMachine('n0', { roles: [...roles] });
    cluster.advance(15_000);
    const created = cluster.commits.find(({ resource, type }) => resource === 'nodes' && type === 'ADDED')?.object as Node;
    const marks = (created.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);
    expect(marks).toEqual([...taints, 'node.kubernetes.io/not-ready:NoSchedule']);
    expect(created.metadata.labels?.['node-role.kubernetes.io/control-plane']).toBe(label);
  });
});

describe('heartbeat', () => {
  test('an idle node renews its lease every ten seconds and sends its status every five minutes, nothing else', () => {
    const cluster = new FleetCluster().bootMachines(1).advance(20_000);
    const before = cluster.commits.length;
    cluster.advance(600_000);
    const writes = cluster.commits.slice(before).map(({ resource }) => resource);
    expect(new Set(writes)).toEqual(new Set(['leases', 'nodes']));
    expect(writes.filter((resource) => resource === 'nodes')).toHaveLength(2);
    expect(writes.filter((resource) => resource === 'leases').length).toBeGreaterThan(600 / 10.4 - 2);
    expect(writes.filter((resource) => resource === 'leases').length).toBeLessThanOrEqual(60);
    expect(cluster.simulation.isQuiet()).toBe(true);
  });

  test('the lease belongs to the node', () => {
    const cluster = new FleetCluster().bootMachines(1);
    expect(cluster.get<Lease>('leases', 'kube-node-lease/n0')).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'Node', name: 'n0', uid: cluster.get('nodes', 'n0').metadata.uid }] },
      spec: { holderIdentity: 'n0', leaseDurationSeconds: 40 },
    });
  });

  test('a status that someone else marked Unknown is put right at the next look', () => {
    const cluster = new FleetCluster().bootMachines(1);
    cluster.edit<Node>('nodes', 'n0', (node) => {
      for (const condition of node.status?.conditions ?? []) condition.status = 'Unknown';
    }, 'updateStatus');
    cluster.advance(10_000);
    expect(ready(cluster, 'n0')).toBe('True');
  });
});

describe('power', () => {
  test('without power nothing is written; containers come back with the power, restarted, at a new address', () => {
    const cluster = new FleetCluster().bootMachines(1);
    cluster.addPod('web', { image: 'nginx' });
    cluster.advance(10_000);
    const before = cluster.pod('web').status;
    cluster.provider.inject({ kind: 'PowerOff', machine: 'n0' });
    const commits = cluster.commits.length;
    cluster.advance(300_000);
    expect(cluster.commits.slice(commits).filter(({ resource }) => resource !== 'machines')).toEqual([]);
    expect(cluster.kubelets.machineView('n0')?.lamps).toEqual({ kubelet: false, kubeProxy: false, containerd: false });
    expect(cluster.kubelets.usageOf('n0')).toEqual({ cpuMilli: 0, memoryBytes: 0 });
    cluster.provider.inject({ kind: 'PowerOn', machine: 'n0' });
    cluster.advance(10_000);
    const { status } = cluster.pod('web');
    expect(status).toMatchObject({
      phase: 'Running',
      containerStatuses: [{ ready: true, restartCount: 1, lastState: { terminated: { exitCode: 255, reason: 'Unknown' } } }],
    });
    expect(status?.podIP).not.toBe(before?.podIP);
    expect(cluster.eventsAbout('web')).toContain('SandboxChanged: Pod sandbox changed, it will be killed and re-created.');
    expect(cluster.eventsAbout('n0').some((event) => event.startsWith('Rebooted: Node n0 has been rebooted, boot id: '))).toBe(true);
  });

  test('a pod that must not restart has failed after the power cut', () => {
    const cluster = new FleetCluster().bootMachines(1);
    cluster.addPod('once', { image: 'nginx', restartPolicy: 'Never' });
    cluster.advance(10_000);
    cluster.provider.inject({ kind: 'CrashMachine', machine: 'n0' });
    cluster.advance(10_000);
    expect(cluster.pod('once').status?.phase).toBe('Running');
    cluster.provider.inject({ kind: 'PowerOn', machine: 'n0' });
    cluster.advance(10_000);
    expect(cluster.pod('once').status?.phase).toBe('Failed');
  });

  test('a pod deleted while its machine was off goes when the power returns', () => {
    const cluster = new FleetCluster().bootMachines(1);
    cluster.addPod('web');
    cluster.addPod('forced');
    cluster.advance(10_000);
    cluster.provider.inject({ kind: 'PowerOff', machine: 'n0' });
    cluster.advance(1_000);
    cluster.delete('pods', 'default/web');
    cluster.delete('pods', 'default/forced', { gracePeriodSeconds: 0 });
    cluster.advance(120_000);
    expect(cluster.pod('web').metadata.deletionTimestamp).toBeDefined();
    expect(cluster.api.get('pods', 'default/forced')).toBeUndefined();
    cluster.provider.inject({ kind: 'PowerOn', machine: 'n0' });
    cluster.advance(10_000);
    expect(cluster.api.get('pods', 'default/web')).toBeUndefined();
    expect(cluster.history('web').at(-1)).toBe('DELETED');
  });

  test('a reset that takes no time kills the containers all the same', () => {
    const cluster = new FleetCluster().bootMachines(1);
    cluster.addPod('web');
    cluster.advance(10_000);
    cluster.provider.inject({ kind: 'RestartMachine', machine: 'n0' });
    cluster.advance(10_000);
    expect(cluster.pod('web').status?.containerStatuses?.[0]?.restartCount).toBe(1);
  });

  test('images survive a power cut', () => {
    const cluster = new FleetCluster().bootMachines(1);
    cluster.addPod('web', { image: 'nginx:1' });
    cluster.advance(10_000);
    cluster.provider.inject({ kind: 'PowerOff', machine: 'n0' });
    cluster.provider.inject({ kind: 'PowerOn', machine: 'n0' });
    cluster.advance(10_000);
    const present = 'Pulled: Container image "nginx:1" already present on machine and can be accessed by the pod';
    expect(cluster.eventsAbout('web')).toContain(present);
  });
});

describe('kubelet', () => {
  test('stopped, it says nothing while containers run on; started, it takes them up again', () => {
    const cluster = new FleetCluster({ images: [{ image: 'ends', exit: { afterSeconds: 30, code: 3 } }] }).bootMachines(1);
    cluster.addPod('web');
    cluster.addPod('ends', { image: 'ends' });
    cluster.addPod('leaving');
    cluster.advance(10_000);
    cluster.kubelets.inject({ kind: 'StopKubelet', machine: 'n0' });
    const commits = cluster.commits.length;
    cluster.delete('pods', 'default/leaving');
    cluster.advance(60_000);
    expect(cluster.commits.slice(commits)).toHaveLength(1);
    expect(cluster.kubelets.machineView('n0')?.lamps).toEqual({ kubelet: false, kubeProxy: true, containerd: true });
    cluster.kubelets.inject({ kind: 'StartKubelet', machine: 'n0' });
    cluster.advance(10_000);
    expect(cluster.pod('web').status).toMatchObject({ phase: 'Running', containerStatuses: [{ restartCount: 0 }] });
    expect(cluster.pod('ends').status?.containerStatuses).toMatchObject([{ restartCount: 1, lastState: { terminated: { exitCode: 3 } } }]);
    expect(cluster.api.get('pods', 'default/leaving')).toBeUndefined();
  });

  test('faults on what does not exist are refused', () => {
    const cluster = new FleetCluster().bootMachines(1);
    cluster.addPod('web');
    expect(cluster.kubelets.inject({ kind: 'StopKubelet', machine: 'x' })).toMatchObject({ ok: false, error: { reason: 'NotFound' } });
    const crash = (pod: string): unknown => cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod, container: 'c' });
    expect(crash('x')).toMatchObject({ error: { reason: 'NotFound' } });
    cluster.advance(100);
    expect(crash('web')).toMatchObject({ error: { reason: 'Conflict' } });
  });
});

test('the use of a machine is that of its running containers and its system', () => {
  const cluster = new FleetCluster({ images: [{ image: 'busy', cpu: '500m', memory: '1Gi' }] }).bootMachines(1);
  const idle = cluster.kubelets.usageOf('n0');
  cluster.addPod('a', { image: 'busy' });
  cluster.addPod('b', { containers: [{ name: 'c', image: 'busy', resources: { limits: { cpu: '100m' } } }] });
  cluster.advance(10_000);
  expect(cluster.kubelets.usageOf('n0')).toEqual({ cpuMilli: idle.cpuMilli + 600, memoryBytes: idle.memoryBytes + 2 * 1024 ** 3 });
  cluster.delete('pods', 'default/a');
  cluster.delete('pods', 'default/b');
  cluster.advance(40_000);
  expect(cluster.kubelets.usageOf('n0')).toEqual(idle);
});
