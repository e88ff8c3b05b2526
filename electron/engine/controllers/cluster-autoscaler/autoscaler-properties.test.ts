import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { desiredSizeOf, type NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import { quantityMilliValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { Manifest, NodeGroupEntry } from '../../../../shared/topology/types.ts';
import { machineTypeOf } from '../../../../shared/topology/machine-types.ts';
import { machinesOf } from '../../cloud/node-groups/node-groups.ts';
import { World } from '../../world.ts';

interface Workload {
  replicas: number;
  cpu: number;
  kind: 'plain' | 'spread' | 'budget' | 'local' | 'apart';
}

interface Story {
  groups: NodeGroupEntry[];
  workloads: Workload[];
  /** Minute → new size of a workload. */
  changes: { minute: number; workload: number; replicas: number }[];
  cutAtMs: number;
}

const zones = ['a', 'b', 'c'];
const group = fc.record({
  minSize: fc.nat(2), more: fc.integer({ min: 1, max: 5 }), type: fc.constantFrom('m5.large', 'm5.xlarge', 'c5.large'), zones: fc.subarray(zones, { minLength: 1 }),
  bootSeconds: fc.constantFrom(20, 60),
});
const story: fc.Arbitrary<Story> = fc.record({
  groups: fc.array(group, { minLength: 1, maxLength: 3 }).map((all) => all.map(({ more, ...spec }, at) => ({ ...spec, name: `g${at}`, maxSize: spec.minSize + more }))),
  workloads: fc.array(fc.record({
    replicas: fc.nat(9), cpu: fc.integer({ min: 2, max: 25 }), kind: fc.constantFrom('plain' as const, 'spread' as const, 'budget' as const, 'local' as const, 'apart' as const),
  }), { minLength: 1, maxLength: 3 }),
  changes: fc.array(fc.record({ minute: fc.integer({ min: 3, max: 40 }), workload: fc.nat(2), replicas: fc.nat(9) }), { maxLength: 4 }),
  cutAtMs: fc.integer({ min: 60_000, max: 50 * 60_000 }),
});

function manifests(workloads: readonly Workload[]): Manifest[] {
  return workloads.flatMap(({ replicas, cpu, kind }, at): Manifest[] => {
    const labels = { app: `w${at}` };
    const selector = { matchLabels: labels };
    const spec: Record<string, unknown> = {
      containers: [{ name: 'c', image: 'app:1', resources: { requests: { cpu: `${cpu * 100}m`, memory: '128Mi' } } }],
    };
    if (kind === 'local') spec['volumes'] = [{ name: 'scratch', emptyDir: {} }];
    if (kind === 'spread') {
      spec['topologySpreadConstraints'] = [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: selector }];
    }
    if (kind === 'apart') {
      spec['affinity'] = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: selector }] } };
    }
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: `w${at}` }, spec: { replicas, selector, template: { metadata: { labels }, spec } } };
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: `w${at}` }, spec: { minAvailable: 2, selector } };
    return [deployment, ...(kind === 'budget' ? [budget] : [])] as unknown as Manifest[];
  });
}

function worldOf({ groups, workloads }: Story): World {
  const cluster = defaultCluster('t', 7);
  cluster.spec.nodeGroups = groups;
  const { world, refused } = World.create({ cluster, manifests: manifests(workloads) });
  expect(refused).toEqual([]);
  return world;
}

