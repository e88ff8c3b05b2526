import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import { ok } from '../../../../shared/result.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Admission } from '../../apistore/admission-port.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { defaultEpoch } from '../../env.ts';
import { Simulation } from '../../simulation/simulation.ts';
import { defaultProfile } from '../framework/profile.ts';
import { KubeScheduler } from '../scheduler.ts';
import { benchNode, workloads, type Churn, type PodMaker, type Workload } from './workloads.ts';

export interface SchedulingRow {
  name: string;
  nodes: number;
  pods: number;
  /** Median over the rounds, of wall time, binding and Events included. */
  podsPerSecond: number;
  bar: number;
}

export interface SchedulingBenchOptions {
  /** Wall clock in milliseconds. */
  now: () => number;
  rounds?: number;
  /** Only workloads of these names. */
  names?: readonly string[];
  /** Shrinks all counts. */
  scale?: number;
  /** false: the path that works everything out anew, for comparison. */
  keepAnswers?: boolean;
  onRow?: (row: SchedulingRow) => void;
}

/** Scheduling throughput per workload, on one core, through the real API store, queue, binding and Events. */
export function benchScheduling(options: SchedulingBenchOptions): SchedulingRow[] {
  const rows: SchedulingRow[] = [];
  for (const workload of workloads(options.scale)) {
    if (options.names && !options.names.includes(workload.name)) continue;
    const rates: number[] = [];
    for (let round = 0; round < (options.rounds ?? 1); round += 1) rates.push(measure(workload, options));
    const sorted = rates.sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const row = { name: workload.name, nodes: workload.nodes, pods: workload.pods, podsPerSecond: Math.round(median), bar: workload.bar };
    rows.push(row);
    options.onRow?.(row);
  }
  return rows;
}

/** @returns pods per second of wall time */
function measure(workload: Workload, options: SchedulingBenchOptions): number {
  const { simulation } = runWorkload(workload, options, true);
  const startMs = options.now();
  runWorkload(workload, options, false, simulation);
  return (workload.pods / (options.now() - startMs)) * 1000;
}

/**
 * Runs a workload's first half (nodes and initial pods) or second half (the measured pods). The tests use it too, to compare results.
 */
export function runWorkload(
  workload: Workload, options: Pick<SchedulingBenchOptions, 'keepAnswers'>, prepare: boolean, existing?: Simulation,
): { simulation: Simulation } {
  const simulation = existing ?? newSimulation(options);
  if (prepare) {
    for (let index = 0; index < workload.nodes; index += 1) simulation.store.put<Node>('nodes', benchNode(index, workload.zones));
    for (const { count, make } of workload.initialPods) addPods(simulation, count, make);
    settle(simulation);
    return { simulation };
  }
  if (!workload.churn) {
    addPods(simulation, workload.pods, workload.make);
    settle(simulation);
    return { simulation };
  }
  for (let done = 0, change = 0; done < workload.pods; change += 1) {
    const count = Math.min(workload.churn.everyPods, workload.pods - done);
    addPods(simulation, count, (index) => workload.make(done + index));
    done += count;
    applyChurn(simulation, workload.churn, change);
    settle(simulation);
  }
  return { simulation };
}

function addPods(simulation: Simulation, count: number, make: PodMaker): void {
  for (let index = 0; index < count; index += 1) simulation.store.put<Pod>('pods', make(index));
}

/** Runs until no work is planned but the periodic kind. */
function settle(simulation: Simulation): void {
  const stepMs = 1_000;
  for (let step = 0; step < 10_000; step += 1) {
    const before = simulation.store.revision;
    simulation.runUntil(simulation.nowMs + stepMs);
    if (simulation.store.revision === before) return;
  }
}

function applyChurn({ store }: Simulation, { recreate, make }: Churn, change: number): void {
  if (!recreate || change % 2 === 0) for (const { resource, object } of make(change)) store.put(resource, object);
  else for (const { resource, object } of make(change - 1)) store.remove(resource, objectKey(object));
}

function newSimulation(options: Pick<SchedulingBenchOptions, 'keepAnswers'>): Simulation {
  const simulation = new Simulation({ seed: 1, epoch: defaultEpoch, admission: () => admitAll });
  simulation.add((context) => new KubeScheduler(context, defaultProfile(), { keepAnswers: options.keepAnswers ?? true }));
  simulation.add((context) => new Undertaker(context));
  simulation.start();
  return simulation;
}

const admitAll: Admission = { create: ok, update: (_old, next) => ok(next), updateStatus: (_old, next) => ok(next) };

/** Stands in for the kubelets: confirms deletions at once. */
class Undertaker implements Component {
  readonly name = 'undertaker';
  readonly process = 'world';
  readonly watches = ['pods'];
  private readonly context: ComponentContext;
  private doomed: string[] = [];

  constructor(context: ComponentContext) {
    this.context = context;
  }

  start(): void { /* Nothing exists yet. */ }

  stop(): void {
    this.doomed = [];
  }

  observe({ key, object, type }: WatchEvent): void {
    if (type !== 'MODIFIED' || !object.metadata.deletionTimestamp) return;
    this.doomed.push(key);
    this.context.wakeAt(this.context.env.nowMs);
  }

  run(): void {
    const keys = this.doomed;
    this.doomed = [];
    for (const key of keys) this.context.api.delete('pods', key, { gracePeriodSeconds: 0 });
  }

  save(): null {
    return null;
  }

  load(): void { /* Has no state between instants. */ }
}
