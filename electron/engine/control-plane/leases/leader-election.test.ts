import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../../shared/faults.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Lease } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import type { WriteOptions } from '../../apistore/write-options.ts';
import { electedProcesses } from '../../simulation/processes.ts';
import { World } from '../../world.ts';

const web: Manifest = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } } },
};

/** Three control-plane machines and two workers with a Deployment, all up. */
function boot(seed = 1): World {
  const cluster = defaultCluster('t', seed);
  cluster.spec.machines = [
    ...['cp-1', 'cp-2', 'cp-3'].map((name) => ({ name, roles: ['control-plane' as const] })), ...['w-1', 'w-2'].map((name) => ({ name, roles: ['worker' as const] })),
  ];
  const { world } = World.create({ cluster, manifests: [web] });
  world.advance({ untilMs: 120_000 });
  return world;
}

function lease(world: World, process: string): Lease['spec'] {
  const found = world.api.get<Lease>('leases', `kube-system/${process}`);
  if (!found) throw new Error(`there is no Lease of ${process}`);
  return found.spec;
}

function leaderOf(world: World, process = 'kube-controller-manager' as const): string {
  return (lease(world, process).holderIdentity ?? '').split('_')[0] ?? '';
}

function other(machine: string): string {
  return machine === 'cp-1' ? 'cp-2' : 'cp-1';
}

describe('leader election', () => {
  test('each component has a Lease with the holder and the times of the real ones, and says who became leader', () => {
    const world = boot();
    for (const process of electedProcesses) {
      expect(lease(world, process)).toMatchObject({ holderIdentity: expect.stringMatching(/^cp-[123]_[0-9a-f-]{36}$/), leaseDurationSeconds: 15, leaseTransitions: 0 });
      const told = [...world.api.list<Event>('events')].filter(({ reason, involvedObject }) => reason === 'LeaderElection' && involvedObject.name === process);
      expect(told.map(({ message }) => message)).toEqual([`${lease(world, process).holderIdentity} became leader`]);
    }
    const before = lease(world, 'kube-scheduler').renewTime;
    world.advance({ untilMs: world.nowMs + 2_000 });
    expect(lease(world, 'kube-scheduler').renewTime).not.toBe(before);
  });

  test('when the leader\'s machine dies another takes over once the Lease has run out, not before', () => {
    const world = boot();
    const before = leaderOf(world);
    const { processes } = world.simulation;
    world.inject({ kind: 'PowerOff', machine: before });
    const renewed = world.simulation.env.parseTimestamp(lease(world, 'kube-controller-manager').renewTime ?? '');
    world.advance({ untilMs: renewed + 14_900 });
    expect(processes.isRunning('kube-controller-manager')).toBe(false);
    expect(leaderOf(world)).toBe(before);
    world.advance({ untilMs: renewed + 15_000 + 9_000 });
    expect(leaderOf(world)).not.toBe(before);
    expect(lease(world, 'kube-controller-manager').leaseTransitions).toBe(1);
    expect(processes.isRunning('kube-controller-manager')).toBe(true);
  });

  test('a scheduler that is told to stop gives its Lease up; a controller-manager lets it run out', () => {
    const takeOverMs = (component: 'kube-scheduler' | 'kube-controller-manager'): number => {
      const world = boot();
      const machine = (lease(world, component).holderIdentity ?? '').split('_')[0] ?? '';
      world.inject({ kind: 'StopComponent', machine, component });
      const fromMs = world.nowMs;
      while (!world.simulation.processes.isRunning(component) || world.simulation.processes.leaderOf(component) === machine) world.advance({ untilMs: world.nowMs + 100 });
      return world.nowMs - fromMs;
    };
    expect(takeOverMs('kube-scheduler')).toBeLessThan(7_500);
    expect(takeOverMs('kube-controller-manager')).toBeGreaterThan(13_000);
  });

  test('a leader whose API server is gone cannot renew: it ends after ten seconds, is restarted, and another leads', () => {
    const world = boot();
    const machine = leaderOf(world);
    world.inject({ kind: 'StopComponent', machine, component: 'kube-apiserver' });
    world.advance({ untilMs: world.nowMs + 40_000 });
    expect(leaderOf(world)).not.toBe(machine);
    const pod = world.api.get<Pod>('pods', `kube-system/kube-controller-manager-${machine}`);
    expect(pod?.status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 1 } } });
  });

  test('a managed control plane has no Leases', () => {
    const cluster = defaultCluster('t', 1);
    cluster.spec.machines = [{ name: 'w-1', roles: ['worker'] }];
    const { world } = World.create({ cluster, manifests: [web] });
    world.advance({ untilMs: 120_000 });
    expect([...world.api.list<Lease>('leases')].map(({ metadata }) => metadata.namespace)).toEqual(['kube-node-lease']);
  });
});

