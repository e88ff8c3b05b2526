import { assert } from '../../../shared/assert.ts';
import type { Decision } from '../../../shared/decisions.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { Admission } from '../apistore/admission-port.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import { ApiServer } from '../apistore/api-server.ts';
import { ComponentClient } from '../apistore/component-client.ts';
import { EventRecorder } from '../apistore/event-recorder.ts';
import { ApiStore, type StoreState } from '../apistore/store.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import { gestureManager } from '../apistore/fields/field-manager.ts';
import type { FieldLedgerState } from '../apistore/fields/ledger-state.ts';
import { loadFields, saveFields } from '../apistore/fields/ledger-state.ts';
import type { Component, ComponentContext, ComponentFactory, ProcessName } from '../component.ts';
import type { Env } from '../env.ts';
import { DecisionLog } from './decision-log.ts';
import { isHeartbeat } from './heartbeat.ts';
import { ProcessTable, type ProcessTableState } from './processes.ts';
import { SimulatedEnv, type EnvState } from './simulated-env.ts';
import { decodeState, encodeState } from './state-codec.ts';
import { WakeQueue, type PlannedWakes } from './wake-queue.ts';

export interface SimulationState {
  env: EnvState;
  store: StoreState;
  /** Who owns which fields; absent in snapshots from before that was kept. */
  fields?: FieldLedgerState;
  processes: JsonValue;
  decisions: [string, Decision[]][];
  lastChangeMs: number;
  /** By component, so that a snapshot keeps its meaning where components are added. */
  wakes: Record<string, PlannedWakes>;
  /** Component name → its state; absent while its process is down. */
  components: Record<string, JsonValue>;
  /** Components that have work to do as soon as an API server answers them. */
  waiting: string[];
}

interface Slot {
  component: Component;
  index: number;
  running: boolean;
  /** Its process runs, and no API server answers it: it hears of what happens later, and does nothing. */
  paused: boolean;
  /** It has come to its turn meanwhile. */
  waiting: boolean;
}

/** More component runs than this at one instant mean that two components answer each other for ever. */
const runsPerInstantLimit = 2_000_000;

/**
 * The loop: simulated time moves to the next wake, the component due runs, its writes wake others. Pure and synchronous; the caller decides how far
 * and how fast. Components run in the order in which they were added when due at the same instant.
 */
export class Simulation {
  readonly env: SimulatedEnv;
  readonly store: ApiStore;
  readonly server: ApiServer;
  readonly processes: ProcessTable;
  readonly decisions = new DecisionLog();
  private readonly recorder: EventRecorder;
  private readonly queue = new WakeQueue();
  private readonly slots: Slot[] = [];
  private readonly observers = new Map<string, Slot[]>();
  private readonly listeners: ((event: WatchEvent) => void)[] = [];
  private readonly decisionListeners: ((decision: Decision) => void)[] = [];
  private working: ProcessName | undefined;
  private started = false;
  private lastChangeMs = 0;
  /** Counts commits that are more than a heartbeat. */
  private changes = 0;

  constructor(options: { seed: number; epoch: string; admission: (reader: ApiReader, env: Env) => Admission }) {
    this.env = SimulatedEnv.start(options.seed, options.epoch);
    this.store = new ApiStore((event) => this.dispatch(event));
    this.recorder = new EventRecorder(this.store, this.env);
    this.server = new ApiServer(this.store, options.admission(this.store, this.env), this.env, (decision) => this.decisions.record(decision));
    this.processes = new ProcessTable(() => this.matchProcesses());
  }

  /** Adds a component; all are added before `start`. @returns the component, for callers that need its own methods */
  add<T extends Component>(factory: (context: ComponentContext) => T): T {
    assert(!this.started, 'components are added before the simulation starts');
    const slot: Slot = { component: undefined as unknown as Component, index: this.queue.register(), running: false, paused: false, waiting: false };
    const component = factory(this.contextOf(slot));
    slot.component = component;
    this.slots.push(slot);
    for (const resource of component.watches) {
      const slots = this.observers.get(resource);
      if (slots) slots.push(slot);
      else this.observers.set(resource, [slot]);
    }
    return component;
  }

