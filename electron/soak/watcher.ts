import type { Fault } from '../../shared/faults.ts';
import { matcherOf } from '../../shared/kubernetes/label-selector-matcher.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../shared/kubernetes/types/policy.ts';
import type { WatchEvent } from '../engine/apistore/watch-event.ts';
import type { World } from '../engine/world.ts';
import { ActivePods } from './invariants/active-pods.ts';
import { dropsBetween, runningContainers, sight } from './invariants/traffic-without-quorum.ts';
import { clusterInvariants, commitInvariants, newWitnesses, type History } from './invariants/index.ts';

export interface Violation {
  readonly atMs: number;
  readonly invariant: string;
  readonly message: string;
}

/** After so many it is known that something is wrong. */
const enough = 5;

/** Holds every commit, and now and then the whole cluster, against what must always be true. */
export class Watcher {
  readonly violations: Violation[];
  private ended = false;
  private readonly world: World;
  private readonly history: History;

  constructor(world: World, before?: { violations: Violation[]; history: History }) {
    this.world = world;
    this.violations = before?.violations ?? [];
    this.history = before?.history ?? { ...newHistory(world), active: new ActivePods(world.api.list<Pod>('pods')) };
    world.onCommit((event) => this.observe(event));
    for (const witness of this.history.witnesses) witness.follow(world);
  }

  /** Watches the same cluster in its restored world. */
  goOnWith(world: World): Watcher {
    return new Watcher(world, { violations: this.violations, history: this.history });
  }

  get isOver(): boolean {
    return this.ended || this.violations.length >= enough;
  }

  /** Reports the last violation: nothing after it counts. */
  end(invariant: string, message: string): void {
    this.report(invariant, message);
    this.ended = true;
  }

  report(invariant: string, message: string): void {
    if (!this.isOver) this.violations.push({ atMs: this.world.nowMs, invariant, message });
  }

  /** Holds the cluster as it stands against what must be true between commits. */
  look(): void {
    for (const { name, check } of clusterInvariants) for (const message of check(this.world, this.history)) this.report(name, message);
    for (const witness of this.history.witnesses) for (const message of witness.look(this.world)) this.report(witness.name, message);
    this.history.changed.clear();
  }

  /** Breaks or mends something; what is about the control plane, or a kubelet, takes nothing from pods that run. */
  inject(fault: Fault): void {
    this.touched();
    const { world } = this;
    const isAside = fault.kind === 'StopKubelet' || fault.kind === 'StartKubelet';
    const machine = isAside ? fault.machine : '';
    const [served, running] = [sight(world), runningContainers(world, machine)];
    world.inject(fault);
    if (!leavesPodsAlone(fault)) return;
    for (const message of dropsBetween(served, sight(world))) this.report('traffic goes on without a control plane', `${JSON.stringify(fault)}: ${message}`);
    const after = runningContainers(world, machine);
    for (const container of running) if (!after.has(container)) this.report('containers run on without their kubelet', `${JSON.stringify(fault)} ends ${container}`);
  }

  /** Something is done from outside. */
  touched(): void {
    for (const witness of this.history.witnesses) witness.touched?.();
  }

  budgetsOf(pod: Pod): PodDisruptionBudget[] {
    const { namespace = '', labels = {} } = pod.metadata;
    return [...this.world.api.byIndex<PodDisruptionBudget>('poddisruptionbudgets', 'namespace', namespace)].filter(({ spec }) => matcherOf(spec.selector)(labels));
  }

  /** An eviction was granted. @param before the pod's budgets just before */
  evicted(pod: Pod, before: readonly PodDisruptionBudget[]): void {
    const ready = pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
    if (!ready || pod.metadata.deletionTimestamp) return;
    for (const { metadata, status } of before) {
      if ((status?.disruptionsAllowed ?? 0) < 1) this.report('evictions keep budgets', `pod ${pod.metadata.name} was evicted though budget ${metadata.name} allowed none`);
    }
  }

  private observe(event: WatchEvent): void {
    this.history.uids.add(event.object.metadata.uid ?? '');
    this.history.active.changed(event);
    if (event.type === 'DELETED') this.history.changed.delete(`${event.resource}/${event.key}`);
    else this.history.changed.set(`${event.resource}/${event.key}`, event.object);
    for (const { name, check } of commitInvariants) {
      const message = check(event, this.world, this.history);
      if (message !== undefined) this.report(name, `${event.resource} ${event.key}: ${message}`);
    }
    this.history.revision = event.revision;
  }
}

/** Of the control plane and of kubelets: what runs on machines, and the rules of their kube-proxies, stay as they are. */
function leavesPodsAlone({ kind }: Fault): boolean {
  return ['StopComponent', 'StartComponent', 'SlowDisk', 'ForceNewCluster', 'StopKubelet', 'StartKubelet', 'FailCloudCalls', 'MendCloudCalls'].includes(kind);
}

function newHistory(world: World): Omit<History, 'active'> {
  const uids = new Set<string>();
  for (const resource of world.simulation.store.resources()) for (const { metadata } of world.api.list(resource)) uids.add(metadata.uid ?? '');
  return { revision: world.simulation.store.revision, uids, changed: new Map(), sizes: new Map(), strayRequests: new Set(), witnesses: newWitnesses() };
}
