import { expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import type { Component, ComponentFactory } from '../component.ts';
import { Simulation, type SimulationState } from './simulation.ts';

/** A component that runs once, at its time. */
function clock(name: string, atMs: number, ran: string[]): ComponentFactory {
  return (context): Component => ({
    name, process: 'world', watches: [],
    start: () => context.wakeAt(atMs),
    stop: () => undefined,
    observe: () => undefined,
    run: () => { ran.push(`${name} at ${context.env.nowMs}`); },
    save: () => null,
    load: () => undefined,
  });
}

function simulationOf(factories: readonly ComponentFactory[]): Simulation {
  const simulation = new Simulation({ seed: 1, epoch: '2026-01-01T00:00:00Z', admission: () => ({ create: ok, update: (_old, next) => ok(next), updateStatus: (_old, next) => ok(next) }) });
  simulation.addAll(factories);
  return simulation;
}

test('a snapshot keeps whose wakes are whose where a component has come in between, which begins now', () => {
  const before = simulationOf([clock('first', 1_000, []), clock('last', 2_000, [])]);
  before.start();
  before.runUntil(500);
  const state = JSON.parse(JSON.stringify(before.save())) as SimulationState;
  const ran: string[] = [];
  const after = simulationOf([clock('first', 0, ran), clock('between', 1_500, ran), clock('last', 0, ran)]);
  after.load(state);
  after.runUntil(5_000);
  expect(ran).toEqual(['first at 1000', 'between at 1500', 'last at 2000']);
});