  addAll(factories: readonly ComponentFactory[]): void {
    for (const factory of factories) this.add(factory);
  }

  /** A client that acts under `name`: Events that it records carry it. */
  client(name: string): ComponentClient {
    return new ComponentClient(this.store, this.server, this.recorder, name, false, () => name);
  }

  /** Called for each committed change, after the components have seen it. */
  onCommit(listener: (event: WatchEvent) => void): void {
    this.listeners.push(listener);
  }

  /** Called for each decision that a component records, at its moment. */
  onDecision(listener: (decision: Decision) => void): void {
    this.decisionListeners.push(listener);
  }

  start(): void {
    this.started = true;
    this.matchProcesses();
  }

  get nowMs(): number {
    return this.env.nowMs;
  }

  /** The process whose turn it is, and who writes what is written now; undefined: somebody from outside does. */
  get atWork(): ProcessName | undefined {
    return this.working;
  }

  /**
   * Runs all work due up to and including `untilMs`, and leaves the clock there; or at the end of the instant with the run number `runLimit`.
   * @returns number of component runs
   */
  runUntil(untilMs: number, runLimit = Infinity): number {
    let runs = 0;
    for (let atMs = this.queue.nextAtMs(); atMs <= untilMs; atMs = this.queue.nextAtMs()) {
      if (runs >= runLimit) return runs;
      runs += this.runInstant(atMs);
    }
    this.env.advanceTo(untilMs);
    return runs;
  }

  /**
   * Runs instants until one of them changes something other than heartbeats, or `limitMs` is reached.
   * @returns whether something happened
   */
  runToNextChange(limitMs: number): boolean {
    const before = this.env.nowMs;
    const changedBefore = this.changes;
    for (let atMs = this.queue.nextAtMs(); atMs <= limitMs; atMs = this.queue.nextAtMs()) {
      this.runInstant(atMs);
      if (this.changes > changedBefore && this.env.nowMs > before) return true;
    }
    this.env.advanceTo(limitMs);
    return this.changes > changedBefore;
  }

  /** Something was done that is no write, such as a fault: what comes of it may take a while to show. */
  noteIntervention(): void {
    this.lastChangeMs = this.env.nowMs;
  }

  /** Nothing is planned but periodic background work, and nothing but heartbeats has changed for a while. */
  isQuiet(): boolean {
    return this.queue.nextForegroundAtMs() === Infinity && this.env.nowMs - this.lastChangeMs >= quietAfterMs;
  }

  save(): SimulationState {
    const components: Record<string, JsonValue> = {};
    for (const { component, running } of this.slots) if (running) components[component.name] = component.save();
    return {
      env: structuredCopy(this.env.state), store: this.store.save(), fields: saveFields(this.server.fields, this.store), processes: encodeState(this.processes.state), decisions: this.decisions.save(),
      lastChangeMs: this.lastChangeMs, wakes: this.wakes(), components, waiting: this.slots.flatMap(({ waiting, component }) => (waiting ? component.name : [])),
    };
  }

  /** Continues a saved simulation. The same components have been added, and nothing has run. */
  load(state: SimulationState): void {
    assert(!this.started, 'a saved simulation is loaded before anything runs');
    Object.assign(this.env.state, structuredCopy(state.env));
    this.store.load(state.store);
    loadFields(state.fields, this.store);
    this.processes.load(decodeState(state.processes) as ProcessTableState);
    this.decisions.load(state.decisions);
    this.lastChangeMs = state.lastChangeMs;
    this.started = true;
    for (const slot of this.slots) {
      const saved = state.components[slot.component.name];
      if (saved === undefined) continue;
      slot.running = true;
      slot.component.load(saved);
    }
    for (const slot of this.slots) {
      slot.paused = !this.processes.isRunning(slot.component.process);
      slot.waiting = state.waiting.includes(slot.component.name);
    }
    this.queue.load(this.slots.map(({ component }) => state.wakes[component.name]));
    // What is newer than the snapshot begins now.
    this.matchProcesses();
  }

