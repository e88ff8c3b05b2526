import { expect, test } from 'vitest';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../shared/kubernetes/types/core.ts';
import { AwsWorld } from '../../engine/cloud/aws/testing/aws-world.ts';
import { advance, deployment, networkWorld, put, remove, service } from '../../engine/network/testing/network-world.ts';
import type { World } from '../../engine/world.ts';
import { ViewProjector } from './projector.ts';
import { viewSource } from './view-source.ts';

const machines = ['a', 'b'];
const web = deployment('web', 2, 'nginx');
const balanced = service('web', { type: 'LoadBalancer' });
const key = 'provider/Service/LoadBalancer/default/web';

/** The window's cards by key, as lists and deltas tell of them. */
function followed(world: World) {
  const projector = new ViewProjector(viewSource(world, () => defaultCluster('test', 1)));
  world.onCommit((event) => projector.observe(event));
  const cards = new Map(projector.list().cards.map((row) => [row.uid, row]));
  const look = () => {
    const { cards: changed = [], removedCards = [], relations = [] } = projector.delta() ?? {};
    for (const uid of removedCards) cards.delete(uid);
    for (const row of changed) cards.set(row.uid, row);
    expect(new Map([...cards].sort())).toEqual(new Map(projector.list().cards.map((row) => [row.uid, row] as const).sort()));
    const byKey = (wanted: string) => [...cards.values()].find(({ ref }) => refKey(ref) === wanted);
    return { balancer: byKey(key), service: byKey('v1/Service/default/web'), relations };
  };
  return look;
}

test('a load balancer is a card from the moment it is asked for; until it is there its Service does not look fine', () => {
  const world = networkWorld({ machines, manifests: [web] });
  const look = followed(world);
  put(world, balanced);
  expect(look()).toMatchObject({
    balancer: { family: 'waiting', fact: { key: 'view:card.balancer', params: { state: 'Pending' } }, balancer: { total: 0 } },
    service: { family: 'working', fact: { key: 'view:card.balancerAwaited', params: { state: 'Pending' } } },
    relations: [{ relations: [{ kind: 'selector' }] }, { relations: [{ kind: 'balance', to: { kind: 'Service', name: 'web' } }] }],
  });
  advance(world, 10_000);
  expect(look()).toMatchObject({
    balancer: { family: 'working', fact: { params: { state: 'Provisioning' } } }, service: { family: 'working', fact: { key: 'view:card.balancerAwaited', params: { state: 'Provisioning', ready: 2, total: 2 } } },
  });
  advance(world, 40_000);
  expect(look()).toMatchObject({
    balancer: { family: 'ready', fact: { key: 'view:card.balancerTargets', params: { state: 'Active', healthy: 2, total: 2 } }, detail: '203.0.113.1', balancer: { type: 'simple', healthCheck: { port: '10256' } } },
    service: { family: 'ready', fact: { key: 'view:card.endpoints' } },
  });
});

test('targets say why they are not healthy, and the card how bad that is', () => {
  const world = networkWorld({ machines, manifests: [web, balanced] });
  const look = followed(world);
  world.inject({ kind: 'PowerOff', machine: 'a' });
  world.inject({ kind: 'StopKubeProxy', machine: 'b' });
  advance(world, 60_000);
  expect(look().balancer).toMatchObject({
    family: 'bad', fact: { params: { healthy: 0, total: 2 } },
    balancer: { targets: [{ machine: 'a', state: 'unhealthy', trouble: 'Unreachable' }, { machine: 'b', state: 'unhealthy', trouble: 'ProxyStopped' }] },
  });
  world.inject({ kind: 'StartKubeProxy', machine: 'b' });
  advance(world, 60_000);
  expect(look().balancer).toMatchObject({ family: 'attention', fact: { params: { healthy: 1, total: 2 } } });
});

test('with externalTrafficPolicy Local a machine without pods of it is no healthy target', () => {
  const world = networkWorld({ machines, manifests: [deployment('web', 1, 'nginx', { podSpec: { nodeSelector: { 'kubernetes.io/hostname': 'b' } } }), service('web', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' })] });
  const { balancer } = followed(world)();
  expect(balancer?.balancer?.targets).toEqual([{ machine: 'a', state: 'unhealthy', trouble: 'NoLocalEndpoint' }, { machine: 'b', state: 'healthy' }]);
  const { spec } = world.api.get<Service>('services', 'default/web') ?? {};
  expect(balancer?.balancer?.healthCheck?.port).toBe(String(spec?.healthCheckNodePort));
});

test('one that goes is Deleting until it is gone, and its card goes with it', () => {
  const world = networkWorld({ machines, manifests: [web, balanced] });
  const look = followed(world);
  remove(world, 'services', 'default/web');
  advance(world, 1_000);
  expect(look().balancer).toMatchObject({ family: 'leaving', balancer: { state: 'Deleting' } });
  advance(world, 20_000);
  expect(look()).toMatchObject({ balancer: undefined, service: undefined, relations: expect.arrayContaining([{ from: { kind: 'LoadBalancer', name: 'web', apiVersion: 'provider/Service', namespace: 'default' }, relations: [] }]) });
});

test('a class that nobody here serves leaves it Pending, and says so', () => {
  const world = networkWorld({ machines, manifests: [web, service('web', { type: 'LoadBalancer', loadBalancerClass: 'example.com/other' })] });
  const { balancer, service: card } = followed(world)();
  expect(balancer).toMatchObject({ family: 'attention', balancer: { state: 'Pending', why: { key: 'view:balancer.foreignClass', params: { name: 'example.com/other' } } } });
  expect(card?.family).toBe('attention');
});

test('one of a cloud goes through the same states; what the cloud refuses stands on its card', () => {
  const aws = new AwsWorld({}, { machines: machines.map((name) => ({ name, roles: ['worker' as const], bootSeconds: 5 })) }).until(120);
  const look = followed(aws.world);
  aws.world.inject({ kind: 'FailCloudCalls', action: 'elasticloadbalancing:CreateLoadBalancer', error: 'RequestLimitExceeded' });
  put(aws.world, web, { ...balanced, metadata: { ...balanced.metadata, annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' } } });
  aws.until(130);
  expect(look()).toMatchObject({ balancer: { family: 'attention', balancer: { state: 'Pending', why: { key: 'view:balancer.refused', params: { message: expect.stringContaining('Error syncing load balancer') } } } } });
  aws.world.inject({ kind: 'MendCloudCalls' });
  aws.until(200);
  expect(look()).toMatchObject({ balancer: { family: 'working', balancer: { type: 'network', state: 'Provisioning', total: 2 } }, service: { fact: { params: { state: 'Provisioning' } } } });
  aws.until(420);
  expect(look()).toMatchObject({ balancer: { family: 'ready', balancer: { state: 'Active', healthy: 2, total: 2 } }, service: { family: 'ready' } });
});
