import { assertNever } from '../../../shared/assert.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { failure, type ApiResult } from '../../../shared/kubernetes/status.ts';
import type { Machine, MachinePhase } from '../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import { err, ok } from '../../../shared/result.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { ComponentContext } from '../component.ts';
import { DueQueue, type DueQueueState } from '../simulation/due-queue.ts';
import { decodeState, encodeState } from '../simulation/state-codec.ts';
import { formatIpv4, parseIpv4Block } from '../../../shared/network/ipv4-block.ts';
import type { Built, MachineBuilder } from './machine-builder.ts';
import type { MachineFault, MachineProvider } from './provider.ts';

/** Rack, wire and image a machine: short, so that the boot time is what one waits for. */
const provisionMs = 2_000;
/** Boot time of machines that name none. */
const defaultBootSeconds = 30;
/**
 * How often the cloud node lifecycle controller looks for nodes without a machine. Source: node.monitorPeriod, cloud-provider config
 * defaults.
 */
const nodeMonitorMs = 5_000;

interface MachineRecord {
  address: string;
  /** The phase that comes by itself. */
  next?: MachinePhase;
  /** What else its builder says of it. */
  status?: Partial<NonNullable<Machine['status']>>;
  /** It could not be built yet: `next` is another try. */
  unbuilt?: true;
  /** It is to have its power back, and could not get it yet. */
  unstarted?: true;
}

type Refused = Extract<Built, { kind: 'Refused' }>;

/** Plain data, part of the snapshot. */
interface ProviderState {
  machines: Map<string, MachineRecord>;
  /** Offset in the node CIDR of the next address; addresses are not used again, so that an address always means one machine. */
  nextAddress: number;
  /** Machines that were deleted: their Node objects are to go. */
  nodesToRemove: Set<string>;
  /** Machines that were deleted, of which their builder has not been told. */
  gone?: Set<string>;
  /** Machine name → its next phase, or the look-up that removes its Node. */
  due: DueQueueState;
}

function emptyState(): ProviderState {
  return { machines: new Map(), nextAddress: 1, nodesToRemove: new Set(), due: { order: 0, items: new Map() } };
}

export interface BareProviderOptions {
  network: { nodeCIDR: string };
  /** Whoever builds machines instead of the provider itself. */
  builder?: MachineBuilder;
}

/**
 * A provider of machines that simply exist: no account, no prices, no limits. It gives each Machine an address, builds it, powers it on
 * and, after
 * `spec.bootSeconds`, says that it runs. Phases: Provisioning → Booting → Running; faults move between Running, Off, Crashed and Booting.
 * When a Machine is deleted its power goes at once and its Node a moment later, as the cloud node lifecycle controller does.
 * With a builder (a cloud) it only leads machines through their phases. Differs: the real controller first waits until the node is not ready; and the provider writes Machine status even when no API server
 * answers, because
 * Machines are ours and stand outside the cluster.
 */
export class BareProvider implements MachineProvider {
  readonly name: string;
  readonly process = 'provider';
  readonly watches = ['machines'];
  private readonly context: ComponentContext;
  private readonly options: BareProviderOptions;
  private state: ProviderState = emptyState();
  private due = new DueQueue(this.state.due);

  constructor(context: ComponentContext, options: BareProviderOptions) {
    this.context = context;
    this.options = options;
    this.name = options.builder ? 'machine-provider' : 'cloud-node-lifecycle-controller';
  }

  start(): void {
    for (const machine of this.context.api.list<Machine>('machines')) this.adopt(machine);
    this.planWake();
  }

  stop(): void {
    this.restore(emptyState());
  }

  observe(event: WatchEvent): void {
    if (event.type === 'DELETED') {
      this.state.machines.delete(event.key);
      this.forget(event.key);
    } else if (!this.state.machines.has(event.key)) {
      this.adopt(event.object as Machine);
    }
    this.planWake();
  }

