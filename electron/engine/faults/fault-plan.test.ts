import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { PlannedFault } from '../../../shared/planned-faults.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Topology } from '../../../shared/topology/types.ts';
import { World, type WorldSnapshot } from '../world.ts';

const off = { kind: 'PowerOff', machine: 'worker-1' } as const;

function topology(faults?: PlannedFault[]): Topology {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [1, 2].map((number) => ({ name: `worker-${number}`, roles: ['worker' as const] }));
  if (faults) cluster.spec.faults = faults;
  const pod = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
  return { cluster, manifests: [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: pod } }] };
}

/** The world, and what its plan does from now on. */
function watched(world: World): { world: World; strikes: string[] } {
  const strikes: string[] = [];
  world.onStrike(({ atMs, fault, mends, error }) => strikes.push(`${atMs / 1000} ${fault.kind}${mends ? ' mends' : ''}${error === undefined ? '' : ` ${error}`}`));
  return { world, strikes };
}

function planned(...faults: PlannedFault[]): { world: World; strikes: string[] } {
  return watched(World.create(topology(faults)).world);
}

function edit(world: World, faults: PlannedFault[] | null): void {
  expect(world.apply([{ op: 'cluster', patch: { spec: { faults } } }]).ok).toBe(true);
}

it('strikes at its time and is mended when it has lasted long enough', () => {
  const { world, strikes } = planned({ at: '2m', ...off, for: 90 }, { at: 60, kind: 'HangContainer', pod: 'web' }, { at: 61, kind: 'StopKubelet', machine: 'nobody' });
  world.advance({ untilMs: 150_000 });
  expect(world.api.get<Machine>('machines', 'worker-1')?.status?.phase).toBe('Off');
  world.advance({ untilMs: 400_000 });
  expect(strikes).toEqual(['60 HangContainer', '61 StopKubelet machines "nobody" not found', '120 PowerOff', '210 PowerOn mends']);
});

it('does what the same faults by hand do', () => {
  const { world } = planned({ at: '2m', ...off, for: 90 });
  const byHand = World.create(topology()).world;
  byHand.advance({ untilMs: 120_000 });
  byHand.inject(off);
  byHand.advance({ untilMs: 210_000 });
  byHand.inject({ kind: 'PowerOn', machine: 'worker-1' });
  for (const one of [world, byHand]) one.advance({ untilMs: 900_000 });
  expect([...world.api.list('pods')]).toEqual([...byHand.api.list('pods')]);
  expect([...world.api.list('nodes')]).toEqual([...byHand.api.list('nodes')]);
});

it('an edit concerns what is yet to come', () => {
  const { world, strikes } = planned({ at: 100, ...off, for: 100 }, { at: 300, kind: 'StopRegistry' });
  world.advance({ untilMs: 150_000 });
  edit(world, [{ at: 50, kind: 'StopRegistry' }, { at: 100, ...off, for: 200, name: 'longer' }, { at: 400, kind: 'StopRegistry', for: 5 }]);
  world.advance({ untilMs: 500_000 });
  expect(strikes).toEqual(['100 PowerOff', '300 PowerOn mends', '400 StopRegistry', '405 MendRegistry mends']);
});

it('what was taken out while it lasts is mended as it was planned; shortened to what is past, at once', () => {
  const taken = planned({ at: 100, ...off, for: 100 });
  taken.world.advance({ untilMs: 150_000 });
  edit(taken.world, null);
  taken.world.advance({ untilMs: 500_000 });
  expect(taken.strikes).toEqual(['100 PowerOff', '200 PowerOn mends']);
  const shortened = planned({ at: 100, ...off, for: 100 });
  shortened.world.advance({ untilMs: 150_000 });
  edit(shortened.world, [{ at: 100, ...off, for: 10 }]);
  shortened.world.advance({ untilMs: 500_000 });
  expect(shortened.strikes).toEqual(['100 PowerOff', '150 PowerOn mends']);
});