  private wakes(): SimulationState['wakes'] {
    const planned = this.queue.save();
    return Object.fromEntries(this.slots.map(({ component, index }) => [component.name, planned[index] ?? {}]));
  }

  private runInstant(atMs: number): number {
    this.env.advanceTo(Math.max(atMs, this.env.nowMs));
    let runs = 0;
    while (this.queue.nextAtMs() <= this.env.nowMs) {
      const slot = this.slots[this.queue.take(this.env.nowMs)] as Slot;
      if (slot.paused) slot.waiting = slot.running;
      else if (slot.running) {
        this.working = slot.component.process;
        slot.component.run();
        this.working = undefined;
      }
      runs += 1;
      assert(runs < runsPerInstantLimit, `the work at ${this.env.nowMs} ms ends (last ran: ${slot.component.name})`);
    }
    return runs;
  }

  private dispatch(event: WatchEvent): void {
    if (!isHeartbeat(event)) {
      this.lastChangeMs = this.env.nowMs;
      this.changes += 1;
    }
    if (event.type === 'DELETED') this.decisions.forget(event.object.metadata.uid ?? '');
    for (const slot of this.observers.get(event.resource) ?? []) if (slot.running) slot.component.observe(event);
    for (const listener of this.listeners) listener(event);
  }

  private matchProcesses(): void {
    if (!this.started) return;
    for (const slot of this.slots) {
      const { process } = slot.component;
      const works = this.processes.isRunning(process);
      // A process that nobody answers keeps its memory for as long as it lives, but none begins so.
      const shouldRun = works || (slot.running && this.processes.isAlive(process));
      const resumed = slot.paused && works;
      slot.paused = !works;
      if (shouldRun !== slot.running) {
        slot.running = shouldRun;
        slot.waiting = false;
        if (shouldRun) slot.component.start();
        else {
          this.queue.clear(slot.index);
          slot.component.stop();
        }
      } else if (resumed && slot.waiting) {
        slot.waiting = false;
        this.queue.wakeAt(slot.index, this.env.nowMs, false);
      }
    }
  }

  private contextOf(slot: Slot): ComponentContext {
    return {
      env: this.env,
      // The client's name is the component's, known only once its factory has run; Events are recorded later than that.
      api: new ComponentClient(this.store, this.server, this.recorder, () => slot.component.eventSource ?? slot.component.name, true,
        () => slot.component.manager ?? processManagers[slot.component.process]),
      wakeAt: (atMs, options) => this.queue.wakeAt(slot.index, Math.max(atMs, this.env.nowMs), options?.background ?? false),
      recordDecision: (decision) => {
        this.decisions.record(decision);
        for (const listener of this.decisionListeners) listener(decision);
      },
      apiReachable: () => this.processes.apiReachable(),
    };
  }
}

/** The field manager of a process: the first word of the user agent of the real one. */
const processManagers: Readonly<Record<ProcessName, string>> = {
  'kube-apiserver': 'kube-apiserver', 'kube-scheduler': 'kube-scheduler', 'kube-controller-manager': 'kube-controller-manager',
  'cloud-controller-manager': 'cloud-controller-manager',
  'metrics-server': 'metrics-server', 'cluster-autoscaler': 'cluster-autoscaler', 'aws-load-balancer-controller': 'controller', 'kubelets': 'kubelet', 'provider': 'machine-provider', 'world': gestureManager,
};

/** Longer than the 50 s after which a silent node is marked, so that "quiet" never hides a machine that has just died. */
const quietAfterMs = 60_000;

function structuredCopy(state: EnvState): EnvState {
  return { ...state, streams: Object.fromEntries(Object.entries(state.streams).map(([name, words]) => [name, [...words] as typeof words])) };
}
