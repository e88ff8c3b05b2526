import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeObject } from '../../shared/kubernetes/schema/decode.ts';
import { defaultCluster } from '../../shared/topology/cluster-document.ts';
import type { Manifest, Topology } from '../../shared/topology/types.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import type { Fault } from '../../shared/faults.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import { isHeartbeat } from './simulation/heartbeat.ts';
import { World } from './world.ts';

function deployment(name: string, replicas: number): Manifest {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
    spec: {
      replicas, selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests: { cpu: '100m', memory: '64Mi' } } }] } },
    },
  };
}

function topology(seed: number, workers = 2, manifests: Manifest[] = [deployment('web', 4)]): Topology {
  const cluster = defaultCluster('t', seed);
  cluster.spec.machines = Array.from({ length: workers }, (_, index) => ({ name: `worker-${index + 1}`, roles: ['worker' as const] }));
  return { cluster, manifests };
}

function running(world: World): Pod[] {
  return [...world.api.list<Pod>('pods')].filter((pod) => pod.status?.phase === 'Running' && !pod.metadata.deletionTimestamp);
}

type Input = { atMs: number } & ({ fault: Fault } | { changes: DesignChange[] });

const machine = fc.constantFrom('worker-1', 'worker-2', 'worker-3');
const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ atMs: fc.nat(400_000), fault: fc.record({ kind: fc.constantFrom('PowerOff' as const, 'PowerOn' as const, 'CrashMachine' as const, 'StopKubelet' as const, 'StartKubelet' as const), machine }) }),
  fc.record({ atMs: fc.nat(400_000), changes: fc.nat(6).map((replicas): DesignChange[] => [{ op: 'put', manifest: deployment('web', replicas) }]) }),
  fc.record({ atMs: fc.nat(400_000), changes: machine.map((name): DesignChange[] => [{ op: 'patch', ref: { apiVersion: 'v1', kind: 'Node', name }, patch: { spec: { unschedulable: true } } }]) }),
);
const inputs = fc.array(input, { maxLength: 6 }).map((list) => [...list].sort((a, b) => a.atMs - b.atMs));

function feed(world: World, list: readonly Input[], untilMs: number): void {
  for (const item of list) {
    world.advance({ untilMs: Math.max(item.atMs, world.nowMs) });
    if ('fault' in item) world.inject(item.fault);
    else world.apply(item.changes);
  }
  world.advance({ untilMs });
}

/** A null that stands for nothing (an Event's eventTime, a condition's lastProbeTime) is as good as absent. */
function withoutNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, item: unknown) => item ?? undefined));
}

