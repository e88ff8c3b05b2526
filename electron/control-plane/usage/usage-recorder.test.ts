import { expect, it } from 'vitest';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import type { UsagePoint } from '../../../shared/view/usage.ts';
import { World } from '../../engine/world.ts';
import { UsageRecorder } from './usage-recorder.ts';
import { addUsage, packed, unpacked, type UsageValues } from './usage-series.ts';

const container = { name: 'c', image: 'busy:1', resources: { requests: { cpu: '400m', memory: '64Mi' } } };
const web = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } } },
};
const webRef: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
const own = (kind: string, name: string): ObjectRef => ({ apiVersion: 'clusterwright.dev/v1', kind, name });

function running(): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'one', roles: ['worker'], bootSeconds: 5, capacity: { cpu: '1', memory: '4Gi' } }];
  cluster.spec.nodeGroups = [{ name: 'g', minSize: 1, maxSize: 1, bootSeconds: 5, capacity: { cpu: '1', memory: '4Gi' } }];
  cluster.spec.images = [{ image: 'busy', cpu: '150m', memory: '64Mi' }];
  return World.create({ cluster, manifests: [web] as unknown as Manifest[] }).world;
}

/** Lives until then, looked at every second of a clock that stands still. */
function live(world: World, usage: UsageRecorder, untilMs: number): void {
  while (world.nowMs < untilMs) {
    world.advance({ untilMs: world.nowMs + 1_000 });
    usage.look(world, () => 0);
  }
}

const last = (points: readonly UsagePoint[] | undefined): UsagePoint | undefined => points?.at(-1);

it('knows how many there are and what they use, of the cluster, its machines, groups and workloads', () => {
  const world = running();
  const usage = new UsageRecorder();
  live(world, usage, 120_000);
  const [workload, machine, group] = usage.of([webRef, own('Machine', 'one'), own('NodeGroup', 'g'), own('Machine', 'gone')]);
  expect(last(workload?.points)).toMatchObject({ pods: 3, podsWanted: 3, machines: 2, cpuMilli: 450, cpuRequested: 1200, memoryBytes: 3 * 64 * 1024 * 1024 });
  const onOne = [...world.api.byIndex('pods', 'nodeName', 'one')].length;
  expect(last(machine?.points)).toMatchObject({ pods: onOne, machines: 1, machinesWanted: 1, cpuRequested: onOne * 400, cpuMilli: world.components.kubelets.usageOf('one').cpuMilli });
  expect(last(group?.points)).toMatchObject({ machines: 1, machinesWanted: 1, pods: 3 - onOne });
  expect(last(usage.ofCluster())).toMatchObject({ pods: 3, machines: 2, machinesWanted: 2, cpuRequested: 1200 });
  expect(usage.ofCluster()[0]).toMatchObject({ pods: 0, machines: 0 });
});

it('counts what waits as wanted and as requested', () => {
  const world = running();
  const usage = new UsageRecorder();
  live(world, usage, 60_000);
  world.apply([{ op: 'patch', ref: webRef, patch: { spec: { replicas: 6 } } }]);
  live(world, usage, 100_000);
  expect(last(usage.of([webRef])[0]?.points)).toMatchObject({ pods: 4, podsWanted: 6, cpuRequested: 2400 });
  expect(last(usage.ofCluster())).toMatchObject({ pods: 4, podsWanted: 6, cpuRequested: 2400 });
});

it('goes on after it was saved, and forgets what is gone', () => {
  const world = running();
  const usage = new UsageRecorder();
  live(world, usage, 60_000);
  const again = new UsageRecorder();
  again.load(JSON.parse(JSON.stringify(usage.save())) as ReturnType<UsageRecorder['save']>);
  expect(again.ofCluster()).toEqual(usage.ofCluster());
  world.apply([{ op: 'delete', ref: webRef }]);
  live(world, again, 200_000);
  expect(again.of([webRef])).toEqual([]);
  expect(last(again.ofCluster())).toMatchObject({ pods: 0, podsWanted: 0 });
});

it('takes a small part of the time for looks that are dear', () => {
  const world = running();
  const usage = new UsageRecorder();
  let wallMs = 0;
  let looks = 0;
  for (let second = 0; second < 40; second += 1) {
    world.advance({ untilMs: world.nowMs + 10_000 });
    const before = wallMs;
    // A look costs 100 ms, and everything else a second between two of them.
    let calls = 0;
    usage.look(world, () => (wallMs += calls++ === 0 ? 0 : 100));
    if (wallMs > before) looks += 1;
    wallMs += 1_000;
  }
  // The first two are taken before it is known what they cost.
  expect(looks).toBe(11);
});

const values = (pods: number): UsageValues => ({ pods, podsWanted: pods, machines: 0, machinesWanted: 0, cpuMilli: 0, cpuRequested: 0, memoryBytes: 0, memoryRequested: 0 });

it('a series keeps changes only, and of its older half every second one when it is full', () => {
  const points: UsagePoint[] = [];
  for (const [atMs, pods] of [[0, 1], [5, 1], [10, 2], [15, 3], [20, 4], [25, 5], [30, 6]] as const) addUsage(points, atMs, values(pods), 5);
  expect(points.map(({ atMs }) => atMs)).toEqual([0, 15, 20, 25, 30]);
  expect(unpacked(packed(points))).toEqual(points);
});
