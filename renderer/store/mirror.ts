import type { CloudView } from '../../shared/view/cloud.ts';
import { withCloudChange, withCostChange } from '../../shared/view/cloud-change.ts';
import type { CostView } from '../../shared/view/cost.ts';
import type { HistoryState, ViewDelta, ViewList, ViewMessage } from '../../shared/view/feed.ts';
import type { ControlPlaneView } from '../../shared/view/control-plane.ts';
import type { CardRow, ClockState, ClusterRow, EventRow, MachineRow, PodDetailRow, ProblemRow, TimelineEntry } from '../../shared/view/rows.ts';
import type { Point } from '../../shared/topology/types.ts';
import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import { PodTable } from './pod-table.ts';
import { RelationTable } from './relation-table.ts';
import { Topics } from './topics.ts';
import { TrafficTable } from './traffic-table.ts';

/** Global sections; other topics are `machine/NAME`, `pods/NAME` (membership), `states/NAME` (any change there), `pod/UID`, `detail/UID`, `card/UID`, `traffic/KEY`. */
export type Section = 'cluster' | 'clock' | 'machines' | 'cards' | 'relations' | 'problems' | 'timeline' | 'events' | 'history' | 'layout' | 'list' | 'flows' | 'traffic' | 'controlPlane' | 'cloud' | 'cost' | 'plannedFaults';

/** What one flush changed, for the pixel layer. `everything` after a new list. */
export interface FlushReport {
  everything: boolean;
  /** Machines whose row or pods changed; '' is the Pending tray. */
  machines: ReadonlySet<string>;
  /** Pods that changed. */
  pods: number;
}

const maximumRecentEvents = 1_000;

/**
 * The window's copy of the cluster: one list, then deltas. Mutable and columnar, since copying a map of 150,000 pods costs more than a frame; components
 * subscribe to one object each and are told once per frame. Rows are replaced, never changed, so identity says whether something changed.
 */
export class Mirror {
  designId = '';
  revision = -1;
  cluster: ClusterRow | undefined;
  /** Undefined: the provider runs it. */
  controlPlane: ControlPlaneView | undefined;
  clock: ClockState = { nowMs: 0, running: false, speed: 1, runningUntilQuiet: false, quiet: true };
  problems: readonly ProblemRow[] = [];
  timeline: readonly TimelineEntry[] = [];
  /** Newest last, bounded; older ones by `events.list`. */
  recentEvents: readonly EventRow[] = [];
  eventCount = 0;
  layout: Readonly<Record<string, Point>> = {};
  history: HistoryState = { dirty: false };
  /** Undefined where the provider has no API. */
  cloud: CloudView | undefined;
  cost: CostView | undefined;
  plannedFaults: readonly PlannedFaultRow[] = [];
  /** Counts lists: a number larger than the last seen means that the feed began anew (another design, a restart, a gap). */
  listCount = 0;
  readonly pods = new PodTable();
  readonly relations = new RelationTable();
  readonly traffic = new TrafficTable();
  readonly topics = new Topics();
  readonly #machines = new Map<string, MachineRow>();
  readonly #cards = new Map<string, CardRow>();
  readonly #details = new Map<string, PodDetailRow>();
  readonly #flushListeners = new Set<(report: FlushReport) => void>();
  readonly #schedule: (flush: () => void) => void;
  readonly #onGap: () => void;
  #machineNames: readonly string[] = [];
  #cardUids: readonly string[] = [];
  #queue: ViewMessage[] = [];
  #scheduled = false;
  #waitingForList = false;
  #changedPods = 0;

  /**
   * @param schedule calls back once, at the next frame
   * @param onGap    asks for a fresh list; deltas are dropped until it arrives
   */
  constructor(schedule: (flush: () => void) => void, onGap: () => void) {
    this.#schedule = schedule;
    this.#onGap = onGap;
  }

  /** Takes one push; applied at the next frame together with the others that came until then. */
  receive(message: ViewMessage): void {
    if (message.kind === 'list') this.#queue = [];
    this.#queue.push(message);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => this.flush());
  }

