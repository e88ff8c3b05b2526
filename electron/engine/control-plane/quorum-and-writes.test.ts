import { describe, expect, test } from 'vitest';
import type { DesignChange } from '../../../shared/ipc/design.ts';
import type { Deployment } from '../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import { World } from '../world.ts';
import { controlPlaneView } from './control-plane-view.ts';

const web: Manifest = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } } },
};

function boot(masters: number, untilMs = 120_000): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [
    ...Array.from({ length: masters }, (_, index) => ({ name: `cp-${index + 1}`, roles: ['control-plane' as const] })), { name: 'w-1', roles: ['worker'] },
  ];
  const { world } = World.create({ cluster, manifests: [web] });
  world.advance({ untilMs });
  return world;
}

function view(world: World): ControlPlaneView {
  const made = controlPlaneView(world.simulation, world.components.etcd, () => []);
  if (!made) throw new Error('the control plane is managed');
  return made;
}

const scale = (replicas: number): DesignChange[] => [{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }, patch: { spec: { replicas } } }];

function messageOf(world: World, changes: DesignChange[]): string | undefined {
  const outcome = world.apply(changes);
  return outcome.ok ? undefined : outcome.error.status.message;
}

describe('a person\'s writes', () => {
  test('are part of the design until an API server has answered for the first time', () => {
    const world = boot(3, 5_000);
    expect(world.simulation.processes.apiReachable()).toBe(false);
    expect(messageOf(world, scale(4))).toBeUndefined();
    world.advance({ untilMs: 120_000 });
    expect(world.api.get<Deployment>('deployments', 'default/web')?.status?.readyReplicas).toBe(4);
  });

  test('fail as the real ones without a quorum, and without an API server; ours never do', () => {
    const world = boot(3);
    for (const machine of ['cp-1', 'cp-2']) world.inject({ kind: 'PowerOff', machine });
    world.advance({ untilMs: world.nowMs + 10_000 });
    expect(messageOf(world, scale(4))).toBe('etcdserver: request timed out');
    world.inject({ kind: 'PowerOff', machine: 'cp-3' });
    world.advance({ untilMs: world.nowMs + 10_000 });
    expect(messageOf(world, scale(4))).toBe('The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?');
    expect(messageOf(world, [{ op: 'put', manifest: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'w-2' }, spec: { roles: ['worker'] } } }])).toBeUndefined();
    for (const machine of ['cp-1', 'cp-2']) world.inject({ kind: 'PowerOn', machine });
    world.advance({ untilMs: world.nowMs + 60_000 });
    expect(messageOf(world, scale(4))).toBeUndefined();
  });
});

describe('the view of the control plane', () => {
  test('says who leads, how far each follows and whose API server answers', () => {
    const world = boot(3);
    const { etcd, api, components } = view(world);
    expect(etcd).toMatchObject({ quorum: { needed: 2, have: 3 }, term: 1 });
    expect(etcd?.members.map(({ role }) => role).sort()).toEqual(['Follower', 'Follower', 'Leader']);
    expect(etcd?.members.every(({ lag, lastIndex, commitIndex }) => lag <= 5 && lastIndex > 100 && commitIndex > 100)).toBe(true);
    expect(etcd?.members.map(({ reaches }) => reaches.length)).toEqual([2, 2, 2]);
    expect(api).toMatchObject({ answers: true, via: expect.arrayContaining(['cp-1', 'cp-2', 'cp-3']) });
    expect(components.filter(({ state }) => state === 'Leading')).toHaveLength(3);
    expect(components.filter(({ state }) => state === 'Standby')).toHaveLength(6);
  });

  test('says why there is no quorum: which members are down, lost or apart', () => {
    const world = boot(3);
    world.inject({ kind: 'PowerOff', machine: 'cp-1' });
    world.inject({ kind: 'CutCable', machine: 'cp-2' });
    world.advance({ untilMs: world.nowMs + 10_000 });
    const { etcd, api, components } = view(world);
    expect(etcd?.leader).toBeUndefined();
    expect(etcd).toMatchObject({ quorum: { needed: 2, have: 1 }, why: { kind: 'NoQuorum', down: ['cp-1'], lost: [] } });
    expect(api).toMatchObject({ answers: false, via: [], why: 'NoLeader' });
    expect(components.some(({ state }) => state === 'Leading')).toBe(false);
    world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'cp-1' } }]);
    world.advance({ untilMs: world.nowMs + 1_000 });
    expect(view(world).etcd?.why).toMatchObject({ kind: 'NoQuorum', down: [], lost: ['cp-1'] });
    world.inject({ kind: 'ForceNewCluster', machine: 'cp-3' });
    world.advance({ untilMs: world.nowMs + 5_000 });
    expect(view(world)).toMatchObject({ etcd: { leader: 'cp-3', quorum: { needed: 1, have: 1 } }, api: { answers: true, via: ['cp-3'] } });
  });
});

test('pods run on without any control plane', () => {
  const world = boot(1);
  const running = (): number => [...world.api.list<Pod>('pods')].filter(({ metadata, status }) => metadata.namespace === 'default' && status?.phase === 'Running').length;
  expect(running()).toBe(2);
  world.inject({ kind: 'StopComponent', machine: 'cp-1', component: 'etcd' });
  world.advance({ untilMs: world.nowMs + 600_000 });
  for (const pod of world.api.list<Pod>('pods')) if (pod.metadata.namespace === 'default') expect(world.components.kubelets.podView(pod.metadata.uid ?? '')?.containers[0]?.running).toBe(true);
  expect(running()).toBe(2);
});
