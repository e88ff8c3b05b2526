import type { JsonValue } from '../../../shared/json.ts';
import { failure, type ApiResult } from '../../../shared/kubernetes/status.ts';
import { ownKinds } from '../../../shared/kubernetes/own-kinds/index.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import { err, ok } from '../../../shared/result.ts';
import type { EtcdView } from '../../../shared/view/control-plane.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../component.ts';
import type { ProcessTable, Quorum } from '../simulation/processes.ts';
import { decodeState, encodeState } from '../simulation/state-codec.ts';
import { etcdView } from './etcd-view.ts';
import { EtcdGroup } from './group.ts';
import type { EtcdEvent, GroupState } from './group-state.ts';

/** A group that finds no rest for longer than this will find none: nobody waits for it. */
const restlessMs = 30_000;

/**
 * The etcd of a control plane on the cluster's own machines: one member on each of them. The objects themselves stand in the API store; here is decided who may
 * write them. The first etcd to start makes a group of all control-plane machines that there are then; later ones join it.
 */
export class Etcd implements Component, Quorum {
  readonly name = 'etcd';
  readonly process = 'world';
  readonly watches = ['machines'];
  private readonly context: ComponentContext;
  private readonly processes: ProcessTable;
  private group: EtcdGroup;
  private readonly listeners: ((event: EtcdEvent) => void)[] = [];
  /** Machines that are gone or are no control plane any more. */
  private leaving = new Set<string>();

  constructor(context: ComponentContext, processes: ProcessTable) {
    this.context = context;
    this.processes = processes;
    this.group = this.newGroup();
    processes.useQuorum(this);
  }

  start(): void {}

  stop(): void {}

  observe({ type, key, object, previous }: WatchEvent): void {
    const before = previous as Machine | undefined;
    const gone = type === 'DELETED' || (before?.spec.roles.includes('control-plane') && !(object as Machine).spec.roles.includes('control-plane'));
    if (!gone || !this.group.state.members.has(key)) return;
    this.leaving.add(key);
    this.context.wakeAt(this.context.env.nowMs);
  }

  run(): void {
    const { nowMs } = this.context.env;
    this.group.advanceTo(nowMs);
    for (const machine of this.leaving) this.group.leave(machine, nowMs);
    this.leaving.clear();
    this.follow();
  }

  prepare(): void {
    this.group.wake(this.context.env.nowMs);
    this.planWake();
  }

  setRunning(machine: string, running: boolean): void {
    const { nowMs } = this.context.env;
    if (running && this.group.state.members.size === 0) this.group.bootstrap(this.hosts(machine), nowMs);
    this.group.setRunning(machine, running, nowMs);
    this.planWake();
  }

  setDisk(machine: string, fsyncMs: number | undefined): void {
    this.group.setDisk(machine, fsyncMs, this.context.env.nowMs);
    this.planWake();
  }

  serves(machine: string): boolean {
    return this.group.serves(machine);
  }

  /** Makes what one machine has of the data a cluster of its own. Errors: NotFound, when the machine has no member's disk. */
  forceNewCluster(machine: string): ApiResult<void> {
    const member = this.group.state.members.get(machine);
    if (!member || member.lost) return err(failure('NotFound', `etcd member "${machine}" not found`, { name: machine, kind: 'machines' }));
    this.group.forceNewCluster(machine, this.context.env.nowMs);
    this.follow();
    return ok(undefined);
  }

  /** Something was written to the API store. What is ours stands outside the cluster, and what nobody could write is the design's. */
  noteCommit({ resource }: WatchEvent): void {
    if (this.group.state.members.size === 0 || ownResources.has(resource) || this.processes.apiServers().length === 0) return;
    this.group.write(1, this.context.env.nowMs);
    this.planWake();
  }

  /** @param listener told of elections, and of members that come and go */
  onEvent(listener: (event: EtcdEvent) => void): void {
    this.listeners.push(listener);
  }

  /** The machine of the leader that has a quorum. */
  leader(): string | undefined {
    return this.group.leader()?.id;
  }

  /** The group as it stands, with what no view shows; not to be changed. While it is parked, writes are counted there and stand in no log. */
  books(): Readonly<GroupState> {
    return this.group.state;
  }

  /** Undefined: there are no members. */
  view(): EtcdView | undefined {
    return etcdView(this.group, (a, b) => this.processes.areConnected(a, b), this.context.env.nowMs);
  }

  save(): JsonValue {
    return encodeState({ group: this.group.state, leaving: this.leaving });
  }

  load(saved: JsonValue): void {
    const { group, leaving } = decodeState(saved) as { group: GroupState; leaving: Set<string> };
    this.group = this.newGroup(group);
    this.leaving = leaving;
    this.processes.restoreQuorum();
  }

  private newGroup(state?: GroupState): EtcdGroup {
    return new EtcdGroup({
      draw: (n) => this.context.env.random('etcd').below(n),
      reaches: (a, b) => this.processes.areConnected(a, b),
      tell: (event) => { for (const listener of this.listeners) listener(event); },
      fsyncOf: (id) => this.processes.state.slowDisks.get(id),
    }, state);
  }

  /** The control-plane machines, with the one that certainly is one. */
  private hosts(machine: string): string[] {
    const hosts = [...this.context.api.list<Machine>('machines')].filter(({ spec }) => spec.roles.includes('control-plane')).map(({ metadata }) => metadata.name);
    return [...new Set([...hosts, machine])];
  }

  private follow(): void {
    this.processes.followQuorum();
    this.planWake();
  }

  private planWake(): void {
    const nextMs = this.group.nextMs();
    if (nextMs === Infinity) return;
    this.context.wakeAt(nextMs, { background: this.context.env.nowMs - this.group.state.changedAtMs > restlessMs });
  }
}

const ownResources: ReadonlySet<string> = new Set(ownKinds.map(({ resource }) => resource));

export function createEtcd(processes: ProcessTable): (context: ComponentContext) => Etcd {
  return (context) => new Etcd(context, processes);
}
