import type { ContainerFaultKind, MachineFaultKind } from '../../../shared/faults.ts';
import type { FleetContext } from './context.ts';
import { containerFaultsOf } from './faults/container.ts';
import { machineFaultsOf } from './faults/machine.ts';
import { pulledBytes } from './images/pull-queue.ts';
import { isRunning } from './pod/instance.ts';
import { grantedCpu } from './resources/cpu.ts';
import { machineUse } from './resources/machine-use.ts';
import { useOf } from './resources/use.ts';
import type { NodeRuntime } from './node/node-state.ts';
import type { Instance } from './pod/container-state.ts';
import type { PodRuntime } from './pod/pod-state.ts';

/** CPU in thousandths of a core, memory (the working set) in bytes. */
export interface Usage {
  cpuMilli: number;
  memoryBytes: number;
}

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
  /** What someone has done to it that has not been mended. */
  faults: MachineFaultKind[];
  /** It is cut off from the network. */
  cutOff: boolean;
}

export interface ContainerView {
  name: string;
  running: boolean;
  /** When it started; of running ones. */
  startedAtMs?: number;
  usage: Usage;
  /** CPU that it wants and does not get, because of its own limit or because the machine is busy. */
  throttledMilli: number;
  /** Written to its layer and its emptyDir. */
  diskBytes: number;
  processes: number;
  /** What someone has done to it that has not been mended. */
  faults: ContainerFaultKind[];
  /** How often the kernel has killed it for memory. */
  oomKills: number;
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

export function usageOf(context: FleetContext, node: NodeRuntime | undefined): Usage {
  if (!node?.powered) return nothing;
  const { cpuMilli, memoryBytes } = machineUse(context.state.pods, node, context.component.env.nowMs);
  return { cpuMilli: Math.min(cpuMilli, node.hardware.cpuMilli), memoryBytes };
}

export function machineView(context: FleetContext, node: NodeRuntime): MachineView {
  return {
    lamps: { kubelet: node.kubelet !== undefined, kubeProxy: node.kubeProxy, containerd: node.powered && node.faults.runtimeStoppedAtMs === undefined },
    usage: usageOf(context, node),
    pulls: pullViews(context, node, undefined),
    faults: machineFaultsOf(node.faults),
    cutOff: context.options.processes.isCutOff(node.name),
  };
}

export function podView(context: FleetContext, pod: PodRuntime): PodView {
  const node = context.state.nodes.get(pod.node);
  const pulls = node ? pullViews(context, node, pod.uid) : [];
  const granted = node && grantedCpu(context, node);
  const containers = [...pod.containers.keys()].map((name) => containerView(context, pod, name, pulls, granted));
  const { termination } = pod;
  return { containers, ...(termination && pod.stage === 'Terminating' ? { killedAtMs: termination.deadlineMs } : {}) };
}

function containerView(
  context: FleetContext, pod: PodRuntime, name: string, pulls: readonly PullView[], granted: ReadonlyMap<Instance, number> | undefined,
): ContainerView {
  const { nowMs } = context.component.env;
  const runtime = pod.containers.get(name);
  const running = isRunning(runtime, nowMs);
  const view: ContainerView = {
    name, running, usage: nothing, throttledMilli: 0, diskBytes: runtime?.instance?.diskBytes ?? 0, processes: 0,
    oomKills: runtime?.oomKills ?? 0, faults: runtime ? containerFaultsOf(runtime, nowMs) : [],
  };
  if (running && runtime?.instance) {
    const { cpuMilli: wanted, memoryBytes, diskBytes, processes } = useOf(runtime.instance, nowMs);
    const cpuMilli = granted?.get(runtime.instance) ?? wanted;
    const throttledMilli = runtime.instance.throttledMilli + wanted - cpuMilli;
    Object.assign(view, { startedAtMs: runtime.instance.startedAtMs, usage: { cpuMilli, memoryBytes }, throttledMilli, diskBytes, processes });
  }
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
