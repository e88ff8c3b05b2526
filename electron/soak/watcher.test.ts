import { expect, it } from 'vitest';
import type { ReplicaSet } from '../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { defaultCluster } from '../../shared/topology/cluster-document.ts';
import type { ProviderSpec } from '../../shared/cloud/provider-spec.ts';
import type { CloudView } from '../../shared/view/cloud.ts';
import type { CostView } from '../../shared/view/cost.ts';
import type { Elector } from '../engine/control-plane/leases/elector.ts';
import { emptyLog } from '../engine/etcd/raft/log.ts';
import { World } from '../engine/world.ts';
import { unsettled } from '../desired-state/unsettled.ts';
import { unsettledControlPlane } from './unsettled-control-plane.ts';
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

/** A cluster of three masters and a worker with an API that people ask, on bare machines or AWS. */
function watchedMasters(provider: ProviderSpec = { name: 'bare' }): { world: World; watcher: Watcher } {
  const cluster = defaultCluster('t', 1);
  cluster.spec.provider = provider;
  cluster.spec.machines = [...[1, 2, 3].map((number) => ({ name: `cp-${number}`, roles: ['control-plane' as const] })), { name: 'worker-1', roles: ['worker'] }];
  cluster.spec.traffic = [{ name: 'people', target: { service: { namespace: 'default', name: 'web' } }, rate: { pattern: 'Constant', rps: 10 } }];
  const labels = { app: 'web' };
  const { world } = World.create({ cluster, manifests: [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: {
      replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } },
    } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { type: 'NodePort', selector: labels, ports: [{ port: 80 }] } },
  ] });
  const watcher = new Watcher(world);
  world.advance({ untilMs: 120_000 });
  return { world, watcher };
}

function stopEtcd(world: World): void {
  for (const machine of ['cp-1', 'cp-2', 'cp-3']) world.inject({ kind: 'StopComponent', machine, component: 'etcd' });
  world.advance({ untilMs: world.nowMs + 30_000 });
}

it.each<[invariant: string, harm: (world: World, watcher: Watcher) => void]>([
  ['no write without a quorum', (world) => {
    stopEtcd(world);
    world.simulation.store.put<Pod>('pods', { ...pods(world)[0] as Pod });
  }],
  ['a component without its Lease writes nothing', (world) => {
    world.simulation.server.delete('leases', 'kube-system/kube-controller-manager');
    world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }, patch: { spec: { replicas: 4 } } }]);
    world.advance({ untilMs: world.nowMs + 500 });
  }],
  ['one at a time leads', (world) => {
    for (const candidate of world.components.elections[0]?.candidates().values() ?? []) (candidate as Elector).leading = true;
  }],
  ['etcd keeps what it has committed, with one leader in a term', (world, watcher) => {
    world.components.etcd.prepare();
    watcher.look();
    const leader = world.components.etcd.books().members.get(world.components.etcd.leader() ?? '');
    if (leader) Object.assign(leader.raft, { log: emptyLog(), commit: 0 });
  }],
  ['etcd keeps what it has committed, with one leader in a term', (world, watcher) => {
    watcher.look();
    const { members } = world.components.etcd.books();
    const usurper = [...members.keys()].find((id) => id !== world.components.etcd.leader()) ?? '';
    for (const { id, raft } of members.values()) Object.assign(raft, { role: id === usurper ? 'Leader' : 'Follower', leader: usurper });
  }],
  ['traffic goes on without a control plane', (world, watcher) => {
    stopEtcd(world);
    watcher.look();
    world.inject({ kind: 'CutCable', machine: 'worker-1' });
    world.advance({ untilMs: world.nowMs + 10_000 });
  }],
])('finds that a rule of the control plane is broken: %s', (invariant, harm) => {
  const { world, watcher } = watchedMasters();
  watcher.look();
  expect([watcher.violations, unsettled(world)]).toEqual([[], []]);
  harm(world, watcher);
  watcher.look();
  expect(watcher.violations.map((violation) => violation.invariant)).toContain(invariant);
});

it.each<[invariant: string, harm: (view: CloudView, cost: CostView) => { view?: CloudView; cost?: CostView }]>([
  ['volumes are attached only in their zone', (view) => ({ view: { ...view, volumes: view.volumes.map((volume) => ({ ...volume, zone: 'us-east-1c' })) } })],
  ['instances have no more volumes than attachments', (view) => ({ view: { ...view, instances: view.instances.map((instance) => ({ ...instance, maxVolumes: 0 })) } })],
  ['quotas of the account hold', (view) => ({ view: { ...view, quotas: [{ name: 'onDemandVcpus', used: 0, limit: 1 }] } })],
  ['what is paid is the sum of lifetimes × price', (_view, cost) => ({ cost: { ...cost, rows: cost.rows.filter(({ kind }) => kind !== 'Volume') } })],
  ['what is paid is the sum of lifetimes × price', (_view, cost) => ({ cost: { ...cost, rows: cost.rows.map((row) => (row.kind === 'Instance' ? { ...row, soFar: row.soFar * 1.001 } : row)) } })],
])('finds that a rule of the cloud is broken: %s', (invariant, harm) => {
  const { world, watcher } = watchedMasters({ name: 'aws', region: 'us-east-1' });
  watcher.look();
  expect([watcher.violations, unsettled(world)]).toEqual([[], []]);
  const { cloud } = world.components;
  if (!cloud) throw new Error('AWS has an API');
  const { view, cost } = harm(cloud.view(), cloud.cost());
  Object.assign(cloud, { ...(view ? { view: () => view } : {}), ...(cost ? { cost: () => cost } : {}) });
  watcher.look();
  expect(watcher.violations.map((violation) => violation.invariant)).toContain(invariant);
});

it('knows what in an account belongs to nobody', () => {
  const { world } = watchedMasters({ name: 'aws', region: 'us-east-1' });
  expect(unsettled(world)).toEqual([]);
  world.inject({ kind: 'FailCloudCalls', error: 'InternalError', action: 'TerminateInstances' });
  world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'worker-1' } }]);
  world.advance({ untilMs: world.nowMs + 5_000 });
  expect(unsettled(world).join('\n')).toMatch(/instance i-[0-9a-f]+ of machine worker-1 is running and belongs to nobody/);
});

it('knows what of a control plane is not at rest', () => {
  const { world } = watchedMasters();
  expect(unsettledControlPlane(world)).toEqual([]);
  world.inject({ kind: 'StopComponent', machine: 'cp-2', component: 'etcd' });
  world.inject({ kind: 'StopComponent', machine: 'cp-3', component: 'kube-scheduler' });
  world.apply([{ op: 'put', manifest: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'cp-4' }, spec: { roles: ['control-plane'], bootSeconds: 600 } } }]);
  world.advance({ untilMs: world.nowMs + 60_000 });
  expect(unsettledControlPlane(world)).toEqual([
    'etcd on cp-2 is stopped', 'kube-scheduler on cp-3 is stopped', "etcd's member on cp-2 is Down", 'the API server on cp-2 does not answer', 'etcd has no member on cp-4',
    'the API server on cp-4 does not answer',
  ]);
});
