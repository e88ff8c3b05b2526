import type { ComponentContext } from '../component.ts';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { controlPlaneProcesses, type ControlPlaneProcess } from '../simulation/processes.ts';
import type { FleetContext } from './context.ts';
import { pulledBytes } from './images/pull-queue.ts';
import { isRunning } from './pod/instance.ts';
import type { ImagePull, NodeRuntime, PodRuntime } from './state.ts';
import { staticPodManifest } from './static-pods.ts';

export interface Usage {
  cpuMilli: number;
  memoryBytes: number;
}

/** Idle use of kubelet, container runtime, kube-proxy and the operating system together, as a small virtual machine shows it. */
const systemUsage: Usage = { cpuMilli: 60, memoryBytes: 420 * 1024 * 1024 };
const nothing: Usage = { cpuMilli: 0, memoryBytes: 0 };

export interface PullView {
  podUid: string;
  container: string;
  image: string;
  /** Infinity while it waits for its turn. */
  startedAtMs: number;
  endsAtMs: number;
  pulledBytes: number;
  sizeBytes: number;
}

/** What a machine shows that is not in the API: its lamps, its control plane, its use. */
export interface MachineView {
  lamps: MachineRow['lamps'];
  /** Static pods of a control-plane machine, in fixed order. */
  components: MachineRow['components'];
  used: Usage;
  /** Image pulls, the one under way first. */
  pulls: PullView[];
}

/** What a container waits for. */
export interface ContainerProgress {
  /** The image pull, once it is under way. */
  pull?: { startedAtMs: number; endsAtMs: number };
  /** Next try of a container in back-off. */
  retryAtMs?: number;
}

export function usageOf(node: NodeRuntime | undefined): Usage {
  if (!node?.powered) return nothing;
  return { cpuMilli: node.usage.cpuMilli + systemUsage.cpuMilli, memoryBytes: node.usage.memoryBytes + systemUsage.memoryBytes };
}

/** @param node undefined for a machine that has not been on yet */
export function machineView(context: FleetContext, node: NodeRuntime | undefined): MachineView {
  const { nowMs } = context.component.env;
  return {
    lamps: [
      { name: 'kubelet', on: node?.kubelet !== undefined },
      { name: 'kube-proxy', on: node?.kubeProxy ?? false },
      { name: 'containerd', on: node?.powered ?? false },
    ],
    components: node && node.staticPods.size > 0 ? controlPlaneProcesses.map((process) => componentView(context, node, process)) : [],
    used: usageOf(node),
    pulls: (node?.pulls ?? []).map((pull) => pullView(pull, nowMs)),
  };
}

/** Use of one container now; nothing while it does not run. */
export function containerUsage(pod: PodRuntime | undefined, container: string, { env }: ComponentContext): Usage {
  const runtime = pod?.containers.get(container);
  if (!runtime?.instance || !isRunning(runtime, env.nowMs)) return nothing;
  return { cpuMilli: runtime.instance.cpuMilli, memoryBytes: runtime.instance.memoryBytes };
}

export function containerProgress(context: FleetContext, pod: PodRuntime, container: string): ContainerProgress | undefined {
  const { nowMs } = context.component.env;
  const runtime = pod.containers.get(container);
  const pull = context.state.nodes.get(pod.node)?.pulls.find((candidate) => candidate.uid === pod.uid && candidate.container === container);
  const retryAtMs = runtime?.waiting?.retryAtMs ?? Infinity;
  const progress: ContainerProgress = {};
  if (pull && pull.startedAtMs <= nowMs) progress.pull = { startedAtMs: pull.startedAtMs, endsAtMs: pull.endsAtMs };
  if (retryAtMs > nowMs && retryAtMs < Infinity && !isRunning(runtime, nowMs)) progress.retryAtMs = retryAtMs;
  return progress.pull || progress.retryAtMs !== undefined ? progress : undefined;
}

function pullView(pull: ImagePull, nowMs: number): PullView {
  return {
    podUid: pull.uid, container: pull.container, image: pull.image, startedAtMs: pull.startedAtMs, endsAtMs: pull.endsAtMs,
    pulledBytes: pulledBytes(pull, nowMs), sizeBytes: pull.sizeBytes,
  };
}

function componentView(context: FleetContext, node: NodeRuntime, process: ControlPlaneProcess): MachineRow['components'][number] {
  const { nowMs } = context.component.env;
  const pod = context.state.pods.get(node.staticPods.get(process) ?? '');
  const runtime = pod?.containers.get(process);
  const waiting = runtime?.waiting?.reason;
  if (!pod?.control?.up) {
    const starting = isRunning(runtime, nowMs) || (node.kubelet !== undefined && !waiting);
    const state = waiting ?? (starting ? 'ContainerCreating' : 'Stopped');
    return { name: process, family: waiting ? 'bad' : starting ? 'working' : 'unknown', state, detail: { key: 'view:component.stopped' }, leader: false };
  }
  // All API servers answer; of the others one leads and the rest stand by.
  const leader = process !== 'kube-apiserver' && context.options.processes.machinesOf(process)[0] === node.name;
  const port = staticPodManifest(process, node.name).spec.containers[0]?.ports?.[0]?.containerPort ?? 0;
  const detail = process === 'kube-apiserver' ? { key: 'view:component.port', params: { port } } : { key: `view:component.${leader ? 'leader' : 'standby'}` };
  return { name: process, family: 'ready', state: 'Running', detail, leader };
}
