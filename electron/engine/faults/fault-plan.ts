import { faultSubject, type Fault } from '../../../shared/faults.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import { faultOf, mendingOf, timesOf, type PlannedFault } from '../../../shared/planned-faults.ts';
import type { PlannedFaultRow } from '../../../shared/view/planned-faults.ts';
import type { Component, ComponentContext } from '../component.ts';
import { decodeState, encodeState } from '../simulation/state-codec.ts';
import { findPod } from './find-pod.ts';

/** What a plan did at its time. */
export interface Strike {
  atMs: number;
  fault: Fault;
  /** The name of the entry. */
  name?: string;
  /** The fault is the end of an earlier one. */
  mends: boolean;
  /** Why it could not be: there is no such machine or pod. */
  error?: string;
}

/** What has struck, and what is to end it: plain data. */
interface Struck {
  entry: PlannedFault;
  fault: Fault;
  /** It could not be. */
  error?: string;
  /** What ends it, once its entry says when. */
  mending?: Fault;
  mendedMs?: number;
}

/** Plain data, part of the snapshot. */
interface SavedPlan {
  /** In the order in which it falls due. */
  upcoming: PlannedFault[];
  /** In the order in which it happened. */
  struck: Struck[];
}

/**
 * The failures that a design has planned (`spec.faults`): each strikes at its time, and is mended when it has lasted long enough. It stands outside the cluster,
 * as bad luck does, and comes last at an instant: what was due then has been done, as with a person's hand.
 */
export class FaultPlan implements Component {
  readonly name = 'fault-plan';
  readonly process = 'world';
  readonly watches = [];
  private state: SavedPlan = { upcoming: [], struck: [] };
  private readonly context: ComponentContext;
  private readonly inject: (fault: Fault) => ApiResult<void>;
  private readonly listeners: ((strike: Strike) => void)[] = [];

  constructor(context: ComponentContext, inject: (fault: Fault) => ApiResult<void>) {
    this.context = context;
    this.inject = inject;
  }

  /**
   * Takes the list of a design in place of the one before. What lies before now, or at `fromMs`, is history: it neither strikes nor is taken back. Something that is
   * broken and still in the list is mended when the list now says; when it was taken out, when it said before.
   */
  plan(entries: readonly PlannedFault[], fromMs = this.context.env.nowMs + 1): void {
    this.state.upcoming = sorted(entries.filter((entry) => timesOf(entry).atMs >= fromMs), (entry) => timesOf(entry).atMs);
    const present = new Pool(entries, keyOf);
    for (const struck of this.state.struck) struck.entry = present.take(keyOf(struck.entry)) ?? struck.entry;
    this.wake();
  }

  /** What has come of each entry of a design's list, and what is still broken of entries that were taken out of it. */
  rows(entries: readonly PlannedFault[]): PlannedFaultRow[] {
    const struck = new Pool(this.state.struck, ({ entry }) => keyOf(entry));
    const upcoming = new Pool(this.state.upcoming, keyOf);
    const rows = entries.map((entry, index): PlannedFaultRow => {
      const key = keyOf(entry);
      const done = struck.take(key);
      return { index, ...(done ? rowOf(done, entry) : { entry, ...timesOf(entry), state: upcoming.take(key) ? 'planned' : 'missed' }) };
    });
    return [...rows, ...struck.rest().filter((one) => endOf(one) < Infinity).map((one) => rowOf(one, one.entry))];
  }

  /** Called for each thing that the plan breaks or mends, at its moment. */
  onStrike(listener: (strike: Strike) => void): void {
    this.listeners.push(listener);
  }

  start(): void {}

  stop(): void {}

  observe(): void {}

  run(): void {
    const { nowMs } = this.context.env;
    const due = sorted(this.state.struck.filter((struck) => endOf(struck) <= nowMs), endOf);
    for (const struck of due) {
      struck.mendedMs = nowMs;
      this.do(struck.entry, struck.mending as Fault, true);
    }
    for (let entry = this.state.upcoming[0]; entry && timesOf(entry).atMs <= nowMs; entry = this.state.upcoming[0]) {
      this.state.upcoming.shift();
      this.strike(entry);
    }
    this.wake();
  }

  save(): JsonValue {
    return encodeState(this.state);
  }

  load(state: JsonValue): void {
    const saved = decodeState(state) as Partial<SavedPlan>;
    this.state = { upcoming: saved.upcoming ?? [], struck: saved.struck ?? [] };
    this.wake();
  }

  private strike(entry: PlannedFault): void {
    const fault = faultOf(entry, (namespace, name) => findPod(this.context.api, namespace, name));
    const error = this.do(entry, fault, false);
    const mending = error === undefined ? mendingOf(fault) : undefined;
    this.state.struck.push({ entry, fault, ...(error === undefined ? {} : { error }), ...(mending ? { mending } : {}) });
  }

  /** @returns why it could not be */
  private do({ name }: PlannedFault, fault: Fault, mends: boolean): string | undefined {
    const outcome = this.inject(fault);
    const error = outcome.ok ? undefined : outcome.error.message;
    const strike = { atMs: this.context.env.nowMs, fault, mends, ...(name === undefined ? {} : { name }), ...(error === undefined ? {} : { error }) };
    for (const listener of this.listeners) listener(strike);
    return error;
  }

  private wake(): void {
    const [entry] = this.state.upcoming;
    const atMs = this.state.struck.reduce((first, struck) => Math.min(first, endOf(struck)), entry ? timesOf(entry).atMs : Infinity);
    if (atMs < Infinity) this.context.wakeAt(atMs);
  }
}

/** When it is to be mended; Infinity: it is over, or nobody mends it. */
function endOf({ entry, mending, mendedMs }: Struck): number {
  return mending && mendedMs === undefined ? timesOf(entry).endMs ?? Infinity : Infinity;
}

function rowOf(struck: Struck, entry: PlannedFault): PlannedFaultRow {
  const { fault, error, mendedMs } = struck;
  const { atMs, endMs } = timesOf(entry);
  const state = error !== undefined ? 'failed' : endOf(struck) < Infinity ? 'active' : 'over';
  return { entry, atMs, endMs: mendedMs ?? endMs, state, subject: faultSubject(fault), ...(error === undefined ? {} : { error }) };
}

/** The same thing at the same time has the same key, whatever it is called and however long it lasts. */
function keyOf(entry: PlannedFault): string {
  const { at: _at, name: _name, for: _for, ...fault } = entry;
  return JSON.stringify([timesOf(entry).atMs, Object.entries(fault).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Things by key, each to be taken once. */
class Pool<T> {
  private readonly byKey = new Map<string, T[]>();

  constructor(items: readonly T[], key: (item: T) => string) {
    for (const item of items) {
      const name = key(item);
      const same = this.byKey.get(name);
      if (same) same.push(item);
      else this.byKey.set(name, [item]);
    }
  }

  take(key: string): T | undefined {
    return this.byKey.get(key)?.shift();
  }

  rest(): T[] {
    return [...this.byKey.values()].flat();
  }
}

/** Stable: what falls due together goes in the order of the list. */
function sorted<T>(list: readonly T[], atMs: (item: T) => number): T[] {
  return [...list].sort((a, b) => atMs(a) - atMs(b));
}
