import type { AddonName } from '../../../shared/topology/types.ts';
import type { ProcessName } from '../component.ts';
import { areConnected, noPartition, outside, reachKey, sideOf, type Partition } from './partition.ts';

/** Names of the processes that a control-plane machine hosts as static pods. */
export const controlPlaneProcesses = ['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const;
export type ControlPlaneProcess = (typeof controlPlaneProcesses)[number];
/** Those of which one at a time does the work. */
export const electedProcesses = ['kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const;
export type ElectedProcess = (typeof electedProcesses)[number];
/** Those that are what containers of ordinary pods are. */
export type WorkloadProcess = Extract<ProcessName, 'aws-load-balancer-controller'>;
/** How a process has ended: it was told to, or it was not. */
export type ProcessEnd = 'Stopped' | 'Died';

/** Plain data, part of the snapshot. */
export interface ProcessTableState {
  /** Machines that have the control-plane role, whether on or off. Empty: the provider runs a managed control plane. */
  hosts: Set<string>;
  /** Process → machines on which its container runs now. */
  running: Map<string, Set<string>>;
  partition: Partition;
  /** Machine → milliseconds until its disk has made a write durable, where that is slow. */
  slowDisks: Map<string, number>;
  /** Process → the machine whose process leads, for as long as it holds the Lease. */
  leaders: Map<ElectedProcess, string>;
  /** `process machine` → how a process ended of which its election has not taken account. */
  ends: Map<string, ProcessEnd>;
  /** Add-ons that kubeadm has made. */
  addons: Set<AddonName>;
  /** Process of a workload of the cluster → machines on which a container of it works, first started first. */
  workloads: Map<WorkloadProcess, string[]>;
  /** One of the cluster's own API servers has answered before. */
  answered: boolean;
  /** Counts how often it has changed who reaches an API server. */
  reachChanges: number;
}

/** What the API servers need of etcd. */
export interface Quorum {
  /** Something that etcd goes by is about to change. */
  prepare(): void;
  /** An etcd process starts or ends. */
  setRunning(machine: string, running: boolean): void;
  setDisk(machine: string, fsyncMs: number | undefined): void;
  /** Whether what is written through the etcd of this machine is committed now. */
  serves(machine: string): boolean;
}

/**
 * Which processes of the simulated control plane run, and who reaches them. Kubelets report their static pods here; the simulation starts and stops components
 * accordingly. A cluster without control-plane machines has a managed control plane, as EKS or GKE offer: it always runs.
 * An API server answers when it runs and its own machine's etcd has a quorum behind it, as kubeadm stacks them; whom the network joins to any that answers is served,
 * as through the load balancer before them.
 */
export class ProcessTable {
  state: ProcessTableState = { hosts: new Set(), running: new Map(), partition: noPartition(), slowDisks: new Map(), leaders: new Map(), ends: new Map(), addons: new Set(), workloads: new Map(), answered: false, reachChanges: 0 };
  private readonly onChange: () => void;
  private readonly listeners: (() => void)[] = [];
  private readonly elected = new Set<ElectedProcess>();
  private quorum: Quorum | undefined;
  /** Follows from the state and from etcd: machines whose API server answers, first started first. */
  private answering: readonly string[] = [];

  constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  load(saved: ProcessTableState): void {
    this.state = { ...this.state, ...saved };
    this.answering = this.findAnswering();
  }

  /** @param quorum etcd on the cluster's own machines */
  useQuorum(quorum: Quorum): void {
    this.quorum = quorum;
  }

  /** One of the processes of this name leads, as its election says. */
  electLeader(process: ElectedProcess): void {
    this.elected.add(process);
  }

  /** @param machine undefined: nobody leads */
  setLeader(process: ElectedProcess, machine: string | undefined): void {
    if (this.state.leaders.get(process) === machine) return;
    if (machine === undefined) this.state.leaders.delete(process);
    else this.state.leaders.set(process, machine);
    this.onChange();
    this.tell();
  }

  /** How a machine's process has ended since this was last asked. */
  takeEnd(process: ElectedProcess, machine: string): ProcessEnd | undefined {
    const key = `${process} ${machine}`;
    const end = this.state.ends.get(key);
    this.state.ends.delete(key);
    return end;
  }

  /** @param listener told when a process, or who answers whom, has changed; it plans, it does not act */
  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  get managed(): boolean {
    return this.state.hosts.size === 0;
  }

  setHosts(hosts: Iterable<string>): void {
    const wanted = new Set(hosts);
    const { hosts: before } = this.state;
    this.state.hosts = wanted;
    if (before.size === wanted.size && [...before].every((host) => wanted.has(host))) return;
    this.state.reachChanges += 1;
    this.onChange();
    this.tell();
  }

  /** Reported by a machine's kubelet when a static pod's container starts or ends. @param end how, when it has ended */
  report(process: ControlPlaneProcess, machine: string, running: boolean, end: ProcessEnd = 'Died'): void {
    let machines = this.state.running.get(process);
    if (!machines) this.state.running.set(process, (machines = new Set()));
    if (machines.has(machine) === running) return;
    if (running) machines.add(machine);
    else machines.delete(machine);
    if (!running && this.isElected(process)) this.state.ends.set(`${process} ${machine}`, end);
    if (process === 'etcd') this.quorum?.setRunning(machine, running);
    this.changed();
    this.tell();
  }

  /** Reported when a container of a workload begins or ends to work. @param machines on which one does, first started first */
  reportWorkload(process: WorkloadProcess, machines: readonly string[]): void {
    if (machines.length === 0) this.state.workloads.delete(process);
    else this.state.workloads.set(process, [...machines]);
    this.onChange();
  }

  /** Cuts something off, or joins it again. */
  part(change: (partition: Partition) => void): void {
    this.quorum?.prepare();
    change(this.state.partition);
    this.state.reachChanges += 1;
    this.changed();
    this.tell();
  }

  /** A disk has become slow, or is as it should be again (undefined). */
  setDisk(machine: string, fsyncMs: number | undefined): void {
    if (fsyncMs === undefined) this.state.slowDisks.delete(machine);
    else this.state.slowDisks.set(machine, fsyncMs);
    this.quorum?.setDisk(machine, fsyncMs);
    this.changed();
  }

  /** Something has happened in etcd: other API servers may answer now. */
  followQuorum(): void {
    if (this.changed()) this.tell();
  }

  /** Etcd has been restored after this table. */
  restoreQuorum(): void {
    this.answering = this.findAnswering();
  }

  /** The machines on which a process runs, first started first. */
  machinesOf(process: ControlPlaneProcess): readonly string[] {
    return [...(this.state.running.get(process) ?? [])];
  }

  runsOn(process: ControlPlaneProcess, machine: string): boolean {
    return this.state.running.get(process)?.has(machine) ?? false;
  }

  /** The machines whose API server answers. */
  apiServers(): readonly string[] {
    return this.answering;
  }

  /** The machine whose process does the work: it runs, holds the Lease, and its own API server answers. Of processes that hold no election, the first that can. */
  leaderOf(process: ControlPlaneProcess): string | undefined {
    const able = this.machinesOf(process).filter((machine) => this.answering.includes(machine));
    return this.isElected(process) ? able.find((machine) => this.state.leaders.get(process) === machine) : able[0];
  }

  /** Whether an API server answers, to whomever it is. */
  apiReachable(): boolean {
    return this.managed || this.answering.length > 0;
  }

  /** Whether an API server answers this machine. */
  reachableFrom(machine: string): boolean {
    if (this.managed) return !this.isCutOff(machine);
    return this.answering.some((server) => areConnected(this.state.partition, server, machine));
  }

  /** Whether packets get from one machine to another. */
  areConnected(a: string, b: string): boolean {
    return areConnected(this.state.partition, a, b);
  }

  /** The side of the network on which a machine is: the outside is on that of its own. */
  sideOf(machine: string): string {
    return sideOf(this.state.partition, machine);
  }

  /** Machines with the same key reach the same others. */
  reachKey(machine: string): string {
    return reachKey(this.state.partition, machine);
  }

  /** The machine's network is cut off from registries and all else outside. */
  isCutOff(machine: string): boolean {
    return this.sideOf(machine) !== outside;
  }

  /** Whether an API server answers on one of the cluster's own machines that is not cut off. */
  answersOnMachines(): boolean {
    return this.answering.some((machine) => !this.isCutOff(machine));
  }

  isRunning(process: ProcessName): boolean {
    switch (process) {
      case 'kubelets': case 'provider': case 'world': return true;
      case 'kube-apiserver': case 'metrics-server': case 'cluster-autoscaler': return this.apiReachable();
      case 'aws-load-balancer-controller': return this.state.workloads.get(process)?.some((machine) => this.reachableFrom(machine)) ?? false;
      default: return this.managed || this.leaderOf(process) !== undefined;
    }
  }

  /** Whether the process that works, or would if an API server answered it, has not changed: it leads and runs. */
  isAlive(process: ProcessName): boolean {
    if (this.isRunning(process)) return true;
    const leader = electedProcesses.find((name) => name === process);
    const machine = leader && !this.managed ? this.state.leaders.get(leader) : undefined;
    return leader !== undefined && machine !== undefined && this.runsOn(leader, machine);
  }

  /** @returns whether other API servers answer than before */
  private changed(): boolean {
    const before = this.answering;
    this.answering = this.findAnswering();
    const other = before.length !== this.answering.length || before.some((machine, index) => machine !== this.answering[index]);
    if (other) this.state.reachChanges += 1;
    if (this.answering.length > 0) this.state.answered = true;
    this.onChange();
    return other;
  }

  private findAnswering(): string[] {
    return this.machinesOf('kube-apiserver').filter((machine) => this.runsOn('etcd', machine) && (this.quorum?.serves(machine) ?? true));
  }

  private isElected(process: ControlPlaneProcess): process is ElectedProcess {
    return (this.elected as ReadonlySet<ControlPlaneProcess>).has(process);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
