import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { isPodReady } from '../controllers/pod-state.ts';
import { FleetCluster } from './testing/fleet-cluster.ts';

const components = ['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const;

/** A control plane on machine `cp` and a worker `n0`, both ready. */
function boot(): FleetCluster {
  const cluster = new FleetCluster();
  cluster.addMachine('cp', { roles: ['control-plane'] });
  cluster.addMachine('n0');
  return cluster.advance(30_000);
}

describe('static pods', () => {
  test('start without an API server, are reported, and appear as mirror pods once there is one', () => {
    const cluster = new FleetCluster();
    cluster.addMachine('cp', { roles: ['control-plane'] });
    cluster.addMachine('n0');
    cluster.advance(5_000);
    expect(cluster.simulation.processes.apiReachable()).toBe(false);
    expect(cluster.api.count('nodes')).toBe(0);
    cluster.advance(10_000);
    expect(cluster.simulation.processes.apiReachable()).toBe(true);
    for (const component of components) {
      expect(cluster.simulation.processes.machinesOf(component)).toEqual(['cp']);
      expect(cluster.get<Pod>('pods', `kube-system/${component}-cp`)).toMatchObject({
        metadata: {
          annotations: { 'kubernetes.io/config.mirror': expect.any(String), 'kubernetes.io/config.source': 'file' },
          ownerReferences: [{ kind: 'Node', name: 'cp' }],
        },
        spec: { nodeName: 'cp', hostNetwork: true, priority: 2_000_001_000, priorityClassName: 'system-node-critical' },
        status: { phase: 'Running', podIP: '10.0.0.1', hostIP: '10.0.0.1' },
      });
    }
    expect(cluster.list<Node>('nodes').map(({ metadata }) => metadata.name).sort()).toEqual(['cp', 'n0']);
  });

  test('a deleted mirror pod comes back, and its containers never stopped', () => {
    const cluster = boot();
    const before = cluster.get<Pod>('pods', 'kube-system/etcd-cp');
    cluster.delete('pods', 'kube-system/etcd-cp');
    cluster.advance(1_000);
    const after = cluster.get<Pod>('pods', 'kube-system/etcd-cp');
    expect(after.metadata.uid).not.toBe(before.metadata.uid);
    expect(after.status?.containerStatuses).toEqual(before.status?.containerStatuses);
    expect(cluster.simulation.processes.apiReachable()).toBe(true);
  });

  test('what someone else wrote into the status of a mirror pod is put right', () => {
    const cluster = boot();
    const mirror = cluster.get<Pod>('pods', 'kube-system/etcd-cp');
    const conditions = mirror.status?.conditions?.map((condition) => (condition.type === 'Ready' ? { ...condition, status: 'False' as const } : condition)) ?? [];
    cluster.user.updateStatus<Pod>({ ...mirror, status: { ...mirror.status, conditions } });
    const ready = (): boolean => isPodReady(cluster.get<Pod>('pods', 'kube-system/etcd-cp'));
    expect(ready()).toBe(false);
    cluster.advance(10_000);
    expect(ready()).toBe(true);
  });

  test('a static pod that began anew while no API server answered gets a mirror of its own', () => {
    const cluster = boot();
    const mirror = (): Pod => cluster.get<Pod>('pods', 'kube-system/kube-scheduler-cp');
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'kube-system', pod: 'kube-scheduler-cp', container: 'kube-scheduler' });
    cluster.advance(20_000);
    const before = mirror();
    expect(before.status?.containerStatuses?.[0]?.restartCount).toBe(1);
    for (const [kind, component] of [['StopComponent', 'etcd'], ['StopComponent', 'kube-scheduler'], ['StartComponent', 'kube-scheduler'], ['StartComponent', 'etcd']] as const) {
      cluster.kubelets.inject({ kind, machine: 'cp', component });
      cluster.advance(60_000);
    }
    expect(mirror().metadata.uid).not.toBe(before.metadata.uid);
    expect(mirror().status?.containerStatuses?.[0]).toMatchObject({ restartCount: 0, ready: true });
    const counts = cluster.commits.filter(({ object, type }) => type === 'MODIFIED' && object.metadata.uid === before.metadata.uid)
      .map(({ object }) => (object as Pod).status?.containerStatuses?.[0]?.restartCount ?? 0);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  });

  test('a crashed API server is away until its container runs again', () => {
    const cluster = boot();
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'kube-system', pod: 'kube-apiserver-cp', container: 'kube-apiserver' });
    cluster.advance(1);
    expect(cluster.simulation.processes.apiReachable()).toBe(false);
    cluster.advance(10_000);
    expect(cluster.simulation.processes.apiReachable()).toBe(true);
    cluster.advance(2_000);
    expect(cluster.get<Pod>('pods', 'kube-system/kube-apiserver-cp').status?.containerStatuses?.[0]?.restartCount).toBe(1);
  });
});