  run(): void {
    const { nowMs } = this.context.env;
    for (let name = this.due.take(nowMs); name !== undefined; name = this.due.take(nowMs)) {
      const record = this.state.machines.get(name);
      if (this.state.gone?.delete(name)) this.options.builder?.removed(name);
      if (record?.unbuilt) this.build(name, record);
      else if (record?.unstarted) this.powerOn(name, record);
      else if (record?.next) this.enter(name, record, record.next);
      else if (this.state.nodesToRemove.has(name)) this.removeNode(name);
    }
    this.planWake();
  }

  inject(fault: MachineFault): ApiResult<void> {
    const record = this.state.machines.get(fault.machine);
    const phase = this.context.api.get<Machine>('machines', fault.machine)?.status?.phase;
    if (!record || !phase) {
      return err(failure('NotFound', `machines "${fault.machine}" not found`, { name: fault.machine, kind: 'machines' }));
    }
    switch (fault.kind) {
      case 'PowerOff':
        if (phase !== 'Off' || record.unstarted) this.enter(fault.machine, record, 'Off');
        break;
      case 'PowerOn':
        if (phase === 'Off') this.powerOn(fault.machine, record);
        else if (phase === 'Crashed') this.enter(fault.machine, record, 'Booting');
        break;
      case 'CrashMachine':
        if (phase === 'Booting' || phase === 'Running') this.enter(fault.machine, record, 'Crashed');
        break;
      case 'RestartMachine':
        if (phase === 'Off') this.powerOn(fault.machine, record);
        else if (phase !== 'Provisioning') this.enter(fault.machine, record, 'Booting');
        break;
      default: assertNever(fault.kind);
    }
    this.planWake();
    return ok(undefined);
  }

  save(): JsonValue {
    return encodeState(this.state);
  }

  load(state: JsonValue): void {
    this.restore(decodeState(state) as ProviderState);
    this.planWake();
  }

  private restore(state: ProviderState): void {
    this.state = state;
    this.due = new DueQueue(state.due);
  }