  machineNames(): readonly string[] { return this.#machineNames; }
  machine(name: string): MachineRow | undefined { return this.#machines.get(name); }
  cardUids(): readonly string[] { return this.#cardUids; }
  card(uid: string): CardRow | undefined { return this.#cards.get(uid); }
  podDetail(uid: string): PodDetailRow | undefined { return this.#details.get(uid); }

  /** State codes of the pods of the machine at this index of `machineNames()`, for the pixel layer. */
  podStatesOn(machineIndex: number): Uint8Array {
    return this.pods.statesOn(this.#machineNames[machineIndex] ?? '');
  }

  /** Called after each flush, once, after the topics' listeners. */
  onFlush(listener: (report: FlushReport) => void): () => void {
    this.#flushListeners.add(listener);
    return () => this.#flushListeners.delete(listener);
  }

  /** Forgets everything, e.g. when the design is closed. */
  reset(): void {
    this.#queue = [];
    this.#waitingForList = false;
    this.revision = -1;
    this.designId = '';
    this.cluster = undefined;
    this.controlPlane = undefined;
    this.cloud = undefined;
    this.cost = undefined;
    this.plannedFaults = [];
    this.pods.clear();
    this.#machines.clear();
    this.#cards.clear();
    this.#details.clear();
    this.relations.clear();
    this.traffic.clear();
    this.#machineNames = [];
    this.#cardUids = [];
    this.problems = [];
    this.timeline = [];
    this.recentEvents = [];
    this.layout = {};
    this.history = { dirty: false };
    this.topics.markAll();
    this.topics.flush();
  }

  /** Applies what has come. Called by the schedule; tests call it directly. */
  flush(): void {
    this.#scheduled = false;
    const queue = this.#queue;
    this.#queue = [];
    if (queue.length === 0) return;
    const machines = new Set<string>();
    this.#changedPods = 0;
    let everything = false;
    for (const message of queue) {
      if (message.kind === 'list') {
        this.#applyList(message);
        everything = true;
      } else if (message.from !== this.revision) {
        this.#gap();
      } else if (!this.#waitingForList) {
        this.#applyDelta(message, machines);
      }
    }
    if (everything) this.topics.markAll();
    this.topics.flush();
    for (const listener of this.#flushListeners) listener({ everything, machines, pods: this.#changedPods });
  }

  #gap(): void {
    if (this.#waitingForList) return;
    this.#waitingForList = true;
    this.#onGap();
  }

  #applyList(list: ViewList): void {
    this.#waitingForList = false;
    this.listCount += 1;
    this.revision = list.revision;
    this.designId = list.designId;
    this.cluster = list.cluster;
    this.controlPlane = list.controlPlane;
    this.clock = list.clock;
    this.problems = list.problems;
    this.timeline = list.timeline;
    this.recentEvents = [];
    this.eventCount = list.eventCount;
    this.layout = list.layout;
    this.history = list.history;
    this.cloud = list.cloud;
    this.cost = list.cost;
    this.plannedFaults = list.plannedFaults ?? [];
    this.pods.clear();
    this.#details.clear();
    this.pods.put(list.pods, () => undefined);
    this.#machines.clear();
    for (const row of list.machines) this.#machines.set(row.name, row);
    this.#machineNames = [...this.#machines.keys()];
    this.#cards.clear();
    for (const row of list.cards) this.#cards.set(row.uid, row);
    this.#cardUids = [...this.#cards.keys()];
    this.relations.clear();
    this.relations.put(list.relations);
    this.traffic.clear();
    this.traffic.apply(list);
  }

  #applyDelta(delta: ViewDelta, dirtyMachines: Set<string>): void {
    this.revision = delta.revision;
    this.#set('clock', 'clock', delta.clock);
    this.#set('cluster', 'cluster', delta.cluster);
    if (delta.controlPlane !== undefined) {
      this.controlPlane = delta.controlPlane ?? undefined;
      this.topics.mark('controlPlane');
    }
    this.#set('problems', 'problems', delta.problems);
    this.#set('layout', 'layout', delta.layout);
    this.#set('history', 'history', delta.history);
    this.#set('cloud', 'cloud', this.cloud && delta.cloud && withCloudChange(this.cloud, delta.cloud));
    this.#set('cost', 'cost', this.cost && delta.cost && withCostChange(this.cost, delta.cost));
    this.#set('plannedFaults', 'plannedFaults', delta.plannedFaults);
    this.#set('eventCount', 'events', delta.eventCount);
    if (delta.removedPods) this.#removePods(delta.removedPods, dirtyMachines);
    if (delta.pods) {
      this.pods.put(delta.pods, (uid, machine, movedFrom, isNew) => {
        this.topics.mark(`pod/${uid}`);
        this.#changedPods += 1;
        if (isNew || movedFrom !== undefined) this.topics.mark(`pods/${machine}`);
        if (movedFrom !== undefined) this.#markMachine(movedFrom, dirtyMachines, true);
        this.#markMachine(machine, dirtyMachines, false);
      });
    }
    for (const detail of delta.details ?? []) {
      this.#details.set(detail.uid, detail);
      this.topics.mark(`detail/${detail.uid}`);
      const slot = this.pods.slotOf(detail.uid);
      if (slot !== undefined) dirtyMachines.add(this.pods.node[slot] as string);
    }
    this.#applyMachines(delta, dirtyMachines);
    this.#applyCards(delta);
    if (delta.relations && delta.relations.length > 0) {
      this.relations.put(delta.relations);
      this.topics.mark('relations');
    }
    this.#applyTraffic(delta);
    if (delta.timeline && delta.timeline.length > 0) this.#applyTimeline(delta.timeline);
    if (delta.events && delta.events.length > 0) {
      const uids = new Set(delta.events.map((event) => event.uid));
      this.recentEvents = [...this.recentEvents.filter((event) => !uids.has(event.uid)), ...delta.events].slice(-maximumRecentEvents);
      this.topics.mark('events');
    }
  }

  #set<K extends 'clock' | 'cluster' | 'problems' | 'layout' | 'history' | 'eventCount' | 'cloud' | 'cost' | 'plannedFaults'>(key: K, section: Section, value: Mirror[K] | undefined): void {
    if (value === undefined) return;
    (this as Record<K, Mirror[K]>)[key] = value;
    this.topics.mark(section);
  }

  #markMachine(machine: string, dirtyMachines: Set<string>, membership: boolean): void {
    dirtyMachines.add(machine);
    this.topics.mark(`states/${machine}`);
    if (membership) this.topics.mark(`pods/${machine}`);
  }

  #removePods(uids: readonly string[], dirtyMachines: Set<string>): void {
    for (const uid of uids) {
      const machine = this.pods.remove(uid);
      this.#details.delete(uid);
      if (machine === undefined) continue;
      this.topics.mark(`pod/${uid}`);
      this.topics.mark(`detail/${uid}`);
      this.#markMachine(machine, dirtyMachines, true);
    }
  }

  #applyMachines(delta: ViewDelta, dirtyMachines: Set<string>): void {
    let names = false;
    for (const name of delta.removedMachines ?? []) {
      names = this.#machines.delete(name) || names;
      dirtyMachines.add(name);
      this.topics.mark(`machine/${name}`);
    }
    for (const row of delta.machines ?? []) {
      names = !this.#machines.has(row.name) || names;
      this.#machines.set(row.name, row);
      dirtyMachines.add(row.name);
      this.topics.mark(`machine/${row.name}`);
    }
    if (!names) return;
    this.#machineNames = [...this.#machines.keys()];
    this.topics.mark('machines');
  }

  #applyCards(delta: ViewDelta): void {
    let uids = false;
    for (const uid of delta.removedCards ?? []) {
      uids = this.#cards.delete(uid) || uids;
      this.topics.mark(`card/${uid}`);
    }
    for (const row of delta.cards ?? []) {
      uids = !this.#cards.has(row.uid) || uids;
      this.#cards.set(row.uid, row);
      this.topics.mark(`card/${row.uid}`);
    }
    if (!uids) return;
    this.#cardUids = [...this.#cards.keys()];
    this.topics.mark('cards');
  }

  #applyTraffic(delta: ViewDelta): void {
    const { flowVersion } = this.traffic;
    const changed = this.traffic.apply(delta);
    for (const key of changed) this.topics.mark(`traffic/${key}`);
    if (changed.length > 0) this.topics.mark('traffic');
    if (this.traffic.flowVersion !== flowVersion) this.topics.mark('flows');
  }

  /** New entries come at the end; changed ones (a span that ends) are found by id, from the end. */
  #applyTimeline(entries: readonly TimelineEntry[]): void {
    const next = [...this.timeline];
    for (const entry of entries) {
      const isNewest = entry.id > (next[next.length - 1]?.id ?? -1);
      const at = isNewest ? -1 : next.findLastIndex((known) => known.id === entry.id);
      if (at >= 0) next[at] = entry;
      else next.push(entry);
    }
    this.timeline = next;
    this.topics.mark('timeline');
  }
}
