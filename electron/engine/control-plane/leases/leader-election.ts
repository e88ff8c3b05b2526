import type { JsonValue } from '../../../../shared/json.ts';
import type { Lease } from '../../../../shared/kubernetes/types/node.ts';
import type { Component, ComponentContext, ComponentFactory } from '../../component.ts';
import { uuidDigest } from '../../hex-digest.ts';
import type { ElectedProcess, ProcessTable } from '../../simulation/processes.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import { newElector, release, takeTurn, type Elector, type ElectorClock, type LeasePort } from './elector.ts';

export interface LeaderElectionOptions {
  elected: ElectedProcess;
  processes: ProcessTable;
  /** Ends the process of a machine's static pod with an error. */
  exit(machine: string): void;
}

/** Who gives its Lease up when it is told to stop. kube-controller-manager does only with an alpha feature. Source: ReleaseOnCancel, cmd/kube-scheduler/app/options/options.go. */
const releasing: ReadonlySet<ElectedProcess> = new Set(['kube-scheduler']);

/**
 * The processes of one component, of which one at a time leads: each control-plane machine's own reaches the Lease through the API server beside it, as kubeadm
 * configures them. Whoever leads does the work of the component; with a managed control plane the provider sees to that and there is no Lease.
 * A process that starts while no API server answers waits for one: it tries for the Lease over and over, as the real ones do where kubeadm has configured them. What would make others end, the lookup of
 * extension-apiserver-authentication, kube-controller-manager is spared by --client-ca-file and --requestheader-client-ca-file, and kube-scheduler by TolerateInClusterLookupFailure; it ends only once it
 * has led and cannot renew. Sources: cmd/kube-scheduler/app/options/options.go, Run of cmd/kube-controller-manager/app/controllermanager.go, kubeadm's app/phases/controlplane/manifests.go.
 */
export class LeaderElection implements Component {
  readonly name: string;
  readonly eventSource: string;
  readonly manager: string;
  readonly process = 'world';
  readonly watches: readonly string[] = [];
  private readonly context: ComponentContext;
  private readonly options: LeaderElectionOptions;
  private electors = new Map<string, Elector>();

  constructor(context: ComponentContext, options: LeaderElectionOptions) {
    const { elected, processes } = options;
    this.name = `leader-election/${elected}`;
    this.eventSource = elected === 'kube-scheduler' ? 'default-scheduler' : elected;
    this.manager = elected;
    this.context = context;
    this.options = options;
    processes.electLeader(elected);
    processes.listen(() => context.wakeAt(context.env.nowMs, { background: true }));
  }

  start(): void {}

  stop(): void {}

  observe(): void {}

  run(): void {
    const { nowMs } = this.context.env;
    this.followProcesses();
    for (const elector of [...this.electors.values()]) if (elector.nextTryMs <= nowMs) this.turn(elector);
    this.announce();
    this.planWake();
  }

  /** What every candidate knows, by machine. */
  candidates(): ReadonlyMap<string, Readonly<Elector>> {
    return this.electors;
  }

  save(): JsonValue {
    return encodeState(this.electors);
  }

  load(state: JsonValue): void {
    this.electors = decodeState(state) as Map<string, Elector>;
    this.planWake();
  }

  /** Processes that have started stand for election; what ended knows nothing any more. */
  private followProcesses(): void {
    const { elected, processes } = this.options;
    const { nowMs } = this.context.env;
    for (const [machine, elector] of this.electors) {
      const ended = processes.takeEnd(elected, machine);
      if (!ended && processes.runsOn(elected, machine) && !processes.managed) continue;
      this.electors.delete(machine);
      const port = this.portOf(machine);
      if (!elector.leading || !port || ended !== 'Stopped' || !releasing.has(elected)) continue;
      release(elector, port, this.clock());
      this.tell(elector, 'stopped leading');
    }
    if (processes.managed) return;
    for (const machine of processes.machinesOf(elected)) {
      if (!this.electors.has(machine)) this.electors.set(machine, newElector(machine, `${machine}_${uuidDigest(`${elected}/${machine}/${nowMs}`)}`, nowMs));
    }
  }

  private turn(elector: Elector): void {
    const outcome = takeTurn(elector, this.portOf(elector.machine), this.clock(), (n) => this.context.env.random('leader-election').below(n));
    if (outcome === 'Acquired') this.tell(elector, 'became leader');
    if (outcome !== 'Lost') return;
    this.electors.delete(elector.machine);
    if (this.portOf(elector.machine)) this.tell(elector, 'stopped leading');
    this.options.exit(elector.machine);
  }

  private announce(): void {
    // One that has lost the Lease to another goes on until its deadline, and writes nothing that counts.
    const leader = [...this.electors.values()].find(({ leading, identity, observed }) => leading && observed?.holderIdentity === identity);
    this.options.processes.setLeader(this.options.elected, leader?.machine);
  }

  private tell({ identity }: Elector, what: string): void {
    const { api } = this.context;
    const lease = api.get<Lease>('leases', this.key);
    if (lease) api.recordEvent(lease, { type: 'Normal', reason: 'LeaderElection', message: `${identity} ${what}` });
  }

  private get key(): string {
    return `kube-system/${this.options.elected}`;
  }

  private portOf(machine: string): LeasePort | undefined {
    if (!this.options.processes.apiServers().includes(machine)) return undefined;
    const { api } = this.context;
    return {
      get: () => api.get<Lease>('leases', this.key),
      create: (spec) => api.create<Lease>({
        apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: this.options.elected, namespace: 'kube-system' }, spec,
      }).ok,
      update: (lease, spec) => api.update<Lease>({ ...lease, spec }).ok,
    };
  }

  private clock(): ElectorClock {
    const { env } = this.context;
    return { nowMs: env.nowMs, microTimestamp: env.microTimestamp() };
  }

  private planWake(): void {
    let nextMs = Infinity;
    for (const { nextTryMs } of this.electors.values()) nextMs = Math.min(nextMs, nextTryMs);
    if (nextMs < Infinity) this.context.wakeAt(nextMs, { background: true });
  }
}

export function createLeaderElection(options: LeaderElectionOptions): ComponentFactory & ((context: ComponentContext) => LeaderElection) {
  return (context) => new LeaderElection(context, options);
}
