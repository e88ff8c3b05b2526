import { describe, expect, test } from 'vitest';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { decodeObject } from '../../../../shared/kubernetes/schema/decode.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import { addonNames, type AddonName } from '../../../../shared/topology/types.ts';
import { World } from '../../world.ts';

function boot(addons: AddonName[], withMaster = true): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [...(withMaster ? [{ name: 'cp', roles: ['control-plane' as const] }] : []), { name: 'w-1', roles: ['worker'] }, { name: 'w-2', roles: ['worker'] }];
  cluster.spec.addons = addons;
  const { world } = World.create({ cluster, manifests: [] });
  world.advance({ untilMs: 120_000 });
  return world;
}

function podsOf(world: World, app: string): Pod[] {
  return [...world.api.list<Pod>('pods')].filter(({ metadata }) => metadata.labels?.['k8s-app'] === app);
}

describe('add-ons of a control plane on machines', () => {
  test('CoreDNS has two pods and the tenth address; kube-proxy runs on every machine', () => {
    const world = boot([...addonNames]);
    expect(podsOf(world, 'kube-dns').map(({ status }) => status?.phase)).toEqual(['Running', 'Running']);
    expect(world.api.get<Service>('services', 'kube-system/kube-dns')?.spec.clusterIP).toBe('10.96.0.10');
    expect(podsOf(world, 'kube-proxy').map(({ spec }) => spec.nodeName).sort()).toEqual(['cp', 'w-1', 'w-2']);
    for (const machine of ['cp', 'w-1', 'w-2']) expect(world.components.kubelets.machineView(machine)?.lamps.kubeProxy).toBe(true);
    for (const resource of ['deployments', 'daemonsets', 'services', 'configmaps', 'serviceaccounts']) {
      for (const object of world.api.list(resource)) expect(decodeObject(object).ok, `${resource} ${object.metadata.name}`).toBe(true);
    }
  });

  test('a machine\'s kube-proxy is the container of its pod: without the pod it stops, and its rules stay', () => {
    const world = boot([...addonNames]);
    const lamp = (machine: string): boolean => world.components.kubelets.machineView(machine)?.lamps.kubeProxy ?? false;
    world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'kube-system', name: 'kube-proxy' }, patch: { spec: { template: { spec: { nodeSelector: { 'kubernetes.io/hostname': 'w-1' } } } } } }]);
    world.advance({ untilMs: world.nowMs + 60_000 });
    expect([lamp('w-1'), lamp('w-2')]).toEqual([true, false]);
    world.inject({ kind: 'StopKubeProxy', machine: 'w-1' });
    expect(lamp('w-1')).toBe(false);
    world.inject({ kind: 'StartKubeProxy', machine: 'w-1' });
    world.inject({ kind: 'StartKubeProxy', machine: 'w-2' });
    expect([lamp('w-1'), lamp('w-2')]).toEqual([true, false]);
    world.inject({ kind: 'RestartMachine', machine: 'w-1' });
    world.advance({ untilMs: world.nowMs + 1_000 });
    expect(lamp('w-1')).toBe(false);
    world.advance({ untilMs: world.nowMs + 90_000 });
    expect(lamp('w-1')).toBe(true);
  });

  test('are made once: what was deleted stays away, also in a restored world', () => {
    const world = boot(['coredns']);
    world.apply([{ op: 'delete', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name: 'coredns' } }]);
    const restored = World.restore(JSON.parse(JSON.stringify(world.snapshot())));
    for (const one of [world, restored]) {
      one.inject({ kind: 'RestartMachine', machine: 'cp' });
      one.advance({ untilMs: one.nowMs + 120_000 });
      expect(podsOf(one, 'kube-dns')).toEqual([]);
    }
    expect(restored.stateHash()).toBe(world.stateHash());
  });

  test('a managed control plane has none', () => {
    const world = boot([...addonNames], false);
    expect(world.api.count('pods')).toBe(0);
    expect(world.components.kubelets.machineView('w-1')?.lamps.kubeProxy).toBe(true);
  });
});
