import { expect, it } from 'vitest';
import type { ScalingChain, ScalingStage } from '../../shared/view/scaling.ts';
import { axisTicks, labelPlace } from './axis.ts';
import { chainRows, growthOf, longestStage, machinesOf, periodOf, subjectsOf } from './chain-rows.ts';
import { chosenOf } from './chosen.ts';
import { stepPath, sumOf, within } from './curves.ts';

function chain(id: number, steps: [ScalingStage, firstMs: number, lastMs: number, afterMs: number, ...subjects: string[]][]): ScalingChain {
  return {
    id, target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }, done: true,
    autoscaler: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'hpa' }, replicas: { from: 1, to: 3 },
    steps: steps.map(([stage, firstMs, lastMs, afterMs, ...subjects]) => ({ stage, firstMs, lastMs, afterMs, count: subjects.length, by: 'x', subjects })),
  };
}

const grown = chain(4, [
  ['LoadRose', 100, 200, 100, 'web'], ['Decided', 210, 210, 10, 'hpa'], ['PodsCreated', 210, 210, 0, 'a', 'b'], ['GroupsEnlarged', 220, 220, 10, 'g'],
  ['MachinesMade', 221, 221, 1, 'g-1'], ['MachinesBooted', 500, 500, 279, 'g-1'], ['Bound', 211, 505, 5, 'a', 'b'],
]);

it('a stage costs from the end of those before it on, or from its own beginning where that is earlier', () => {
  expect(chainRows(grown).map(({ step, fromMs }) => [step.stage, fromMs])).toEqual([
    ['LoadRose', 100], ['Decided', 200], ['PodsCreated', 210], ['GroupsEnlarged', 210], ['MachinesMade', 220], ['MachinesBooted', 221], ['Bound', 211],
  ]);
  expect(periodOf(grown)).toEqual({ fromMs: 100, untilMs: 505 });
  expect(longestStage(grown)?.stage).toBe('MachinesBooted');
  expect(machinesOf(grown)).toBe(1);
  expect(growthOf(grown)).toEqual({ from: 1, to: 3 });
});

it('where no autoscaler decided, it is told how many pods came', () => {
  const { replicas: _, ...byHand } = chain(1, [['PodsCreated', 0, 0, 0, 'a', 'b']]);
  expect(growthOf(byHand)).toEqual({ more: 2 });
  expect(longestStage(byHand)).toBeUndefined();
});

it('a stage leads to whom it is about', () => {
  const kinds = grown.steps.map((step) => subjectsOf(grown, step).map(({ kind, name }) => `${kind} ${name}`).join());
  expect(kinds).toEqual(['Deployment web', 'HorizontalPodAutoscaler hpa', 'Pod a,Pod b', 'NodeGroup g', 'Machine g-1', 'Machine g-1', 'Pod a,Pod b']);
});

it('the newest chain is shown until another one is chosen, and again when that one is gone', () => {
  const chains = [chain(3, []), chain(4, [])];
  expect(chosenOf(chains, undefined).index).toBe(1);
  expect(chosenOf(chains, 3).index).toBe(0);
  expect(chosenOf(chains, 9).index).toBe(1);
  expect(chosenOf([], 9).chain).toBeUndefined();
});

it('the axis has a few round ticks, whatever the length', () => {
  expect(axisTicks(60_000, 5).map(({ label }) => label)).toEqual(['0 s', '15 s', '30 s', '45 s', '1 m']);
  for (const seconds of [1, 7, 61, 400, 3_000]) expect(axisTicks(seconds * 1_000, 5).length).toBeLessThanOrEqual(6);
});

it('a label stands right of its bar, else left of it, else in it', () => {
  expect([labelPlace(0.2, 0.4, 0.3), labelPlace(0.6, 0.9, 0.3), labelPlace(0.1, 0.9, 0.3)]).toEqual(['right', 'left', 'inside']);
});

it('step lines are added up, cut to a period and drawn', () => {
  const sum = sumOf([[{ atMs: 0, value: 2 }, { atMs: 20, value: 3 }], [{ atMs: 10, value: 5 }]]);
  expect(sum).toEqual([{ atMs: 0, value: 2 }, { atMs: 10, value: 7 }, { atMs: 20, value: 8 }]);
  expect(within(sum, 5, 15)).toEqual([{ atMs: 5, value: 2 }, { atMs: 10, value: 7 }]);
  expect(within([{ atMs: 10, value: 5 }], 0, 9)).toEqual([]);
  expect(stepPath(within(sum, 5, 15), (ms) => ms, (value) => value, 15)).toBe('M5.0 2.0L10.0 2.0L10.0 7.0L15.0 7.0');
});