describe('manifests', () => {
  test('a component whose manifest is moved away ends with its mirror, and comes back with it', () => {
    const cluster = boot();
    cluster.kubelets.inject({ kind: 'StopComponent', machine: 'cp', component: 'kube-scheduler' });
    cluster.advance(5_000);
    expect(cluster.simulation.processes.machinesOf('kube-scheduler')).toEqual([]);
    expect(cluster.api.get('pods', 'kube-system/kube-scheduler-cp')).toBeUndefined();
    expect(cluster.eventsAbout('kube-scheduler-cp').at(-1)).toBe('Killing: Stopping container kube-scheduler');
    cluster.kubelets.inject({ kind: 'StartComponent', machine: 'cp', component: 'kube-scheduler' });
    cluster.advance(5_000);
    expect(cluster.simulation.processes.machinesOf('kube-scheduler')).toEqual(['cp']);
    expect(cluster.get<Pod>('pods', 'kube-system/kube-scheduler-cp').status?.phase).toBe('Running');
  });

  test.each([
    ['etcd', false], ['kube-apiserver', false], ['kube-scheduler', true], ['kube-controller-manager', true], ['cloud-controller-manager', true],
  ] as const)('without %s on the only control plane an API server answers: %s; containers elsewhere run on either way', (component, answers) => {
    const cluster = boot();
    cluster.addPod('web', {});
    cluster.advance(10_000);
    cluster.kubelets.inject({ kind: 'StopComponent', machine: 'cp', component });
    cluster.advance(60_000);
    expect(cluster.simulation.processes.machinesOf(component)).toEqual([]);
    expect(cluster.simulation.processes.apiReachable()).toBe(answers);
    expect(cluster.kubelets.podView(cluster.pod('web').metadata.uid ?? '')?.containers[0]?.running).toBe(true);
    // Its mirror goes when somebody can be told.
    expect(cluster.api.get('pods', `kube-system/${component}-cp`) !== undefined).toBe(!answers);
    cluster.kubelets.inject({ kind: 'StartComponent', machine: 'cp', component });
    cluster.advance(60_000);
    expect(cluster.get<Pod>('pods', `kube-system/${component}-cp`).status?.phase).toBe('Running');
    expect(cluster.simulation.processes.apiReachable()).toBe(true);
  });

  test('put back at once, it starts anew', () => {
    const cluster = boot();
    cluster.kubelets.inject({ kind: 'StopComponent', machine: 'cp', component: 'etcd' });
    cluster.advance(1);
    expect(cluster.simulation.processes.apiReachable()).toBe(false);
    cluster.kubelets.inject({ kind: 'StartComponent', machine: 'cp', component: 'etcd' });
    cluster.advance(10_000);
    expect(cluster.simulation.processes.apiReachable()).toBe(true);
  });

  test('a stopped component stays stopped over a restart of the kubelet and of the machine', () => {
    const cluster = boot();
    cluster.kubelets.inject({ kind: 'StopKubelet', machine: 'cp' });
    cluster.kubelets.inject({ kind: 'StopComponent', machine: 'cp', component: 'kube-scheduler' });
    cluster.advance(10_000);
    expect(cluster.simulation.processes.machinesOf('kube-scheduler')).toEqual(['cp']);
    cluster.kubelets.inject({ kind: 'StartKubelet', machine: 'cp' });
    cluster.advance(10_000);
    expect(cluster.simulation.processes.machinesOf('kube-scheduler')).toEqual([]);
    cluster.provider.inject({ kind: 'RestartMachine', machine: 'cp' });
    cluster.advance(20_000);
    expect(cluster.simulation.processes.machinesOf('kube-scheduler')).toEqual([]);
    expect(cluster.simulation.processes.machinesOf('etcd')).toEqual(['cp']);
    expect(cluster.api.get('pods', 'kube-system/kube-scheduler-cp')).toBeUndefined();
  });

  test('a worker that becomes a control plane starts one, and ends it when it is a worker again', () => {
    const cluster = boot();
    cluster.edit<Machine>('machines', 'n0', (machine) => { machine.spec.roles = ['worker', 'control-plane']; });
    cluster.advance(20_000);
    expect(cluster.simulation.processes.machinesOf('etcd')).toEqual(['cp', 'n0']);
    expect(cluster.get<Node>('nodes', 'n0').metadata.labels).toHaveProperty(['node-role.kubernetes.io/control-plane']);
    cluster.edit<Machine>('machines', 'n0', (machine) => { machine.spec.roles = ['worker']; });
    cluster.advance(20_000);
    expect(cluster.simulation.processes.machinesOf('etcd')).toEqual(['cp']);
    expect(cluster.api.get('pods', 'kube-system/etcd-n0')).toBeUndefined();
    expect(cluster.get<Node>('nodes', 'n0').metadata.labels).not.toHaveProperty(['node-role.kubernetes.io/control-plane']);
  });

  test('only control-plane machines have components', () => {
    const cluster = boot();
    const refused = cluster.kubelets.inject({ kind: 'StopComponent', machine: 'n0', component: 'etcd' });
    expect(refused).toMatchObject({ error: { reason: 'NotFound' } });
  });
});

