import type { ProcessName } from '../component.ts';
import { answeringSide, noPartition, outside, sideOf, type Partition } from './partition.ts';

/** Names of the processes that a control-plane machine hosts as static pods. */
export const controlPlaneProcesses = ['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const;
export type ControlPlaneProcess = (typeof controlPlaneProcesses)[number];

/** Plain data, part of the snapshot. */
export interface ProcessTableState {
  /** Machines that have the control-plane role, whether on or off. Empty: the provider runs a managed control plane. */
  hosts: Set<string>;
  /** Process → machines on which its container runs now. */
  running: Map<string, Set<string>>;
  partition: Partition;
  /** Counts how often it has changed who reaches an API server. */
  reachChanges: number;
}

/**
 * Which processes of the simulated control plane run, and who reaches them. Kubelets report their static pods here; the simulation starts and stops components
 * accordingly. A cluster without control-plane machines has a managed control plane, as EKS or GKE offer: it always runs.
 * An API server answers when some machine runs both it and etcd; where the network is parted, to the machines of its side.
 */
export class ProcessTable {
  state: ProcessTableState = { hosts: new Set(), running: new Map(), partition: noPartition(), reachChanges: 0 };
  private readonly onChange: () => void;
  private onReport: () => void = () => {};
  /** Follow from the state. */
  private machinesSide: string | undefined;
  private apiSide: string | undefined = outside;

  constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  /** Continues a saved table. Those saved before networks could be parted say nothing of it. */
  load(saved: Pick<ProcessTableState, 'hosts' | 'running'> & Partial<ProcessTableState>): void {
    const { hosts, running, partition = noPartition(), reachChanges = 0 } = saved;
    this.state = { hosts, running, partition, reachChanges };
    this.findSides();
  }

  /** @param listener told when a kubelet has reported a process; it plans, it does not act */
  listen(listener: () => void): void {
    this.onReport = listener;
  }

  get managed(): boolean {
    return this.state.hosts.size === 0;
  }

  setHosts(hosts: Iterable<string>): void {
    this.state.hosts = new Set(hosts);
    this.changed();
  }

  /** Reported by a machine's kubelet when a static pod's container starts or ends. */
  report(process: ControlPlaneProcess, machine: string, running: boolean): void {
    let machines = this.state.running.get(process);
    if (!machines) this.state.running.set(process, (machines = new Set()));
    if (machines.has(machine) === running) return;
    if (running) machines.add(machine);
    else machines.delete(machine);
    this.changed();
    this.onReport();
  }

  /** Cuts something off, or joins it again. */
  part(change: (partition: Partition) => void): void {
    change(this.state.partition);
    this.state.reachChanges += 1;
    this.changed();
    this.onReport();
  }

  /** The machines on which a process runs, first started first. */
  machinesOf(process: ControlPlaneProcess): readonly string[] {
    return [...(this.state.running.get(process) ?? [])];
  }

  /** The machine whose process does the work: the first one that reaches the API server. */
  leaderOf(process: ControlPlaneProcess): string | undefined {
    return this.machinesOf(process).find((machine) => this.reachableFrom(machine));
  }

  /** Whether an API server answers, to whomever it is. */
  apiReachable(): boolean {
    return this.apiSide !== undefined;
  }

  /** Whether an API server answers this machine. */
  reachableFrom(machine: string): boolean {
    return this.apiSide === sideOf(this.state.partition, machine);
  }

  /** The side of the network on which a machine is; machines reach each other on one side, and the outside on that of its own. */
  sideOf(machine: string): string {
    return sideOf(this.state.partition, machine);
  }

  /** The machine's network is cut off from registries and all else outside. */
  isCutOff(machine: string): boolean {
    return sideOf(this.state.partition, machine) !== outside;
  }

  /** Whether an API server with its etcd runs on one of the cluster's own machines that is not cut off. */
  answersOnMachines(): boolean {
    return this.machinesSide === outside;
  }

  isRunning(process: ProcessName): boolean {
    switch (process) {
      case 'kubelets': case 'provider': case 'world': return true;
      case 'kube-apiserver': case 'metrics-server': case 'cluster-autoscaler': return this.apiReachable();
      default: return this.managed || this.leaderOf(process) !== undefined;
    }
  }

  private changed(): void {
    const before = this.apiSide;
    this.findSides();
    if (this.apiSide !== before) this.state.reachChanges += 1;
    this.onChange();
  }

  private findSides(): void {
    const etcd = this.state.running.get('etcd');
    this.machinesSide = answeringSide(this.state.partition, this.machinesOf('kube-apiserver').filter((machine) => etcd?.has(machine)));
    this.apiSide = this.managed ? outside : this.machinesSide;
  }
}
