import { describe, expect, test } from 'vitest';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
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
        metadata: { annotations: { 'kubernetes.io/config.mirror': expect.any(String), 'kubernetes.io/config.source': 'file' }, ownerReferences: [{ kind: 'Node', name: 'cp' }] },
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
