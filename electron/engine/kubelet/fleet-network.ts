import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from './context.ts';
import { ingressControllerOf, isWorking, portAnswer, portsOf, type ContainerPorts, type PortAnswer } from './listening.ts';
import type { PodRuntime } from './pod/pod-state.ts';

/** What machines and their pods do with packets: the ground on which the network's rules stand. */
export class FleetNetwork {
  private readonly context: () => FleetContext;

  constructor(context: () => FleetContext) {
    this.context = context;
  }

  /** The machine's kernel runs. */
  isPowered(machine: string): boolean {
    return this.context().state.nodes.get(machine)?.powered ?? false;
  }

  /** `outside` is the side of everything that is not cut off. */
  sideOf(machine: string): string {
    return this.context().options.processes.sideOf(machine);
  }

  /** Whether packets get from one machine to another. */
  areConnected(a: string, b: string): boolean {
    return this.context().options.processes.areConnected(a, b);
  }

  /** Machines with the same key reach the same others. */
  reachKey(machine: string): string {
    return this.context().options.processes.reachKey(machine);
  }

  /** Key of the pod that has an address of the machine's block now. */
  podAt(machine: string, ip: string): string | undefined {
    const { nodes, pods } = this.context().state;
    return pods.get(nodes.get(machine)?.addresses.get(ip) ?? '')?.key;
  }

  /** The pod has a network: its sandbox runs. @returns its address, for a pod in its machine's network that of the machine */
  addressOf(pod: Pod): string | undefined {
    return this.runtimeOf(pod)?.sandbox?.ip;
  }

  /** What a connection to a pod's port meets. Undefined: no machine has the pod. */
  answer(pod: Pod, port: number): PortAnswer | undefined {
    const runtime = this.runtimeOf(pod);
    return runtime && portAnswer(this.context(), runtime, pod, port);
  }

  /** Whether the program of a pod's container does its work. */
  isWorking(pod: Pod, container: string): boolean {
    const runtime = this.runtimeOf(pod);
    return runtime !== undefined && isWorking(this.context(), runtime, container);
  }

  /** Where the containers of a pod listen. */
  portsOf(pod: Pod): ContainerPorts[] {
    return portsOf(this.context(), pod);
  }

  /** The `controller` of IngressClasses that a container of the pod is; undefined: it is none. */
  ingressControllerOf(pod: Pod, container: string): string | undefined {
    return ingressControllerOf(this.context(), pod, container);
  }

  /** Static pods go by their own uid, which is not that of the API's mirror pod. */
  private runtimeOf({ metadata: { uid = '' } }: Pod): PodRuntime | undefined {
    const { pods, mirrors } = this.context().state;
    return pods.get(uid) ?? pods.get(mirrors.get(uid) ?? '');
  }
}
