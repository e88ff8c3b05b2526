import type { JsonValue } from '../../../shared/json.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Component, ComponentContext } from '../component.ts';
import type { ProcessTable } from './processes.ts';

/**
 * Tells the process table which machines host the control plane. A cluster that begins without control-plane machines has a managed control plane; it hands over to the
 * first control-plane machine whose API server answers, and takes over again when the last such machine is deleted. So a control plane can be dragged onto a running
 * cluster without a gap.
 */
export class ControlPlaneHosts implements Component {
  readonly name = 'control-plane-hosts';
  readonly process = 'world';
  readonly watches: readonly string[] = ['machines'];
  private readonly context: ComponentContext;
  private readonly processes: ProcessTable;
  /** The first look, at time 0, takes the machines of the topology as they are. */
  private begun = false;

  constructor(context: ComponentContext, processes: ProcessTable) {
    this.context = context;
    this.processes = processes;
    processes.listen(() => context.wakeAt(context.env.nowMs));
  }

  start(): void {
    this.context.wakeAt(this.context.env.nowMs);
  }

  stop(): void {}

  observe(): void {
    this.context.wakeAt(this.context.env.nowMs);
  }

  run(): void {
    const hosts: string[] = [];
    for (const machine of this.context.api.list<Machine>('machines')) if (machine.spec.roles.includes('control-plane')) hosts.push(machine.metadata.name);
    const managedForNow = this.begun && this.processes.managed && !this.processes.answersOnMachines();
    this.begun = true;
    if (hosts.length === 0 || !managedForNow) this.processes.setHosts(hosts);
  }

  save(): JsonValue {
    return this.begun;
  }

  load(state: JsonValue): void {
    this.begun = state === true;
  }
}
