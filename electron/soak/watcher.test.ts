import { expect, it } from 'vitest';
import type { ReplicaSet } from '../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { defaultCluster } from '../../shared/topology/cluster-document.ts';
import { World } from '../engine/world.ts';
import { unsettled } from '../desired-state/unsettled.ts';
import { Watcher } from './watcher.ts';

function watched(): { world: World; watcher: Watcher } {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'] }];
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } };
  const deployment = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template },
  };
  const { world } = World.create({ cluster, manifests: [deployment] });
  return { world, watcher: new Watcher(world) };
}

function pods({ api }: World): Pod[] {
  return [...api.list<Pod>('pods')];
}

it('finds nothing in a sound cluster', () => {
  const { world, watcher } = watched();
  expect(unsettled(world)).not.toEqual([]);
  world.advance({ untilMs: 120_000 });
  watcher.look();
  expect(watcher.violations).toEqual([]);
  expect(unsettled(world)).toEqual([]);
});

it.each<[invariant: string, harm: (world: World) => void]>([
  ['pods stay on their node', (world) => world.simulation.store.put<Pod>('pods', { ...pods(world)[0] as Pod, spec: { ...(pods(world)[0] as Pod).spec, nodeName: 'elsewhere' } })],
  ['generations grow with the desired state', (world) => world.simulation.store.put<Pod>('pods', { ...pods(world)[0] as Pod, metadata: { ...(pods(world)[0] as Pod).metadata, generation: 9 } })],
  ['owners exist', (world) => world.simulation.store.put<Pod>('pods', {
    ...pods(world)[0] as Pod,
    metadata: { name: 'stray', namespace: 'default', uid: 'u', ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'never', controller: true }] },
  })],
  ['no two pods have one address', (world) => world.simulation.store.put<Pod>('pods', {
    ...pods(world)[0] as Pod, status: { ...(pods(world)[0] as Pod).status, podIP: (pods(world)[1] as Pod).status?.podIP ?? '' } as NonNullable<Pod['status']>,
  })],
  ['stored objects are valid', (world) => world.simulation.store.put<Pod>('pods', { ...pods(world)[0] as Pod, spec: { ...(pods(world)[0] as Pod).spec, containers: [] } })],
  ['rolling updates keep maxSurge and maxUnavailable', (world) => {
    const [set] = [...world.api.list<ReplicaSet>('replicasets')] as [ReplicaSet];
    world.simulation.store.put<ReplicaSet>('replicasets', { ...set, spec: { ...set.spec, replicas: 9 } });
  }],
])('finds that a rule is broken: %s', (invariant, harm) => {
  const { world, watcher } = watched();
  world.advance({ untilMs: 120_000 });
  harm(world);
  watcher.look();
  expect(watcher.violations.map((violation) => violation.invariant)).toContain(invariant);
});
