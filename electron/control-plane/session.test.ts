import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesignChange } from '../../shared/ipc/design.ts';
import type { JsonObject } from '../../shared/json.ts';
import { ownKinds } from '../../shared/kubernetes/own-kinds/index.ts';
import { ok } from '../../shared/result.ts';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import type { PlannedFault } from '../../shared/planned-faults.ts';
import { decodePods } from '../../shared/view/pod-columns.ts';
import type { PodRow } from '../../shared/view/rows.ts';
import type { DesignStorage, JournalBatch, StoredDesign } from './design-storage.ts';
import { DesignSession } from './session.ts';

/** Keeps what is saved in memory, as the database does. */
class MemoryStorage implements DesignStorage {
  design: StoredDesign;

  constructor(text: string) {
    this.design = { id: 'd', name: 'd', text, dirty: false, inputs: [], clockMs: 0, recovered: false };
  }

  load() {
    return ok(JSON.parse(JSON.stringify(this.design)) as StoredDesign);
  }

  append(_id: string, batch: JournalBatch) {
    const inputs = batch.snapshot ? batch.inputs : [...this.design.inputs, ...batch.inputs];
    this.design = { ...this.design, inputs, clockMs: batch.clockMs, ...(batch.text ? { text: batch.text.text } : {}), ...(batch.snapshot ? { snapshot: JSON.parse(JSON.stringify(batch.snapshot)) } : {}) };
    return ok(undefined);
  }

  recordFile() {
    return ok(undefined);
  }

  markClosed() {}
}

function open(storage: MemoryStorage): DesignSession {
  const session = DesignSession.open(storage.load().value, storage, () => 0);
  if (!session.ok) throw new Error('opens');
  return session.value;
}

const label = { key: 'x' };

function worker(name: string): Manifest {
  return { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name }, spec: { roles: ['worker'] } };
}

function deployment(name: string, replicas: number): Manifest {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } } },
  };
}

function own(kind: string, name: string, spec: JsonObject): Manifest {
  return { apiVersion: 'clusterwright.dev/v1', kind, metadata: { name }, spec };
}

