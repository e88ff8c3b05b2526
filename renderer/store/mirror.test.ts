import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CostView } from '../../shared/view/cost.ts';
import type { ViewDelta, ViewList } from '../../shared/view/feed.ts';
import { encodePods } from '../../shared/view/pod-columns.ts';
import type { CardRow, MachineRow, PodRow, TimelineEntry } from '../../shared/view/rows.ts';
import { Mirror } from './mirror.ts';

const clock = { nowMs: 0, running: false, speed: 1, runningUntilQuiet: false, quiet: false };
const cluster = { name: 'c', seed: 1, version: 'v1.36', podCIDR: '', serviceCIDR: '', controlPlane: 'machines' as const, apiReachable: true, nodes: { total: 0, ready: 0 }, pods: 0 };

interface Model {
  pods: Map<string, PodRow>;
  machines: Map<string, MachineRow>;
  cards: Map<string, CardRow>;
  timeline: Map<number, TimelineEntry>;
}

function emptyModel(): Model {
  return { pods: new Map(), machines: new Map(), cards: new Map(), timeline: new Map() };
}

function podRow(number: number, node: string, state: number): PodRow {
  return { uid: `uid-${number}`, namespace: 'default', name: `web-${number}`, node, state, owner: 'web', ready: state % 3, total: 2, restarts: number, podIP: `10.0.0.${number}` };
}

const machineRow = (name: string, used: number): MachineRow => ({ name, uid: name, cpuMilli: { allocatable: 1, requested: 0, used } }) as MachineRow;
const cardRow = (name: string, ready: number): CardRow => ({ uid: name, ref: { apiVersion: 'apps/v1', kind: 'Deployment', name }, family: 'ready', fact: { key: 'x', params: { ready } } });

function listOf(model: Model, revision: number): ViewList {
  return {
    kind: 'list', revision, designId: 'd', cluster, clock, pods: encodePods([...model.pods.values()]), machines: [...model.machines.values()], cards: [...model.cards.values()],
    relations: [], problems: [], timeline: [...model.timeline.values()].sort((a, b) => a.id - b.id), eventCount: 0, layout: {}, history: { dirty: false },
  };
}

/** Everything that components can read, in an order that does not depend on arrival. */
function describeMirror(mirror: Mirror): unknown {
  const nodes = ['', 'a', 'b', 'c'];
  return {
    pods: [...mirror.pods.uids()].sort().map((uid) => mirror.pods.row(uid)),
    onMachine: nodes.map((node) => [...mirror.pods.uidsOn(node)].sort()),
    states: nodes.map((node) => [...mirror.pods.statesOn(node)].sort()),
    machines: [...mirror.machineNames()].sort().map((name) => mirror.machine(name)),
    cards: [...mirror.cardUids()].sort().map((uid) => mirror.card(uid)),
    timeline: mirror.timeline,
  };
}

function manualMirror(): { mirror: Mirror; gaps: () => number } {
  let gaps = 0;
  return { mirror: new Mirror(() => undefined, () => { gaps += 1; }), gaps: () => gaps };
}

