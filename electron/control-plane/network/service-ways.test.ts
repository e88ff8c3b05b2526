import { expect, test } from 'vitest';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { advance, deployment, networkWorld, service } from '../../engine/network/testing/network-world.ts';
import type { World } from '../../engine/world.ts';
import { serviceWays } from './service-ways.ts';

const web = { apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' };
const ways = (world: World, ref = web) => serviceWays(world.api, world.components.proxies, ref);
const start = () => networkWorld({ machines: ['a', 'b'], manifests: [deployment('web', 3, 'nginx'), deployment('api', 1, 'nginx'), service('web')] });

test('the ways of a Service lead by the kube-proxy of each machine to its pods there', () => {
  const world = start();
  const { services: [only, ...others], more } = ways(world);
  expect([others, more, only?.service]).toEqual([[], 0, web]);
  expect(only?.machines.map(({ machine, proxy, pods }) => [machine, proxy, pods.map(({ state }) => state)]).sort()).toEqual([['a', 'Synced', expect.arrayContaining(['Ready'])], ['b', 'Synced', expect.arrayContaining(['Ready'])]]);
  expect(only?.machines.flatMap(({ machine, pods }) => pods.map(({ uid }) => `${machine} ${uid}`)).sort())
    .toEqual([...world.api.list<Pod>('pods')].filter(({ metadata }) => metadata.labels?.['app'] === 'web').map(({ spec, metadata }) => `${spec.nodeName} ${metadata.uid}`).sort());
});

test('those of a pod are its own, and none where no Service selects it', () => {
  const world = start();
  const podOf = (app: string): Pod => [...world.api.list<Pod>('pods')].find(({ metadata }) => metadata.labels?.['app'] === app) as Pod;
  const one = podOf('web');
  const ref = (pod: Pod) => ({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: pod.metadata.name });
  expect(ways(world, ref(one)).services).toEqual([{ service: web, machines: [{ machine: one.spec.nodeName, proxy: 'Synced', pods: [{ uid: one.metadata.uid, state: 'Ready' }] }] }]);
  expect(ways(world, ref(podOf('api'))).services).toEqual([]);
});

test('a kube-proxy that has stopped is Stale, and a pod on a machine that is lost is NotReady', () => {
  const world = start();
  world.inject({ kind: 'StopKubeProxy', machine: 'a' });
  world.inject({ kind: 'PowerOff', machine: 'b' });
  advance(world, 60_000);
  const machines = new Map(ways(world).services[0]?.machines.map((one) => [one.machine, one]));
  expect(machines.get('a')).toMatchObject({ proxy: 'Stale', pods: expect.arrayContaining([expect.objectContaining({ state: 'Ready' })]) });
  expect(machines.get('b')?.pods[0]?.state).toBe('NotReady');
});