describe('World', () => {
  it('brings the pods of a Deployment to Running on its workers', () => {
    const { world, refused } = World.create(topology(1));
    expect(refused).toEqual([]);
    world.advance({ untilMs: 120_000 });
    expect(running(world)).toHaveLength(4);
    expect(new Set(running(world).map((pod) => pod.spec.nodeName))).toEqual(new Set(['worker-1', 'worker-2']));
    world.advance({ untilMs: 400_000 });
    expect(world.isQuiet()).toBe(true);
  });

  it('is not quiet after a fault that writes nothing until it is known what comes of it', () => {
    for (const kind of ['StopKubelet', 'CutCable'] as const) {
      const { world } = World.create(topology(1));
      world.advance({ untilMs: 400_000 });
      world.inject({ kind, machine: 'worker-1' });
      while (!world.isQuiet()) world.advance({ untilMs: world.nowMs + 1_000 });
      expect(running(world).filter((pod) => pod.spec.nodeName === 'worker-2')).toHaveLength(4);
    }
  });

  it('replaces the pods of a dead worker after 50 s and 300 s', () => {
    const { world } = World.create(topology(1));
    world.advance({ untilMs: 120_000 });
    world.inject({ kind: 'PowerOff', machine: 'worker-1' });
    world.advance({ untilMs: 120_000 + 300_000 });
    expect(running(world).filter((pod) => pod.spec.nodeName === 'worker-1')).toHaveLength(2);
    world.advance({ untilMs: 120_000 + 400_000 });
    expect(running(world).filter((pod) => pod.spec.nodeName === 'worker-2')).toHaveLength(4);
  });

  it('gives the same history for the same seed and inputs, another for another seed, however time is cut', () => {
    fc.assert(fc.property(fc.nat(1_000_000), inputs, fc.array(fc.nat(500_000), { maxLength: 5 }), (seed, list, cuts) => {
      const one = World.create(topology(seed, 3)).world;
      feed(one, list, 500_000);
      const two = World.create(topology(seed, 3)).world;
      const all = [...list, ...cuts.map((atMs): Input => ({ atMs, changes: [] }))].sort((a, b) => a.atMs - b.atMs);
      feed(two, all, 500_000);
      expect(two.stateHash()).toBe(one.stateHash());
      const other = World.create(topology(seed + 1, 3)).world;
      feed(other, list, 500_000);
      expect(other.stateHash()).not.toBe(one.stateHash());
    }), { numRuns: 15 });
  });

  it('continues from a snapshot as if nothing had happened', () => {
    fc.assert(fc.property(fc.nat(1_000), inputs, fc.nat(500_000), (seed, list, atMs) => {
      const whole = World.create(topology(seed, 3)).world;
      feed(whole, list, 600_000);
      const first = World.create(topology(seed, 3)).world;
      feed(first, list.filter((item) => item.atMs <= atMs), atMs);
      const second = World.restore(JSON.parse(JSON.stringify(first.snapshot())));
      expect(second.stateHash()).toBe(first.stateHash());
      feed(second, list.filter((item) => item.atMs > atMs), 600_000);
      expect(second.stateHash()).toBe(whole.stateHash());
    }), { numRuns: 25 });
  });

  it('writes nothing when every controller looks again at an unchanged world', () => {
    fc.assert(fc.property(fc.nat(1_000), inputs, (seed, list) => {
      const { world } = World.create(topology(seed, 3));
      feed(world, list, 500_000);
      while (!world.isQuiet()) world.advance({ untilMs: world.nowMs + 60_000 });
      const written: string[] = [];
      world.onCommit((event) => { if (!isHeartbeat(event)) written.push(`${event.type} ${event.resource} ${event.key}`); });
      // The control plane's processes end and start again: each lists everything and reconciles it.
      world.simulation.processes.setHosts(['elsewhere']);
      world.simulation.processes.setHosts([]);
      world.advance({ untilMs: world.nowMs + 45_000 });
      expect(written).toEqual([]);
    }), { numRuns: 15 });
  });

  it('hands a managed control plane over to the first control-plane machine that answers, and takes it back with the last', () => {
    const { world } = World.create(topology(3));
    world.advance({ untilMs: 100_000 });
    expect(world.simulation.processes.managed).toBe(true);
    world.apply([{ op: 'put', manifest: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'control-1' }, spec: { roles: ['control-plane'] } } }]);
    world.advance({ untilMs: 110_000 });
    expect(world.simulation.processes.managed).toBe(true);
    world.advance({ untilMs: 200_000 });
    expect(world.simulation.processes.managed).toBe(false);
    expect(world.simulation.processes.isRunning('kube-scheduler')).toBe(true);
    world.apply([{ op: 'put', manifest: deployment('late', 2) }]);
    world.advance({ untilMs: 260_000 });
    // With the static pods, CoreDNS, and a kube-proxy on each machine.
    expect(running(world)).toHaveLength(6 + 5 + 2 + 3);
    world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'control-1' } }]);
    world.advance({ untilMs: 300_000 });
    expect(world.simulation.processes.managed).toBe(true);
  });

  it('takes changed behaviour of images at once, and keeps it in a snapshot', () => {
    const { world } = World.create(topology(3));
    world.advance({ untilMs: 100_000 });
    world.apply([{ op: 'cluster', patch: { spec: { images: [{ image: 'nginx', missing: true }] } } }, { op: 'put', manifest: deployment('late', 1) }]);
    const restored = World.restore(JSON.parse(JSON.stringify(world.snapshot())));
    for (const candidate of [world, restored]) {
      candidate.apply([{ op: 'put', manifest: { ...deployment('other', 1), spec: { ...(deployment('other', 1)['spec'] as object), replicas: 1 } } }]);
      candidate.advance({ untilMs: 200_000 });
    }
    expect(restored.stateHash()).toBe(world.stateHash());
  });

  it('leaves no trace of a dry run or of a refused change', () => {
    const { world } = World.create(topology(3));
    world.advance({ untilMs: 60_000 });
    const before = world.stateHash();
    expect(world.apply([{ op: 'put', manifest: deployment('another', 2) }], { dryRun: true }).ok).toBe(true);
    expect(world.stateHash()).toBe(before);
    const bad = deployment('bad', 1);
    const outcome = world.apply([{ op: 'put', manifest: deployment('good', 1) }, { op: 'put', manifest: { ...bad, spec: {} } }]);
    expect(outcome.ok ? undefined : outcome.error.index).toBe(1);
    expect(world.stateHash()).toBe(before);
  });

  it('holds only objects that the schema of the API accepts, whoever wrote them', () => {
    fc.assert(fc.property(fc.nat(1_000), inputs, (seed, list) => {
      const { world } = World.create(topology(seed, 3));
      feed(world, list, 500_000);
      for (const resource of world.api.resources()) {
        for (const object of world.api.list(resource)) {
          const decoded = decodeObject(object);
          expect(withoutNulls(decoded.ok ? decoded.value : decoded.error.message)).toEqual(withoutNulls(object));
        }
      }
    }), { numRuns: 10 });
  });

  it('heals to the desired state after faults end, when capacity allows', () => {
    fc.assert(fc.property(fc.nat(1_000), inputs, (seed, list) => {
      const { world } = World.create(topology(seed, 3));
      feed(world, list.filter((item) => 'fault' in item), 500_000);
      for (const name of ['worker-1', 'worker-2', 'worker-3']) {
        world.inject({ kind: 'PowerOn', machine: name });
        world.inject({ kind: 'StartKubelet', machine: name });
      }
      world.advance({ untilMs: 1_500_000 });
      expect(running(world)).toHaveLength(4);
      expect(world.api.count('pods')).toBe(4);
    }), { numRuns: 15 });
  });

  it('never lets requests on a node exceed what is allocatable', () => {
    const big = deployment('big', 30);
    ((big['spec'] as { template: { spec: { containers: { resources: unknown }[] } } }).template.spec.containers[0] as { resources: unknown }).resources = { requests: { cpu: '300m', memory: '512Mi' } };
    const { world } = World.create(topology(5, 3, [big]));
    world.advance({ untilMs: 200_000 });
    for (const name of ['worker-1', 'worker-2', 'worker-3']) {
      const node = world.api.get<{ apiVersion: string; kind: string; metadata: { name: string }; status: { allocatable: Record<string, string> } }>('nodes', name);
      const cpu = [...world.api.byIndex<Pod>('pods', 'nodeName', name)].length * 300;
      const allocatable = node?.status.allocatable['cpu'] ?? '0';
      expect(cpu).toBeLessThanOrEqual(allocatable.endsWith('m') ? Number(allocatable.slice(0, -1)) : Number(allocatable) * 1000);
    }
    expect([...world.api.list<Pod>('pods')].some((pod) => !pod.spec.nodeName)).toBe(true);
  });
});