/** Holds every commit against what must always be true. */
function watch(world: World): string[] {
  const wrong: string[] = [];
  world.onCommit(({ resource, object, previous, type }) => {
    if (resource === 'nodegroups' && type !== 'DELETED') {
      const { spec, metadata: { name } } = object as NodeGroup;
      if (spec.desiredSize !== undefined && (spec.desiredSize < spec.minSize || spec.desiredSize > spec.maxSize)) wrong.push(`${name} wants ${spec.desiredSize}`);
    }
    if (resource === 'machines') {
      for (const one of world.api.list<NodeGroup>('nodegroups')) {
        const size = machinesOf(world.api, one).length;
        if (size > one.spec.maxSize) wrong.push(`${one.metadata.name} has ${size} machines`);
      }
    }
    if (resource === 'poddisruptionbudgets' && previous) {
      const { status, metadata: { name } } = object as PodDisruptionBudget;
      if ((status?.disruptionsAllowed ?? 0) < 0) wrong.push(`an eviction against ${name}`);
    }
    if (resource === 'pods' && type === 'DELETED') {
      const budget = world.api.get<PodDisruptionBudget>('poddisruptionbudgets', `default/${object.metadata.labels?.['app'] ?? ''}`);
      const evicted = (object as Pod).status?.conditions?.some(({ reason }) => reason === 'EvictionByEvictionAPI');
      if (budget && evicted && (budget.status?.currentHealthy ?? 0) < 1 && (budget.status?.expectedPods ?? 0) > 2) wrong.push(`no healthy pod of ${budget.metadata.name} left`);
    }
  });
  return wrong;
}

function live(world: World, { changes }: Story, untilMs: number): void {
  for (const { minute, workload, replicas } of [...changes].sort((a, b) => a.minute - b.minute)) {
    const atMs = minute * 60_000;
    if (atMs < world.nowMs || atMs > untilMs) continue;
    world.advance({ untilMs: atMs });
    const name = `w${workload}`;
    if (!world.api.get('deployments', `default/${name}`)) continue;
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name };
    expect(world.apply([{ op: 'patch', ref, patch: { spec: { replicas } } }]).ok).toBe(true);
  }
  world.advance({ untilMs });
}

it('keeps every group within its bounds, evicts nobody against a budget, and settles under constant load', () => {
  fc.assert(fc.property(story, (one) => {
    const world = worldOf(one);
    const wrong = watch(world);
    live(world, one, 80 * 60_000);
    const sizes = (): number[] => [...world.api.list<NodeGroup>('nodegroups')].map(({ spec }) => desiredSizeOf(spec));
    const settled = sizes();
    const pods = [...world.api.list<Pod>('pods')].map(({ metadata }) => metadata.uid).sort();
    // Not at a moment at which kube-scheduler tries again what it has no node for.
    world.advance({ untilMs: 140 * 60_000 + 7_777 });
    expect(sizes()).toEqual(settled);
    expect([...world.api.list<Pod>('pods')].map(({ metadata }) => metadata.uid).sort()).toEqual(pods);
    expect(wrong).toEqual([]);
    expect(world.isQuiet()).toBe(true);
    // A pod that waits, and has no wishes but for room, would not fit on a machine of any group that may still grow.
    for (const pod of world.api.list<Pod>('pods')) {
      const { cpu, kind } = one.workloads[Number(pod.metadata.labels?.['app']?.slice(1))] as Workload;
      if (pod.spec.nodeName || kind === 'spread' || kind === 'apart') continue;
      for (const { spec } of world.api.list<NodeGroup>('nodegroups')) {
        if (desiredSizeOf(spec) < spec.maxSize) expect(cpu * 100).toBeGreaterThan(quantityMilliValue(machineTypeOf(spec.type).cpu));
      }
    }
  }), { numRuns: 6 });
});

it('continues exactly after a snapshot, wherever it is taken', () => {
  fc.assert(fc.property(story, (one) => {
    const straight = worldOf(one);
    const cut = worldOf(one);
    live(cut, one, one.cutAtMs);
    const restored = World.restore(cut.snapshot());
    live(restored, { ...one, changes: one.changes.filter(({ minute }) => minute * 60_000 > one.cutAtMs) }, 60 * 60_000);
    live(straight, one, 60 * 60_000);
    expect(restored.stateHash()).toBe(straight.stateHash());
  }), { numRuns: 6 });
});