const machine = fc.constantFrom('cp-1', 'cp-2', 'cp-3');
const component = fc.constantFrom('etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager');
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constantFrom('PowerOff' as const, 'PowerOn' as const, 'CutCable' as const, 'ReconnectCable' as const), machine }),
  fc.record({ kind: fc.constantFrom('StopComponent' as const, 'StartComponent' as const), machine, component }),
  fc.tuple(fc.constantFrom('CutLink' as const, 'ReconnectLink' as const), machine).map(([kind, a]) => ({ kind, a, b: other(a) })),
  machine.map((on) => ({ kind: 'SlowDisk' as const, machine: on, fsyncMs: 1_500 })),
);

test('whatever fails, a component without the Lease, or without an API server beside it, writes nothing', () => {
  fc.assert(fc.property(fc.nat(1_000), fc.array(fc.tuple(fc.nat(30_000), fault), { maxLength: 6 }), (seed, story) => {
    const world = boot(seed);
    const { server, processes, env } = world.simulation;
    let writes = 0;
    const check = (options: WriteOptions | undefined): void => {
      const process = electedProcesses.find((name) => name === options?.manager);
      if (!process || !checking) return;
      writes += 1;
      const leader = processes.leaderOf(process);
      expect(leader, `${process} writes at ${world.nowMs}`).toBeDefined();
      const { holderIdentity = '', renewTime = '' } = lease(world, process);
      expect(holderIdentity.split('_')[0]).toBe(leader);
      expect(world.nowMs - env.parseTimestamp(renewTime)).toBeLessThanOrEqual(12_000);
      expect(processes.runsOn(process, leader ?? '')).toBe(true);
      expect(processes.apiServers()).toContain(leader);
    };
    let checking = true;
    for (const verb of ['create', 'update', 'updateStatus'] as const) {
      const real = server[verb].bind(server) as (object: never, options?: WriteOptions) => never;
      Object.assign(server, {
        [verb]: (object: { kind: string }, options?: WriteOptions) => {
          // The Lease itself is what it stands for.
          if (object.kind !== 'Lease') check(options);
          return real(object as never, options);
        },
      });
    }
    for (const [afterMs, one] of story) {
      world.advance({ untilMs: world.nowMs + afterMs });
      world.inject(one);
      world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }, patch: { spec: { replicas: 2 + (afterMs % 3) } } }]);
    }
    world.advance({ untilMs: world.nowMs + 60_000 });
    checking = false;
    for (const name of ['cp-1', 'cp-2', 'cp-3']) {
      world.inject({ kind: 'PowerOn', machine: name });
      world.inject({ kind: 'ReconnectCable', machine: name });
      world.inject({ kind: 'ReconnectLink', a: name, b: other(name) });
      world.inject({ kind: 'MendMachine', machine: name });
      for (const part of ['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const) world.inject({ kind: 'StartComponent', machine: name, component: part });
    }
    world.advance({ untilMs: world.nowMs + 400_000 });
    for (const process of electedProcesses) expect(processes.isRunning(process), `${process} is back`).toBe(true);
  }), { numRuns: 8 });
});
