import type { TrafficSource } from '../../../../shared/kubernetes/types/traffic-source.ts';
import type { ComponentContext } from '../../component.ts';
import type { Due } from '../../simulation/due-queue.ts';
import type { FlowTable } from './flow-table.ts';
import { measureFlows, type TrafficMeasure } from './measures.ts';
import type { Paths } from './paths.ts';
import { addPoint, failedRate } from './series.ts';
import { putFlows, stepRate, type SourceState } from './sources.ts';
import { sourceStatus, statusMoved } from './source-status.ts';

/** Between two writes of one source's status. */
const statusPeriodMs = 10_000;
/** From the first numbers to their being written. */
const statusDelayMs = 1_000;

/** What the sources ask for when something is to be done later: `rate/<name>` is for {@link FollowedSources.step}, `status/<name>` for {@link FollowedSources.writeStatus}. */
export interface SourceTimers {
  plan(id: string, due: Due): void;
  forget(id: string): void;
}

/** The TrafficSources that there are: their flows, their rate at this moment, what came of their requests, and their status in the API. */
export class FollowedSources {
  /** By name; plain data, part of the snapshot. */
  readonly states: Map<string, SourceState>;
  private readonly context: ComponentContext;
  private readonly paths: Paths;
  private readonly table: FlowTable;
  private readonly timers: SourceTimers;

  constructor(context: ComponentContext, paths: Paths, table: FlowTable, timers: SourceTimers, states = new Map<string, SourceState>()) {
    this.context = context;
    this.paths = paths;
    this.table = table;
    this.timers = timers;
    this.states = states;
  }

  /**
   * A source is new, has another spec, is gone, or has other pods.
   * @returns the source; undefined: it is gone
   */
  follow(name: string): TrafficSource | undefined {
    const { api, env } = this.context;
    const source = api.get<TrafficSource>('trafficsources', name);
    const known = this.states.get(name);
    if (known && known.uid !== source?.metadata.uid) {
      for (const { id } of known.flows) this.table.remove(id);
      this.states.delete(name);
      this.timers.forget(`rate/${name}`);
      this.timers.forget(`status/${name}`);
    }
    if (!source) return undefined;
    let state = this.states.get(name);
    if (!state) {
      const { uid = '', creationTimestamp } = source.metadata;
      state = { uid, createdMs: creationTimestamp ? env.parseTimestamp(creationTimestamp) : env.nowMs, rps: 0, flows: [], points: [], writtenMs: -Infinity };
      this.states.set(name, state);
    }
    putFlows(source, state, this.table, api, this.paths);
    this.step(name);
    return source;
  }

  /** The rate moves on to what it is now. */
  step(name: string): void {
    const source = this.context.api.get<TrafficSource>('trafficsources', name);
    const state = this.states.get(name);
    if (source && state) this.timers.plan(`rate/${name}`, { atMs: Infinity, backgroundMs: stepRate(source, state, this.table, this.context.env.nowMs) });
  }

  /** Its numbers have changed. */
  note(name: string): void {
    const { nowMs } = this.context.env;
    const state = this.states.get(name);
    if (!state) return;
    const { rps, servedRps, p50Ms, p95Ms } = this.measure(state);
    addPoint(state.points, { atMs: nowMs, rps, failedRps: failedRate(rps, servedRps), p50Ms, p95Ms });
    const atMs = Math.max(nowMs + statusDelayMs, state.writtenMs + statusPeriodMs);
    this.timers.plan(`status/${name}`, { atMs: Infinity, backgroundMs: atMs });
  }

  writeStatus(name: string): void {
    const { api, env } = this.context;
    const source = api.get<TrafficSource>('trafficsources', name);
    const state = this.states.get(name);
    if (!source || !state || source.metadata.uid !== state.uid) return;
    const status = sourceStatus(source, this.measure(state), env.timestamp());
    if (!statusMoved(source.status, status)) return;
    state.writtenMs = env.nowMs;
    api.updateStatus<TrafficSource>({ ...source, status });
  }

  /** What came of its requests. */
  measure({ flows, rps }: SourceState): TrafficMeasure {
    const measure = measureFlows(flows.flatMap(({ id }) => this.table.graph.flows.get(id) ?? []));
    return { ...measure, rps };
  }
}