it('tells what has come of each entry, and what is still broken of those that were taken out', () => {
  const list: PlannedFault[] = [
    { at: 300, kind: 'StopRegistry' }, { at: 60, kind: 'HangContainer', pod: 'web' }, { at: 61, kind: 'StopKubelet', machine: 'nobody' }, { at: '100s', ...off, for: 100 },
    { at: 110, kind: 'CutCable', machine: 'worker-2', for: 10 },
  ];
  const { world } = planned(...list);
  const told = (entries: PlannedFault[]): string[] => world.plannedFaults(entries).map(({ index, entry, atMs, endMs, state, subject, error }) => [index ?? 'out', entry.kind, atMs / 1000, endMs === undefined ? '-' : endMs / 1000, state, subject?.replace(/-\w+-\w+ /, ' '), error].filter((part) => part !== undefined).join(' '));
  expect(told(list)).toEqual(['0 StopRegistry 300 - planned', '1 HangContainer 60 - planned', '2 StopKubelet 61 - planned', '3 PowerOff 100 200 planned', '4 CutCable 110 120 planned']);
  world.advance({ untilMs: 150_000 });
  expect(told(list)).toEqual([
    '0 StopRegistry 300 - planned', '1 HangContainer 60 - over web (c)', '2 StopKubelet 61 - failed nobody machines "nobody" not found', '3 PowerOff 100 200 active worker-1', '4 CutCable 110 120 over worker-2',
  ]);
  const edited: PlannedFault[] = [{ at: 30, kind: 'StopRegistry' }, { at: 60, kind: 'HangContainer', pod: 'web', for: 120, name: 'until later' }];
  edit(world, edited);
  const restored = World.restore(JSON.parse(JSON.stringify(world.snapshot())) as WorldSnapshot);
  expect(restored.plannedFaults(edited)).toEqual(world.plannedFaults(edited));
  expect(told(edited)).toEqual(['0 StopRegistry 30 - missed', '1 HangContainer 60 180 active web (c)', 'out PowerOff 100 200 active worker-1']);
  world.advance({ untilMs: 250_000 });
  expect(told(edited)).toEqual(['0 StopRegistry 30 - missed', '1 HangContainer 60 180 over web (c)']);
});

it('of two that are the same each has its own fate', () => {
  const list: PlannedFault[] = [{ at: 60, ...off }, { at: 60, ...off }];
  const { world } = planned(...list);
  world.advance({ untilMs: 60_000 });
  expect(world.plannedFaults([...list, { at: 60, ...off }]).map(({ state }) => state)).toEqual(['over', 'over', 'missed']);
});

it('refuses a list that cannot be', () => {
  const { world } = planned();
  const before = world.stateHash();
  const outcome = world.apply([{ op: 'cluster', patch: { spec: { faults: [{ at: 1, kind: 'PowerOff' }] } } }]);
  expect(outcome).toMatchObject({ ok: false, error: { status: { reason: 'BadRequest', message: expect.stringContaining('spec.faults[0].machine') as string } } });
  expect(world.stateHash()).toBe(before);
});

it('goes on exactly from a snapshot at any time', () => {
  const faults: PlannedFault[] = [{ at: 50, kind: 'CutCable', machine: 'worker-2', for: 60 }, { at: 80, ...off, for: 100 }, { at: 180, kind: 'CrashContainer', pod: 'web' }];
  fc.assert(fc.property(fc.integer({ min: 0, max: 250_000 }), (cutMs) => {
    const { world } = planned(...faults);
    world.advance({ untilMs: cutMs });
    const restored = World.restore(JSON.parse(JSON.stringify(world.snapshot())) as WorldSnapshot);
    for (const one of [world, restored]) one.advance({ untilMs: 300_000 });
    expect(restored.stateHash()).toBe(world.stateHash());
  }), { numRuns: 12 });
});

it('a snapshot from before there were plans takes one', () => {
  const old = World.create(topology()).world;
  old.advance({ untilMs: 60_000 });
  const snapshot = JSON.parse(JSON.stringify(old.snapshot())) as WorldSnapshot;
  delete snapshot.simulation.components['fault-plan'];
  const { world, strikes } = watched(World.restore(snapshot));
  edit(world, [{ at: 70, ...off }]);
  world.advance({ untilMs: 90_000 });
  expect(strikes).toEqual(['70 PowerOff']);
});