test('an edited machine shows its new labels and capacity on its node', () => {
  const cluster = boot();
  cluster.edit<Machine>('machines', 'n0', (machine) => {
    machine.spec.capacity = { cpu: '16' };
    machine.spec.labels = { disk: 'ssd' };
  });
  cluster.advance(100);
  expect(cluster.get<Node>('nodes', 'n0')).toMatchObject({ metadata: { labels: { disk: 'ssd' } }, status: { allocatable: { cpu: '16' } } });
});

describe('without an API server', () => {
  test('containers go on and restart, nothing is written; afterwards the statuses are sent', () => {
    const cluster = boot();
    cluster.addPod('web');
    cluster.advance(10_000);
    cluster.provider.inject({ kind: 'PowerOff', machine: 'cp' });
    cluster.advance(1_000);
    const before = cluster.commits.length;
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'web', container: 'c' });
    cluster.advance(120_000);
    expect(cluster.commits.slice(before).map(({ resource }) => resource)).toEqual([]);
    expect(cluster.kubelets.podView(cluster.pod('web').metadata.uid ?? '')?.containers).toMatchObject([{ name: 'c', running: true }]);
    cluster.provider.inject({ kind: 'PowerOn', machine: 'cp' });
    cluster.advance(20_000);
    expect(cluster.pod('web').status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  });

  test('a worker that boots waits for an API server to register with', () => {
    const cluster = boot();
    cluster.provider.inject({ kind: 'PowerOff', machine: 'cp' });
    cluster.addMachine('late');
    cluster.advance(60_000);
    expect(cluster.api.get('nodes', 'late')).toBeUndefined();
    expect(cluster.kubelets.machineView('late')?.lamps.kubelet).toBe(true);
    cluster.provider.inject({ kind: 'PowerOn', machine: 'cp' });
    cluster.advance(20_000);
    expect(cluster.api.get('nodes', 'late')).toBeDefined();
  });

  test('a dead control plane leaves the world quiet', () => {
    const cluster = boot();
    cluster.provider.inject({ kind: 'PowerOff', machine: 'cp' });
    cluster.advance(120_000);
    expect(cluster.simulation.isQuiet()).toBe(true);
  });
});

test('two control-plane machines: one may go, the API stays', () => {
  const cluster = boot();
  cluster.addMachine('cp2', { roles: ['control-plane', 'worker'] });
  cluster.advance(20_000);
  expect(cluster.simulation.processes.machinesOf('etcd')).toEqual(['cp', 'cp2']);
  cluster.delete('machines', 'cp');
  cluster.advance(20_000);
  expect(cluster.simulation.processes.apiReachable()).toBe(true);
  expect(cluster.simulation.processes.machinesOf('etcd')).toEqual(['cp2']);
});