  /** Takes up a machine: a new one is provisioned, one that was there before (the provider restarted) keeps its address and phase. */
  private adopt(machine: Machine): void {
    const { name } = machine.metadata;
    const { nowMs } = this.context.env;
    this.state.nodesToRemove.delete(name);
    const { status } = machine;
    if (this.options.builder) {
      this.adoptBuilt(name, machine);
      return;
    }
    const { first, size } = parseIpv4Block(this.options.network.nodeCIDR);
    if (status?.address) {
      const offset = status.address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) - first;
      this.state.nextAddress = Math.max(this.state.nextAddress, offset + 1);
    }
    const offset = this.state.nextAddress;
    const address = status?.address ?? formatIpv4(first + (offset % size));
    if (!status?.address) this.state.nextAddress += 1;
    const record: MachineRecord = { address };
    this.state.machines.set(name, record);
    if (!status?.phase) this.expect(name, record, 'Provisioning', nowMs);
    else this.expectNext(name, record, machine, status.phase);
  }

  /** A machine of a builder: one that is there keeps what it has. */
  private adoptBuilt(name: string, machine: Machine): void {
    const { phase, address = '', phaseChangedAt: _at, message: _message, ...status } = machine.status ?? {};
    const record: MachineRecord = { address, ...(phase && address ? { status } : { unbuilt: true }) };
    this.state.machines.set(name, record);
    if (phase && !record.unbuilt) this.expectNext(name, record, machine, phase);
    else this.due.plan(name, { atMs: this.context.env.nowMs, backgroundMs: Infinity });
  }

  private build(name: string, record: MachineRecord): void {
    const { api, env } = this.context;
    const machine = api.get<Machine>('machines', name);
    if (!machine || !this.options.builder) return;
    const built = this.options.builder.build(machine);
    if (built.kind === 'Refused') {
      this.noteRefusal(machine, 'Provisioning', built);
      return;
    }
    delete record.unbuilt;
    record.address = built.address;
    if (built.status) record.status = built.status;
    this.enter(name, record, 'Provisioning');
    this.expect(name, record, 'Booting', env.nowMs + built.readyMs);
  }

  /** A builder may not give a machine that is off its power back; it is asked again until it does. */
  private powerOn(name: string, record: MachineRecord): void {
    const machine = this.context.api.get<Machine>('machines', name);
    const refused = machine && this.options.builder?.start(name);
    if (refused) {
      record.unstarted = true;
      this.noteRefusal(machine, 'Off', refused);
    } else this.enter(name, record, 'Booting');
  }

  private noteRefusal(machine: Machine, phase: MachinePhase, { reason, message, retryMs }: Refused): void {
    const { api, env, apiReachable } = this.context;
    if (machine.status?.message !== message) {
      api.updateStatus<Machine>({ ...machine, status: { ...machine.status, phase, message } });
      if (apiReachable()) api.recordEvent(machine, { type: 'Warning', reason, message });
    }
    // It may go on for ever, which is nothing that anyone waits for.
    this.due.plan(machine.metadata.name, { atMs: Infinity, backgroundMs: env.nowMs + retryMs });
  }

  /** What is to be done about a machine that is gone. */
  private forget(name: string): void {
    const { nowMs } = this.context.env;
    if (this.options.builder) {
      (this.state.gone ??= new Set()).add(name);
      this.due.plan(name, { atMs: nowMs, backgroundMs: Infinity });
      return;
    }
    this.state.nodesToRemove.add(name);
    this.due.plan(name, { atMs: (Math.floor(nowMs / nodeMonitorMs) + 1) * nodeMonitorMs, backgroundMs: Infinity });
  }

  private enter(name: string, record: MachineRecord, phase: MachinePhase): void {
    const { api, env } = this.context;
    const machine = api.get<Machine>('machines', name);
    if (!machine) return;
    delete record.unstarted;
    api.updateStatus<Machine>({ ...machine, status: { phase, address: record.address, phaseChangedAt: env.timestamp(), ...record.status } });
    this.options.builder?.entered(name, phase);
    this.expectNext(name, record, machine, phase);
  }

  /** Plans the phase that follows `phase` by itself, if any. */
  private expectNext(name: string, record: MachineRecord, machine: Machine, phase: MachinePhase): void {
    const { nowMs } = this.context.env;
    if (phase === 'Provisioning') this.expect(name, record, 'Booting', nowMs + provisionMs);
    else if (phase === 'Booting') this.expect(name, record, 'Running', nowMs + (machine.spec.bootSeconds ?? defaultBootSeconds) * 1000);
    else {
      delete record.next;
      this.due.forget(name);
    }
  }

  private expect(name: string, record: MachineRecord, phase: MachinePhase, atMs: number): void {
    record.next = phase;
    this.due.plan(name, { atMs, backgroundMs: Infinity });
  }

  private removeNode(name: string): void {
    const { api, env, apiReachable } = this.context;
    if (!apiReachable()) {
      // Without an API server the look-up repeats for ever, which is nothing that anyone waits for.
      this.due.plan(name, { atMs: Infinity, backgroundMs: env.nowMs + nodeMonitorMs });
      return;
    }
    this.state.nodesToRemove.delete(name);
    const node = api.get<Node>('nodes', name);
    if (!node) return;
    const message = `Deleting node ${name} because it does not exist in the cloud provider`;
    api.recordEvent(node, { type: 'Normal', reason: 'DeletingNode', message });
    api.delete('nodes', name);
  }

  private planWake(): void {
    const nextMs = this.due.nextForegroundMs();
    if (nextMs < Infinity) this.context.wakeAt(nextMs);
    const backgroundMs = this.due.nextBackgroundMs();
    if (backgroundMs < Infinity) this.context.wakeAt(backgroundMs, { background: true });
  }
}

export function createBareProvider(options: BareProviderOptions): (context: ComponentContext) => BareProvider {
  return (context) => new BareProvider(context, options);
}
