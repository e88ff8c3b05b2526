import { expect, test } from 'vitest';
import type { Distribution } from '../../../../shared/network/trace.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { advance, deployment, networkWorld, put, service } from '../testing/network-world.ts';
import type { World } from '../../world.ts';
import { distribute } from './distribute.ts';

const affine = (timeoutSeconds?: number): Manifest => service('web', {
  type: 'NodePort', sessionAffinity: 'ClientIP', ...(timeoutSeconds === undefined ? {} : { sessionAffinityConfig: { clientIP: { timeoutSeconds } } }),
});
const source = (rps: number): Manifest => ({
  apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', metadata: { name: 'few' },
  spec: { target: { service: { namespace: 'default', name: 'web' } }, clients: 2, rate: { pattern: 'Constant', rps } },
});
const images = [{ image: 'light', cpuPerRequest: '10u', listens: [80] }];

/** The share of each endpoint, largest first. */
function shares({ outcomes }: Distribution): number[] {
  const found = new Map<string, number>();
  for (const { outcome, probability } of outcomes) found.set(outcome.handlers[0]?.pod.name ?? '', (found.get(outcome.handlers[0]?.pod.name ?? '') ?? 0) + probability);
  return [...found.values()].sort((a, b) => b - a);
}

function ask(world: World, rps?: number): number[] {
  const options = { clients: 1, ...(rps === undefined ? {} : { rps }) };
  return shares(distribute(world.components.network, [{ kind: 'Internet' }], { service: { namespace: 'default', name: 'web' } }, options));
}

test('a client keeps to its endpoint while it comes more often than the timeout, and is sent anywhere when it has been away', () => {
  const world = networkWorld({ machines: ['a'], images, manifests: [deployment('web', 4, 'light'), affine(60)] });
  expect(ask(world)).toEqual([1]);
  expect(ask(world, 10)[0]).toBeCloseTo(1, 6);
  const [most = 0, ...others] = ask(world, 1 / 60);
  // One request in e comes after the timeout.
  expect(most).toBeCloseTo(1 - Math.exp(-1) + Math.exp(-1) / 4, 6);
  for (const share of others) expect(share).toBeCloseTo(Math.exp(-1) / 4, 6);
  for (const share of ask(world, 1e-9)) expect(share).toBeCloseTo(0.25, 6);
});

test('each machine remembers for itself, so that of several each sees a client less often', () => {
  const on = (...machines: string[]): number => Math.max(...ask(networkWorld({ machines, images, manifests: [deployment('web', 4, 'light'), affine(60)] }), 1 / 60));
  expect(on('a', 'b')).toBeLessThan(on('a') - 0.1);
});

test('the default timeout is three hours', () => {
  const world = networkWorld({ machines: ['a'], images, manifests: [deployment('web', 4, 'light'), affine()] });
  expect(ask(world, 1 / 10_800)[0]).toBeCloseTo(1 - Math.exp(-1) + Math.exp(-1) / 4, 6);
});

test('what endpoints get of a source follows how often its clients come', () => {
  const world = networkWorld({ machines: ['a'], images, manifests: [deployment('web', 4, 'light'), affine(60), source(20)] });
  const loads = (): number[] => [...world.api.list('pods')].map(({ metadata }) => (world.components.traffic.ofPod(metadata.uid ?? '') ?? 0)).sort((a, b) => b - a);
  const busy = loads();
  expect(busy.reduce((sum, rps) => sum + rps, 0)).toBeCloseTo(20, 3);
  expect(busy.filter((rps) => rps > 0.01).length).toBeLessThanOrEqual(2);
  put(world, source(0.002));
  advance(world, 30_000);
  const idle = loads();
  expect(idle.reduce((sum, rps) => sum + rps, 0)).toBeCloseTo(0.002, 6);
  for (const rps of idle) expect(rps).toBeGreaterThan(0.0004);
});
