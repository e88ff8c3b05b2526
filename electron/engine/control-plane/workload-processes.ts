import type { JsonValue } from '../../../shared/json.ts';
import { objectKey } from '../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../component.ts';
import { albController } from '../network/ingress/ingress-class.ts';
import type { ProcessTable, WorkloadProcess } from '../simulation/processes.ts';

export interface WorkloadProcessesOptions {
  processes: ProcessTable;
  /** The `controller` of IngressClasses that a container of the pod is; undefined: it is none. */
  controllerOf(pod: Pod, container: string): string | undefined;
  /** Its program has begun its work, and does not hang. */
  isWorking(pod: Pod, container: string): boolean;
  kubelets: {
    onProcesses(listener: (uid: string) => void): void;
    nextProcessChangeMs(uid: string): number;
  };
}

/** What containers are by what ingress controller they are. A new one is a new line, and a name in `WorkloadProcess`. */
const processOf: Readonly<Record<string, WorkloadProcess>> = { [albController]: 'aws-load-balancer-controller' };

/** A pod with a container that is such a process. */
interface Host {
  key: string;
  container: string;
  process: WorkloadProcess;
}

/**
 * Tells the process table on which machines containers of ordinary pods work that are processes of the simulation: a controller that one installs oneself runs where, and for as long as, its pods do.
 */
export class WorkloadProcesses implements Component {
  readonly name = 'workload-processes';
  readonly process = 'world';
  readonly watches = ['pods'];
  private readonly context: ComponentContext;
  private readonly options: WorkloadProcessesOptions;
  /** By uid of the pod; follows from the API. */
  private hosts = new Map<string, Host>();

  constructor(context: ComponentContext, options: WorkloadProcessesOptions) {
    this.context = context;
    this.options = options;
    options.kubelets.onProcesses((uid) => { if (this.hosts.has(uid)) this.context.wakeAt(this.context.env.nowMs); });
  }

  start(): void {
    for (const pod of this.context.api.list<Pod>('pods')) this.note(pod);
    if (this.hosts.size > 0) this.context.wakeAt(this.context.env.nowMs);
  }

  stop(): void {
    this.hosts = new Map();
  }

  observe({ type, object }: WatchEvent<Pod>): void {
    const { uid = '' } = object.metadata;
    if (type === 'ADDED') this.note(object);
    else if (type === 'DELETED' && this.hosts.delete(uid)) this.context.wakeAt(this.context.env.nowMs);
  }

  run(): void {
    const { processes, kubelets } = this.options;
    const working = new Map<WorkloadProcess, string[]>(Object.values(processOf).map((process) => [process, []]));
    let nextMs = Infinity;
    for (const [uid, { key, container, process }] of this.hosts) {
      const pod = this.context.api.get<Pod>('pods', key);
      if (!pod) continue;
      if (this.options.isWorking(pod, container)) working.get(process)?.push(pod.spec.nodeName ?? '');
      nextMs = Math.min(nextMs, kubelets.nextProcessChangeMs(uid));
    }
    for (const [process, machines] of working) {
      const before = processes.state.workloads.get(process) ?? [];
      // Who works already goes on; others come after it.
      const now = [...before.filter((machine) => machines.includes(machine)), ...machines.filter((machine) => !before.includes(machine))];
      if (now.length !== before.length || now.some((machine, index) => machine !== before[index])) processes.reportWorkload(process, now);
    }
    if (nextMs < Infinity) this.context.wakeAt(nextMs);
  }

  save(): JsonValue {
    return null;
  }

  load(): void {
    for (const pod of this.context.api.list<Pod>('pods')) this.note(pod);
  }

  private note(pod: Pod): void {
    for (const { name } of pod.spec.containers) {
      const process = processOf[this.options.controllerOf(pod, name) ?? ''];
      if (process) this.hosts.set(pod.metadata.uid ?? '', { key: objectKey(pod), container: name, process });
    }
  }
}
