import type { ProcessName } from '../component.ts';

/** Names of the processes that a control-plane machine hosts as static pods. */
export const controlPlaneProcesses = ['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const;
export type ControlPlaneProcess = (typeof controlPlaneProcesses)[number];

/** Plain data, part of the snapshot. */
export interface ProcessTableState {
  /** Machines that have the control-plane role, whether on or off. Empty: the provider runs a managed control plane. */
  hosts: Set<string>;
  /** Process → machines on which its container runs now. */
  running: Map<string, Set<string>>;
}

/**
 * Which processes of the simulated control plane run. Kubelets report their static pods here; the simulation starts and stops components
 * accordingly. A cluster without control-plane machines has a managed control plane, as EKS or GKE offer: it always runs.
 * An API server answers when some machine runs both it and etcd.
 */
export class ProcessTable {
  state: ProcessTableState = { hosts: new Set(), running: new Map() };
  private readonly onChange: () => void;
  private onReport: () => void = () => {};

  constructor(onChange: () => void) {
    this.onChange = onChange;
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
    this.onChange();
  }

  /** Reported by a machine's kubelet when a static pod's container starts or ends. */
  report(process: ControlPlaneProcess, machine: string, running: boolean): void {
    let machines = this.state.running.get(process);
    if (!machines) this.state.running.set(process, (machines = new Set()));
    if (machines.has(machine) === running) return;
    if (running) machines.add(machine);
    else machines.delete(machine);
    this.onChange();
    this.onReport();
  }

  /** The machines on which a process runs, first started first. The first one leads. */
  machinesOf(process: ControlPlaneProcess): readonly string[] {
    return [...(this.state.running.get(process) ?? [])];
  }

  apiReachable(): boolean {
    return this.managed || this.answersOnMachines();
  }

  /** Whether an API server with its etcd runs on one of the cluster's own machines. */
  answersOnMachines(): boolean {
    const etcd = this.state.running.get('etcd');
    return this.machinesOf('kube-apiserver').some((machine) => etcd?.has(machine));
  }

  isRunning(process: ProcessName): boolean {
    switch (process) {
      case 'kubelets': case 'provider': case 'world': return true;
      case 'kube-apiserver': case 'metrics-server': case 'cluster-autoscaler': return this.apiReachable();
      default: return this.managed || (this.apiReachable() && this.machinesOf(process).length > 0);
    }
  }
}