const change = fc.oneof(
  fc.record({ kind: fc.constant('pod' as const), number: fc.nat(90), node: fc.constantFrom('', 'a', 'b', 'c'), state: fc.nat(15) }),
  fc.record({ kind: fc.constant('removePod' as const), number: fc.nat(90) }),
  fc.record({ kind: fc.constant('machine' as const), name: fc.constantFrom('a', 'b', 'c'), used: fc.nat(9) }),
  fc.record({ kind: fc.constant('removeMachine' as const), name: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('card' as const), name: fc.constantFrom('x', 'y'), ready: fc.nat(9) }),
  fc.record({ kind: fc.constant('removeCard' as const), name: fc.constantFrom('x', 'y') }),
  fc.record({ kind: fc.constant('timeline' as const), id: fc.nat(30), endMs: fc.nat(100) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Changes the model and says the same as a delta: the last word per object wins, as the control plane batches it. */
function deltaOf(model: Model, changes: readonly Change[], from: number): ViewDelta {
  const pods = new Map<string, PodRow>();
  const removedPods = new Set<string>();
  const delta: ViewDelta = { kind: 'delta', from, revision: from + 1, clock, machines: [], removedMachines: [], cards: [], removedCards: [], timeline: [] };
  for (const item of changes) {
    switch (item.kind) {
      case 'pod': {
        const row = podRow(item.number, item.node, item.state);
        // An object removed and made again within one batch has another uid in reality.
        if (removedPods.has(row.uid)) break;
        pods.set(row.uid, row);
        model.pods.set(row.uid, row);
        break;
      }
      case 'removePod': {
        const uid = `uid-${item.number}`;
        if (pods.has(uid)) break;
        removedPods.add(uid);
        model.pods.delete(uid);
        break;
      }
      case 'machine': {
        if (delta.removedMachines?.includes(item.name)) break;
        const row = machineRow(item.name, item.used);
        delta.machines?.push(row);
        model.machines.set(item.name, row);
        break;
      }
      case 'removeMachine':
        if (delta.machines?.some((row) => row.name === item.name)) break;
        delta.removedMachines?.push(item.name);
        model.machines.delete(item.name);
        break;
      case 'card': {
        if (delta.removedCards?.includes(item.name)) break;
        const row = cardRow(item.name, item.ready);
        delta.cards?.push(row);
        model.cards.set(item.name, row);
        break;
      }
      case 'removeCard':
        if (delta.cards?.some((row) => row.uid === item.name)) break;
        delta.removedCards?.push(item.name);
        model.cards.delete(item.name);
        break;
      case 'timeline': {
        // Ids grow: a new entry comes after all others, an older one is a change.
        const newest = Math.max(-1, ...model.timeline.keys());
        const id = item.id <= newest ? [...model.timeline.keys()].find((known) => known >= item.id) as number : newest + 1;
        const entry: TimelineEntry = { id, lane: 'nodes', atMs: id, endMs: item.endMs, icon: 'plug', text: { key: 'x' } };
        delta.timeline?.push(entry);
        model.timeline.set(id, entry);
        break;
      }
    }
  }
  return { ...delta, pods: encodePods([...pods.values()]), removedPods: [...removedPods] };
}

test('applying deltas one after another gives the same mirror as one list of the end result', () => {
  fc.assert(fc.property(fc.array(fc.array(change, { maxLength: 25 }), { maxLength: 12 }), fc.boolean(), (batches, oneFlush) => {
    const model = emptyModel();
    const { mirror, gaps } = manualMirror();
    mirror.receive(listOf(model, 0));
    batches.forEach((batch, index) => {
      mirror.receive(deltaOf(model, batch, index));
      if (!oneFlush) mirror.flush();
    });
    mirror.flush();
    const fresh = manualMirror().mirror;
    fresh.receive(listOf(model, 0));
    fresh.flush();
    expect(describeMirror(mirror)).toEqual(describeMirror(fresh));
    expect(gaps()).toBe(0);
  }));
});

describe('gaps', () => {
  test('a delta from another revision asks for one list, and deltas are dropped until it comes', () => {
    const { mirror, gaps } = manualMirror();
    const model = emptyModel();
    mirror.receive(listOf(model, 5));
    mirror.receive({ kind: 'delta', from: 7, revision: 8, clock, machines: [machineRow('a', 1)] });
    mirror.receive({ kind: 'delta', from: 8, revision: 9, clock, machines: [machineRow('b', 1)] });
    mirror.flush();
    expect(gaps()).toBe(1);
    expect(mirror.machineNames()).toEqual([]);
    model.machines.set('a', machineRow('a', 1));
    mirror.receive(listOf(model, 9));
    mirror.receive({ kind: 'delta', from: 9, revision: 10, clock, machines: [machineRow('c', 1)] });
    mirror.flush();
    expect(mirror.machineNames()).toEqual(['a', 'c']);
    expect(gaps()).toBe(1);
  });
});

describe('listeners', () => {
  test('only what changed is told, once per flush, after everything is applied', () => {
    const { mirror } = manualMirror();
    const model = emptyModel();
    for (const number of [1, 2]) model.pods.set(`uid-${number}`, podRow(number, 'a', 5));
    mirror.receive(listOf(model, 0));
    mirror.flush();
    const told: string[] = [];
    for (const topic of ['pod/uid-1', 'pod/uid-2', 'pods/a', 'pods/b', 'states/a', 'clock', 'machines']) mirror.topics.subscribe(topic, () => told.push(topic));
    const before = mirror.pods.row('uid-2');
    mirror.receive({ kind: 'delta', from: 0, revision: 1, clock, pods: encodePods([podRow(1, 'a', 6)]) });
    mirror.receive({ kind: 'delta', from: 1, revision: 2, clock, pods: encodePods([podRow(1, 'a', 7)]) });
    mirror.flush();
    expect(told.sort()).toEqual(['clock', 'pod/uid-1', 'states/a']);
    expect(mirror.pods.row('uid-2')).toBe(before);
    told.length = 0;
    mirror.receive({ kind: 'delta', from: 2, revision: 3, clock, pods: encodePods([podRow(1, 'b', 7)]) });
    mirror.flush();
    expect(told.sort()).toEqual(['clock', 'pod/uid-1', 'pods/a', 'pods/b', 'states/a']);
  });

  test('the flush report names machines for the pixel layer', () => {
    const { mirror } = manualMirror();
    mirror.receive(listOf(emptyModel(), 0));
    mirror.flush();
    const reports: string[][] = [];
    mirror.onFlush(({ machines, everything }) => reports.push([String(everything), ...machines].sort()));
    mirror.receive({ kind: 'delta', from: 0, revision: 1, clock, pods: encodePods([podRow(1, '', 0)]), machines: [machineRow('b', 2)] });
    mirror.flush();
    expect(reports).toEqual([['', 'b', 'false']]);
  });
});

test('the account of a cloud and what it costs come with the feed, and go with it', () => {
  const { mirror } = manualMirror();
  const cost = (perHour: number): CostView => ({ currency: 'USD', atMs: 0, perHour, perMonth: perHour * 730, soFar: 0, rows: [] });
  mirror.receive({ ...listOf(emptyModel(), 0), cost: cost(1) });
  mirror.flush();
  const told: string[] = [];
  for (const topic of ['cost', 'cloud', 'cluster']) mirror.topics.subscribe(topic, () => told.push(topic));
  mirror.receive({ kind: 'delta', from: 0, revision: 1, clock, cost: { ...cost(2), rows: {} } });
  mirror.receive({ kind: 'delta', from: 1, revision: 2, clock });
  mirror.flush();
  expect(mirror.cost?.perHour).toBe(2);
  expect(told).toEqual(['cost']);
  mirror.receive(listOf(emptyModel(), 3));
  mirror.flush();
  expect(mirror.cost).toBeUndefined();
});
