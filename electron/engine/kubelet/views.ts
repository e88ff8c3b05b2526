import type { FleetContext } from './context.ts';
import { pulledBytes } from './images/pull-queue.ts';
import { isRunning } from './pod/instance.ts';
import type { NodeRuntime, PodRuntime } from './state.ts';

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

/** What a machine shows that is not in the API. */
export interface MachineView {
  lamps: { kubelet: boolean; kubeProxy: boolean; containerd: boolean };
  usage: Usage;
  /** Image pulls, the one under way first. */
  pulls: PullView[];
}

export interface ContainerView {
  name: string;
  running: boolean;
  usage: Usage;
  /** Next try of a container that waits; absent: none is planned. */
  retryAtMs?: number;
  pull?: PullView;
}

/** What a pod shows that is not in the API. */
export interface PodView {
  containers: ContainerView[];
  /** A Terminating pod is killed then. */
  killedAtMs?: number;
}

export function usageOf(node: NodeRuntime | undefined): Usage {
  if (!node?.powered) return nothing;
  return { cpuMilli: node.usage.cpuMilli + systemUsage.cpuMilli, memoryBytes: node.usage.memoryBytes + systemUsage.memoryBytes };
}

export function machineView(context: FleetContext, node: NodeRuntime): MachineView {
  return {
    lamps: { kubelet: node.kubelet !== undefined, kubeProxy: node.kubeProxy, containerd: node.powered },
    usage: usageOf(node),
    pulls: pullViews(context, node, undefined),
  };
}

export function podView(context: FleetContext, pod: PodRuntime): PodView {
  const node = context.state.nodes.get(pod.node);
  const pulls = node ? pullViews(context, node, pod.uid) : [];
  const containers = [...pod.containers.keys()].map((name) => containerView(context, pod, name, pulls));
  const { termination } = pod;
  return { containers, ...(termination && pod.stage === 'Terminating' ? { killedAtMs: termination.deadlineMs } : {}) };
}

function containerView(context: FleetContext, pod: PodRuntime, name: string, pulls: readonly PullView[]): ContainerView {
  const { nowMs } = context.component.env;
  const runtime = pod.containers.get(name);
  const running = isRunning(runtime, nowMs);
  const view: ContainerView = { name, running, usage: nothing };
  if (running && runtime?.instance) view.usage = { cpuMilli: runtime.instance.cpuMilli, memoryBytes: runtime.instance.memoryBytes };
  const retryAtMs = runtime?.waiting?.retryAtMs ?? Infinity;
  if (!running && retryAtMs > nowMs && retryAtMs < Infinity) view.retryAtMs = retryAtMs;
  const pull = pulls.find(({ container }) => container === name);
  if (pull) view.pull = pull;
  return view;
}

/** @param uid only the pulls of this pod */
function pullViews(context: FleetContext, node: NodeRuntime, uid: string | undefined): PullView[] {
  const { nowMs } = context.component.env;
  return node.pulls.filter((pull) => uid === undefined || pull.uid === uid).map((pull) => ({
    podUid: pull.uid, container: pull.container, image: pull.image, startedAtMs: pull.startedAtMs, endsAtMs: pull.endsAtMs,
    pulledBytes: pulledBytes(pull, nowMs), sizeBytes: pull.sizeBytes,
  }));
}
