import { expect, test } from 'vitest';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import { World } from '../../world.ts';
import { advance, deployment, networkWorld, put, service } from '../testing/network-world.ts';

function newWorld(): World {
  return networkWorld({ manifests: [service('web'), deployment('web', 2, 'nginx')] });
}

function endpoints(world: World, node: string): number | undefined {
  return world.components.proxies.tableOf(node).rulesOf('default/web')?.ports[0]?.endpoints.length;
}

function scale(world: World, replicas: number): void {
  put(world, deployment('web', replicas, 'nginx'));
}

test('rules follow endpoints within about a second', () => {
  const world = newWorld();
  expect(endpoints(world, 'a')).toBe(2);
  scale(world, 3);
  const listed = () => [...world.api.list<EndpointSlice>('endpointslices')].reduce((sum, slice) => sum + slice.endpoints.length, 0);
  while (listed() < 3) advance(world, 5);
  expect(endpoints(world, 'a')).toBeLessThanOrEqual(3);
  advance(world, 1_010);
  expect(endpoints(world, 'a')).toBe(3);
});

test('a stopped kube-proxy keeps its rules until it is started; a machine without power loses them', () => {
  const world = newWorld();
  expect(world.inject({ kind: 'StopKubeProxy', machine: 'a' }).ok).toBe(true);
  expect(world.components.kubelets.machineView('a')?.lamps).toEqual({ kubelet: true, kubeProxy: false, containerd: true });
  scale(world, 4);
  advance(world, 30_000);
  expect([endpoints(world, 'a'), endpoints(world, 'b')]).toEqual([2, 4]);
  expect(world.components.proxies.tableOf('a')).toMatchObject({ state: 'Stale', staleSinceMs: 120_000 });
  const copy = World.restore(structuredClone(world.snapshot()));
  expect([endpoints(copy, 'a'), endpoints(copy, 'b')]).toEqual([2, 4]);
  for (const each of [world, copy]) {
    expect(each.inject({ kind: 'StartKubeProxy', machine: 'a' }).ok).toBe(true);
    advance(each, 1_500);
    expect(endpoints(each, 'a')).toBe(4);
    each.inject({ kind: 'PowerOff', machine: 'b' });
    advance(each, 1_000);
    expect(each.components.proxies.tableOf('b').state).toBe('None');
    each.inject({ kind: 'PowerOn', machine: 'b' });
    advance(each, 20_000);
    expect(each.components.proxies.tableOf('b').state).toBe('Synced');
  }
  expect(copy.stateHash()).toBe(world.stateHash());
});

test('a kube-proxy that is cut off keeps its rules and follows again when its cable is mended', () => {
  const world = newWorld();
  world.inject({ kind: 'CutCable', machine: 'a' });
  scale(world, 4);
  advance(world, 30_000);
  expect([endpoints(world, 'a'), endpoints(world, 'b')]).toEqual([2, 3]);
  expect(world.components.kubelets.machineView('a')?.lamps.kubeProxy).toBe(true);
  world.inject({ kind: 'ReconnectCable', machine: 'a' });
  advance(world, 10_000);
  expect([endpoints(world, 'a'), endpoints(world, 'b')]).toEqual([4, 4]);
});