const ref = (name: string): ObjectRef => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name });
const names = fc.constantFrom('a', 'b', 'c');
const change: fc.Arbitrary<DesignChange> = fc.oneof(
  fc.tuple(names, fc.nat(3)).map(([name, replicas]): DesignChange => ({ op: 'put', manifest: deployment(name, replicas) })),
  names.map((name): DesignChange => ({ op: 'delete', ref: ref(name) })),
  names.map((name): DesignChange => ({ op: 'patch', ref: ref(name), patch: { spec: { replicas: 5 } } })),
  names.map((name): DesignChange => ({ op: 'put', manifest: worker(`worker-${name}`) })),
  fc.tuple(names, fc.nat(3)).map(([name, minSize]): DesignChange => ({ op: 'put', manifest: own('NodeGroup', name, { minSize, maxSize: 5 }) })),
  names.map((name): DesignChange => ({ op: 'patch', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name }, patch: { spec: { desiredSize: 4 } } })),
  names.map((name): DesignChange => ({ op: 'put', manifest: own('TrafficSource', name, { target: { host: 'a.b' }, rate: { pattern: 'Constant', rps: 1 } }) })),
  names.map((name): DesignChange => ({ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', name } })),
  fc.tuple(names, fc.nat(100)).map(([name, x]): DesignChange => ({ op: 'layout', positions: { [refKey(ref(name))]: { x, y: 0 } } })),
  fc.nat(9).map((seed): DesignChange => ({ op: 'cluster', patch: { spec: { seed } } })),
);

describe('DesignSession', () => {
  it('undoes and redoes to the letter', () => {
    fc.assert(fc.property(fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), (edits) => {
      const session = open(new MemoryStorage(TopologyText.empty('t', 1).toString()));
      const states = [session.document.text.topology];
      for (const changes of edits) {
        const done = session.edit({ changes, label });
        session.world.advance({ untilMs: session.world.nowMs + 5_000 });
        if (done.ok && JSON.stringify(session.document.text.topology) !== JSON.stringify(states.at(-1))) states.push(session.document.text.topology);
      }
      const final = session.document.text.topology;
      while (session.history.nextUndo()) expect(session.undo()).toEqual(ok(undefined));
      expect(comparable(session.document.text.topology)).toEqual(comparable(states[0]));
      while (session.history.nextRedo()) expect(session.redo()).toEqual(ok(undefined));
      expect(comparable(session.document.text.topology)).toEqual(comparable(final));
    }), { numRuns: 60 });
  });

  it('keeps an autoscaler of autoscaling/v1 as its author wrote it, until the window, which speaks v2, changes it', () => {
    const source = `# by the web team
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  name: web # the shop
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 4
  targetCPUUtilizationPercentage: 50
`;
    const session = open(new MemoryStorage(source));
    const about: ObjectRef = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: 'default', name: 'web' };
    const live = (): unknown => session.world.api.get('horizontalpodautoscalers', 'default/web');
    expect(live()).toMatchObject({ apiVersion: 'autoscaling/v2', spec: { metrics: [{ resource: { target: { averageUtilization: 50 } } }] } });
    expect(session.document.text.yamlOf(about)).toBe(source);
    const metric = (name: string): JsonObject => ({ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: 60 } } });
    const changes: DesignChange[] = [{ op: 'patch', ref: about, patch: { spec: { metrics: [metric('cpu'), metric('memory')], maxReplicas: 6 } } }];
    expect(session.edit({ changes, label }).ok).toBe(true);
    expect(session.document.text.get(about)).toEqual({
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 6, metrics: [metric('cpu'), metric('memory')] },
    });
    expect(session.document.text.yamlOf(about)).toMatch(/^# by the web team\n[^]*name: web # the shop/);
    expect(session.undo()).toEqual(ok(undefined));
    expect(session.document.text.get(about)).toMatchObject({ apiVersion: 'autoscaling/v1', spec: { maxReplicas: 4, targetCPUUtilizationPercentage: 50 } });
    expect(live()).toMatchObject({ spec: { maxReplicas: 4, metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 50 } } }] } });
    expect(session.edit({ changes: [{ op: 'delete', ref: about }], label }).ok).toBe(true);
    expect(session.document.text.topology.manifests).toEqual([]);
    expect(live()).toBeUndefined();
  });

  it('is the same after a crash as before it', () => {
    const storage = new MemoryStorage(TopologyText.empty('t', 1).toString());
    const first = open(storage);
    first.saveDue(true);
    first.edit({ changes: [{ op: 'put', manifest: worker('worker-1') }, { op: 'put', manifest: worker('worker-2') }, { op: 'put', manifest: deployment('web', 4) }], label });
    first.world.advance({ untilMs: 70_000 });
    first.inject({ kind: 'PowerOff', machine: 'worker-1' });
    first.world.advance({ untilMs: 200_000 });
    first.autosave.flush(first.world.nowMs, true, true, () => ({ machines: 2, pods: 4, problems: 0, thumbnail: { machines: [] } }));
    const second = open(storage);
    expect(second.world.stateHash()).toBe(first.world.stateHash());
    expect(second.document.text.toString()).toBe(first.document.text.toString());
    expect(second.timeline.all()).toEqual(first.timeline.all());
  });

  it('sends deltas that lead to the same rows as a fresh list', () => {
    const session = open(new MemoryStorage(TopologyText.empty('t', 1).toString()));
    const rows = new Map<string, PodRow>();
    const machines = new Map<string, unknown>();
    session.list();
    session.edit({ changes: [{ op: 'put', manifest: worker('worker-1') }, { op: 'put', manifest: worker('worker-2') }, { op: 'put', manifest: deployment('web', 4) }], label });
    for (let step = 0; step < 80; step += 1) {
      if (step === 30) session.inject({ kind: 'PowerOff', machine: 'worker-2' });
      if (step === 50) session.inject({ kind: 'CutZone', zone: 'zone-a' });
      if (step === 60) session.inject({ kind: 'ReconnectZone', zone: 'zone-a' });
      if (step === 78) session.inject({ kind: 'CutCable', machine: 'worker-1' });
      session.world.advance({ untilMs: session.world.nowMs + 7_000 });
      const delta = session.delta(true);
      if (delta?.pods) for (const row of decodePods(delta.pods)) rows.set(row.uid, row);
      for (const uid of delta?.removedPods ?? []) rows.delete(uid);
      for (const machine of delta?.machines ?? []) machines.set(machine.name, machine);
    }
    const list = session.list();
    expect(new Map(decodePods(list.pods).map((row) => [row.uid, row]))).toEqual(rows);
    expect(Object.fromEntries(list.machines.map((row) => [row.name, { ...row, components: [] }]))).toEqual(Object.fromEntries([...machines].map(([name, row]) => [name, { ...(row as object), components: [] }])));
    expect(list.machines.map(({ name, cutOff }) => [name, cutOff ?? false])).toEqual([['worker-1', true], ['worker-2', false]]);
    expect(list.timeline.some((entry) => entry.text.key === 'view:timeline.toleration')).toBe(true);
  });

  it('planned faults are edited, undone and done again while the simulation runs, and the window hears of each', () => {
    const storage = new MemoryStorage(TopologyText.empty('d', 1).toString());
    const session = open(storage);
    session.edit({ changes: [{ op: 'put', manifest: worker('worker-1') }], label });
    expect(session.list().plannedFaults).toEqual([]);
    const plan = (faults: PlannedFault[] | null): void => { expect(session.edit({ changes: [{ op: 'cluster', patch: { spec: { faults } } }], label }).ok).toBe(true); };
    const told = (): string[] | undefined => session.delta(false)?.plannedFaults?.map(({ entry, state }) => `${entry.at} ${state}`);
    plan([{ at: 60, kind: 'PowerOff', machine: 'worker-1', for: 30 }]);
    expect(told()).toEqual(['60 planned']);
    plan([{ at: 80, kind: 'PowerOff', machine: 'worker-1', for: 30 }]);
    expect(told()).toEqual(['80 planned']);
    session.undo();
    expect(told()).toEqual(['60 planned']);
    session.redo();
    session.undo();
    session.undo();
    expect(told()).toEqual([]);
    session.redo();
    session.redo();
    expect(told()).toEqual(['80 planned']);
    session.world.advance({ untilMs: 70_000 });
    expect(told()).toBeUndefined();
    session.world.advance({ untilMs: 90_000 });
    expect(told()).toEqual(['80 active']);
    session.saveDue(true);
    const again = open(storage);
    expect(again.list().plannedFaults).toMatchObject([{ index: 0, state: 'active', atMs: 80_000, endMs: 110_000, subject: 'worker-1' }]);
    session.restart();
    expect(session.list().plannedFaults).toMatchObject([{ state: 'planned' }]);
  });
});

/** Manifests in any order: a put of what had been deleted goes to the end. */
function comparable(topology: unknown): unknown {
  const { cluster, manifests } = topology as { cluster: { spec: Record<string, unknown> }; manifests: Manifest[] };
  const lists = ownKinds.flatMap(({ documentField }) => {
    const entries = cluster.spec[documentField] as { name: string }[] | undefined;
    return entries ? [[documentField, entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))]] : [];
    });
  return { cluster: { ...cluster, spec: { ...cluster.spec, ...Object.fromEntries(lists) } }, manifests: [...manifests].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)) };
}
