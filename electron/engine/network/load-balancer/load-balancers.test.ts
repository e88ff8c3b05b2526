import { expect, test } from 'vitest';
import type { Event, Service } from '../../../../shared/kubernetes/types/core.ts';
import { World } from '../../world.ts';
import { advance, deployment, networkWorld, put, remove, service } from '../testing/network-world.ts';
import { traceRequest } from '../path/trace-request.ts';

const web = deployment('web', 1, 'nginx', { podSpec: { nodeSelector: { 'kubernetes.io/hostname': 'b' } } });
const balanced = service('web', { type: 'LoadBalancer' });
const machines = ['a', 'b', 'c'];

function events(world: World, name: string): string[] {
  return [...world.api.list<Event>('events')].filter(({ involvedObject, source }) => involvedObject.name === name && source?.component === 'service-controller')
    .map(({ reason = '', type, message }) => `${type} ${reason}: ${message}`);
}

function balancer(world: World) {
  const [ingress] = world.api.get<Service>('services', 'default/web')?.status?.loadBalancer?.ingress ?? [];
  return world.components.network.loadBalancerAt(ingress?.ip ?? '');
}

function fromOutside(world: World, draw = 0, ip?: string) {
  return traceRequest(world.components.network, { kind: 'Internet', ...(ip ? { ip } : {}) }, { service: { namespace: 'default', name: 'web' } }, () => draw);
}

test('a Service gets a load balancer, an address, and events as of the service controller; its deletion waits until that is gone', () => {
  const world = networkWorld({ machines, manifests: [web], untilMs: 100_000 });
  put(world, balanced);
  advance(world, 10_000);
  expect(fromOutside(world).outcome).toMatchObject({ cause: { kind: 'LoadBalancerPending' } });
  expect(world.api.get<Service>('services', 'default/web')?.metadata.finalizers).toEqual(['service.kubernetes.io/load-balancer-cleanup']);
  advance(world, 25_000);
  expect(world.api.get<Service>('services', 'default/web')?.status?.loadBalancer).toEqual({ ingress: [{ ip: '203.0.113.1', ipMode: 'VIP' }] });
  expect(events(world, 'web')).toEqual(['Normal EnsuringLoadBalancer: Ensuring load balancer', 'Normal EnsuredLoadBalancer: Ensured load balancer']);
  advance(world, 10_000);
  const seen = fromOutside(world);
  expect(seen.hops.map(({ rule }) => rule.kind)).toEqual(['Client', 'LoadBalancer', 'Node', 'Proxy', 'Pod', 'Container']);
  expect(seen.hops[3]).toMatchObject({ rule: { destination: 'LoadBalancer', masquerade: true }, before: { destinationIp: '203.0.113.1', sourceIp: '198.51.100.1' } });
  remove(world, 'services', 'default/web');
  advance(world, 1_000);
  expect(events(world, 'web').at(-1)).toBe('Normal DeletingLoadBalancer: Deleting load balancer');
  expect(world.api.get('services', 'default/web')).toBeDefined();
  advance(world, 10_000);
  expect(events(world, 'web').at(-1)).toBe('Normal DeletedLoadBalancer: Deleted load balancer');
  expect(world.api.get('services', 'default/web')).toBeUndefined();
});

test('another type of the Service takes its load balancer away', () => {
  const world = networkWorld({ machines, manifests: [web, balanced] });
  expect(balancer(world)?.healthy).toEqual(machines);
  put(world, service('web', { type: 'ClusterIP' }));
  advance(world, 15_000);
  const { status, metadata } = world.api.get<Service>('services', 'default/web') ?? {};
  expect([status?.loadBalancer, metadata?.finalizers]).toEqual([{}, undefined]);
});

test('a node without power is sent to until three probes have failed, and again once one succeeds', () => {
  const world = networkWorld({ machines, manifests: [web, balanced] });
  world.inject({ kind: 'PowerOff', machine: 'a' });
  advance(world, 15_000);
  expect(fromOutside(world).outcome).toMatchObject({ cause: { kind: 'MachineDown', machine: 'a' } });
  advance(world, 10_000);
  expect(balancer(world)).toMatchObject({ nodes: machines, healthy: ['b', 'c'], healthCheck: 'KubeProxy' });
  world.inject({ kind: 'PowerOn', machine: 'a' });
  advance(world, 30_000);
  expect(balancer(world)?.healthy).toEqual(machines);
  world.inject({ kind: 'StopKubeProxy', machine: 'c' });
  advance(world, 30_000);
  expect(balancer(world)?.healthy).toEqual(['a', 'b']);
  const copy = World.restore(structuredClone(world.snapshot()));
  for (const each of [world, copy]) {
    each.inject({ kind: 'CutCable', machine: 'b' });
    each.inject({ kind: 'PowerOff', machine: 'a' });
    advance(each, 30_000);
    expect(fromOutside(each).outcome).toMatchObject({ cause: { kind: 'NoHealthyNode', nodes: 3, healthCheck: 'KubeProxy' } });
  }
  expect(copy.stateHash()).toBe(world.stateHash());
});

test('with externalTrafficPolicy Local only nodes with ready endpoints are sent to, and the client\'s address stays', () => {
  const world = networkWorld({ machines, manifests: [web, service('web', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' })] });
  expect(balancer(world)).toMatchObject({ healthy: ['b'], healthCheck: 'LocalEndpoints' });
  const seen = fromOutside(world);
  expect(seen.hops.find(({ rule }) => rule.kind === 'Proxy')).toMatchObject({ rule: { trafficPolicy: 'Local' }, after: { sourceIp: '198.51.100.1' } });
  put(world, deployment('web', 0, 'nginx'));
  advance(world, 60_000);
  expect(fromOutside(world).outcome).toMatchObject({ cause: { kind: 'NoHealthyNode', healthCheck: 'LocalEndpoints' } });
});

test('loadBalancerSourceRanges keep others out', () => {
  const world = networkWorld({ machines, manifests: [web, service('web', { type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.0/24'] })] });
  expect(fromOutside(world).outcome).toMatchObject({ cause: { kind: 'SourceRangeDenied', sourceIp: '198.51.100.1', ranges: ['192.0.2.0/24'] } });
  expect(fromOutside(world, 0, '192.0.2.9').outcome.kind).toBe('Served');
});

test('nodes come and go; a machine of the control plane is none of them', () => {
  const world = networkWorld({ machines: [{ name: 'a', roles: ['control-plane', 'worker'], bootSeconds: 5 }], manifests: [balanced] });
  expect(events(world, 'web')).toContain('Warning UnAvailableLoadBalancer: There are no available nodes for LoadBalancer');
  put(world, { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'b' }, spec: { roles: ['worker'], bootSeconds: 5 } });
  advance(world, 60_000);
  expect(balancer(world)).toMatchObject({ nodes: ['b'], healthy: ['b'] });
  expect(events(world, 'web').at(-1)).toBe('Normal UpdatedLoadBalancer: Updated load balancer with new hosts');
});
