import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import { containersUse, grown, ratesOf, type Use } from './use.ts';

/** Idle use of kubelet, container runtime, kube-proxy and the operating system together, as a small virtual machine shows it. */
const system: Use = { cpuMilli: 60, memoryBytes: 420 * 1024 ** 2, diskBytes: 3 * 1024 ** 3, processes: 150 };
/** A smaller machine has a smaller system. */
const systemShare = 0.4;

/** How many processes the kernel has numbers for. Source: kernel.pid_max, as the kernel sets it for up to 32 cores. */
export const maxProcesses = 32_768;

/** How fast the use of a machine grows, per second. */
export type Rates = Omit<Use, 'cpuMilli'>;

/** What a running machine takes now: system, containers, images, and what was done to it. CPU is what all want together. */
export function machineUse(pods: ReadonlyMap<string, PodRuntime>, node: NodeRuntime, nowMs: number): Use {
  const { leak, diskPercent = 0, pidPercent = 0 } = node.faults;
  const containers = containersUse(pods, node, nowMs);
  const { memoryBytes, diskBytes } = systemUse(node);
  return {
    cpuMilli: system.cpuMilli + containers.cpuMilli,
    memoryBytes: memoryBytes + containers.memoryBytes + (leak ? grown(leak.fromMs, leak.bytesPerSecond, nowMs) : 0),
    diskBytes: Math.max(diskBytes + node.imageBytes + containers.diskBytes, Math.floor((node.hardware.diskBytes * diskPercent) / 100)),
    processes: Math.max(system.processes + containers.processes, Math.floor((maxProcesses * pidPercent) / 100)),
  };
}

/** Bytes of disk that can still be written. */
export function diskFree(pods: ReadonlyMap<string, PodRuntime>, node: NodeRuntime, nowMs: number): number {
  return Math.max(0, node.hardware.diskBytes - machineUse(pods, node, nowMs).diskBytes);
}

/** The kernel has no number left for a process. Nothing is worked out for a machine that is far from that. */
export function pidsUsedUp(pods: ReadonlyMap<string, PodRuntime>, node: NodeRuntime, nowMs: number): boolean {
  return node.strained && machineUse(pods, node, nowMs).processes >= maxProcesses;
}

function systemUse({ hardware }: NodeRuntime): Use {
  return {
    ...system, memoryBytes: Math.min(system.memoryBytes, Math.floor(hardware.memoryBytes * systemShare)),
    diskBytes: Math.min(system.diskBytes, Math.floor(hardware.diskBytes * systemShare)),
  };
}

/** Growth of the whole machine: its leaking daemon and its growing containers. Costs in proportion to the pods that grow. */
export function machineRates(pods: ReadonlyMap<string, PodRuntime>, node: NodeRuntime, nowMs: number): Rates {
  const rates: Rates = { memoryBytes: node.faults.leak?.bytesPerSecond ?? 0, diskBytes: 0, processes: 0 };
  for (const uid of node.growing) {
    for (const { instance } of pods.get(uid)?.containers.values() ?? []) {
      if (!instance?.growth) continue;
      const own = ratesOf(instance, nowMs);
      for (const amount of ['memoryBytes', 'diskBytes', 'processes'] as const) rates[amount] += own[amount];
    }
  }
  return rates;
}
