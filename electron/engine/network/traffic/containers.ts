import type { RequestTarget } from '../../../../shared/network/request.ts';
import type { PodRef } from '../../../../shared/network/trace.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { hexDigest } from '../../hex-digest.ts';
import type { Behaviour } from '../../kubelet/behaviours.ts';
import type { ContainerCpu, MachineCpu } from '../../kubelet/resources/request-load.ts';
import { callTarget, targetKey } from './call-target.ts';
import type { HandlerFacts, HandlerLoad } from './flow-state.ts';
import type { Paths } from './paths.ts';

/** What traffic asks of the kubelets, and tells them. */
export interface ContainerHosts {
  behaviourOf(image: string): Behaviour;
  containerCpu(uid: string, container: string): ContainerCpu | undefined;
  machineCpu(machine: string): MachineCpu | undefined;
  nextProcessChangeMs(uid: string): number;
  setLoad(uid: string, container: string, cpuMilli: number, memoryBytes: number): void;
}

/** One thing that a container asks for each request. */
export interface Call {
  target: RequestTarget;
  perRequest: number;
}

/** Shares of a machine's cores by which free CPU is told apart: smaller changes do not make neighbours be worked out again. */
const cpuSteps = 50;
/** Steps of a load that kubelets hear of. */
const memoryStep = 64 * 1024;

/** What containers are to requests: what a request costs, which CPU there is for it, and what is called. */
export class Containers {
  private readonly api: ApiReader;
  private readonly hosts: ContainerHosts;
  private readonly paths: Paths;
  private readonly digests = new Map<string, string>();
  private readonly machines = new Map<string, MachineCpu | undefined>();

  constructor(api: ApiReader, hosts: ContainerHosts, paths: Paths) {
    this.api = api;
    this.hosts = hosts;
    this.paths = paths;
  }

  podOf({ namespace, name, uid }: PodRef): Pod | undefined {
    const pod = this.api.get<Pod>('pods', `${namespace}/${name}`);
    return pod?.metadata.uid === uid ? pod : undefined;
  }

  factsOf(handler: HandlerLoad): HandlerFacts | undefined {
    const pod = this.podOf(handler.pod);
    const image = pod && imageOf(pod, handler.container);
    if (!pod || image === undefined) return undefined;
    const { request } = this.hosts.behaviourOf(image);
    const cores = this.coresFor(handler);
    return request.calls.length === 0 ? { behaviour: request, cores } : { behaviour: request, cores, classId: this.classOf(pod, image) };
  }

  /** Which calls the containers of an image make from a pod. */
  callsOf(pod: Pod, container: string): Call[] {
    const { namespace = '' } = pod.metadata;
    const isNamespace = (name: string): boolean => this.api.get('namespaces', name) !== undefined;
    const { calls } = this.hosts.behaviourOf(imageOf(pod, container) ?? '').request;
    return calls.map((call) => ({ target: callTarget(call, namespace, isNamespace), perRequest: call.perRequest }));
  }

  /** Forgets what has been read of machines: it may have changed. */
  freshMachines(): void {
    this.machines.clear();
  }

  /** How much CPU a machine has left, in steps: containers are looked at again when it is another one. */
  roomOf(node: string): string {
    const machine = this.machineCpu(node);
    if (!machine) return 'off';
    if (machine.perShareMilli !== undefined) return `short/${machine.perShareMilli.toPrecision(2)}`;
    return `free/${Math.round((machine.freeMilli * cpuSteps) / (machine.cores * 1000))}`;
  }

  /** Tells the kubelet what requests take of a container now. */
  load({ pod, container, station, offeredRps }: HandlerLoad, { behaviour }: HandlerFacts): void {
    const idle = offeredRps === 0;
    const cpuMilli = idle ? 0 : Math.round(station.wantedCores * 1000);
    const memoryBytes = idle ? 0 : Math.ceil((station.inFlight * behaviour.memoryBytes) / memoryStep) * memoryStep;
    this.hosts.setLoad(pod.uid, container, cpuMilli, memoryBytes);
  }

  unload({ pod, container }: HandlerLoad): void {
    this.hosts.setLoad(pod.uid, container, 0, 0);
  }

  nextProcessChangeMs(uid: string): number {
    return this.hosts.nextProcessChangeMs(uid);
  }

  /**
   * Cores for requests: within its limit, what it uses and what is free; on a busy machine what its shares get; less what it takes without
   * requests. What is free counts in steps.
   */
  private coresFor({ pod: { uid }, container, node }: HandlerLoad): number {
    const cpu = this.hosts.containerCpu(uid, container);
    const machine = this.machineCpu(node);
    if (!cpu || !machine) return 0;
    const step = (machine.cores * 1000) / cpuSteps;
    const room = machine.perShareMilli === undefined
      ? Math.round((cpu.usedMilli + machine.freeMilli) / step) * step
      : machine.perShareMilli * cpu.shares;
    return Math.max(0, Math.min(cpu.limitMilli, room) - cpu.idleMilli) / 1000;
  }

  private machineCpu(node: string): MachineCpu | undefined {
    if (!this.machines.has(node)) this.machines.set(node, this.hosts.machineCpu(node));
    return this.machines.get(node);
  }

  /** Containers with the same text run the same image in pods alike to policies, and their nodes send what they call the same ways. */
  private classOf(pod: Pod, image: string): string {
    const { namespace = '', labels = {} } = pod.metadata;
    const isNamespace = (name: string): boolean => this.api.get('namespaces', name) !== undefined;
    const ways = this.hosts.behaviourOf(image).request.calls.map((call) => {
      const target = callTarget(call, namespace, isNamespace);
      return `${targetKey(target)}*${call.perRequest}@${this.paths.nodeClass(pod, target)}`;
    });
    return this.digest(`${namespace}|${image}|${labelText(labels)}|${ways.join('|')}`);
  }

  private digest(text: string): string {
    let known = this.digests.get(text);
    if (known === undefined) this.digests.set(text, (known = hexDigest(text, 16)));
    return known;
  }
}

export function labelText(labels: Record<string, string>): string {
  return Object.keys(labels).sort().map((key) => `${key}=${labels[key]}`).join(',');
}

function imageOf({ spec }: Pod, container: string): string | undefined {
  return spec.containers.find(({ name }) => name === container)?.image ?? spec.initContainers?.find(({ name }) => name === container)?.image;
}
