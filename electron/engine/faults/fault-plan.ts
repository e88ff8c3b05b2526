import type { Fault } from '../../../shared/faults.ts';
import { jsonEqual, type JsonValue } from '../../../shared/json.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import { faultOf, mendingOf, timesOf, type PlannedFault } from '../../../shared/planned-faults.ts';
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

/** Plain data, part of the snapshot. Each list is in the order in which it falls due. */
interface SavedPlan {
  upcoming: PlannedFault[];
  /** Of what has struck: its entry, and what ends it when. */
  mends: { atMs: number; entry: PlannedFault; mending: Fault }[];
}

/**
 * The failures that a design has planned (`spec.faults`): each strikes at its time, and is mended when it has lasted long enough. It stands outside the cluster,
 * as bad luck does, and comes last at an instant: what was due then has been done, as with a person's hand.
 */
export class FaultPlan implements Component {
  readonly name = 'fault-plan';
  readonly process = 'world';
  readonly watches = [];
  private state: SavedPlan = { upcoming: [], mends: [] };
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
    this.state.mends = sorted(this.state.mends.flatMap((mend) => {
      const now = entries.find((entry) => isSame(entry, mend.entry));
      if (!now) return [mend];
      const { endMs } = timesOf(now);
      return endMs === undefined ? [] : [{ ...mend, entry: now, atMs: endMs }];
    }), ({ atMs }) => atMs);
    this.wake();
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
    for (let mend = this.state.mends[0]; mend && mend.atMs <= nowMs; mend = this.state.mends[0]) {
      this.state.mends.shift();
      this.do(mend.entry, mend.mending, true);
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
    this.state = decodeState(state) as SavedPlan;
    this.wake();
  }

  private strike(entry: PlannedFault): void {
    const fault = faultOf(entry, (namespace, name) => findPod(this.context.api, namespace, name));
    if (!this.do(entry, fault, false)) return;
    const { endMs } = timesOf(entry);
    const mending = mendingOf(fault);
    if (endMs !== undefined && mending) this.state.mends = sorted([...this.state.mends, { atMs: endMs, entry, mending }], ({ atMs }) => atMs);
  }

  private do({ name }: PlannedFault, fault: Fault, mends: boolean): boolean {
    const outcome = this.inject(fault);
    const strike = { atMs: this.context.env.nowMs, fault, mends, ...(name === undefined ? {} : { name }), ...(outcome.ok ? {} : { error: outcome.error.message }) };
    for (const listener of this.listeners) listener(strike);
    return outcome.ok;
  }

  private wake(): void {
    const [entry] = this.state.upcoming;
    const atMs = Math.min(entry ? timesOf(entry).atMs : Infinity, this.state.mends[0]?.atMs ?? Infinity);
    if (atMs < Infinity) this.context.wakeAt(atMs);
  }
}

/** The same thing at the same time, whatever it is called and however long it lasts. */
function isSame(a: PlannedFault, b: PlannedFault): boolean {
  const bare = ({ at: _at, name: _name, for: _for, ...fault }: PlannedFault): JsonValue => fault as unknown as JsonValue;
  return timesOf(a).atMs === timesOf(b).atMs && jsonEqual(bare(a), bare(b));
}

/** Stable: what falls due together goes in the order of the list. */
function sorted<T>(list: readonly T[], atMs: (item: T) => number): T[] {
  return [...list].sort((a, b) => atMs(a) - atMs(b));
}
