import type { Growth, Instance, NodeRuntime, NodeUsage, PodRuntime } from '../state.ts';

/** What one container or a whole machine takes now; thousandths of a core, bytes, bytes, a number. */
export type Use = NodeUsage;

/** Use of an instance now: nothing after its end but the disk it has written. */
export function useOf(instance: Instance, nowMs: number): Use {
  if (instance.ended) return { cpuMilli: 0, memoryBytes: 0, diskBytes: instance.diskBytes, processes: 0 };
  const { growth, cpuMilli, memoryBytes, diskBytes, processes } = instance;
  if (!growth) return { cpuMilli, memoryBytes, diskBytes, processes };
  return {
    cpuMilli,
    memoryBytes: memoryBytes + grown(growth.fromMs, growth.memory, nowMs),
    diskBytes: diskBytes + grown(growth.fromMs, growth.disk, nowMs),
    processes: processes + grown(growth.fromMs, growth.processes, nowMs),
  };
}

/** What has come at `perSecond` since `fromMs`, in whole units. */
export function grown(fromMs: number, perSecond: number, nowMs: number): number {
  return Math.floor((Math.max(0, nowMs - fromMs) * perSecond) / 1000);
}

/** A new instance takes its share of the machine. */
export function addUse(node: NodeRuntime, instance: Instance): void {
  count(node, instance, 1);
}

/** Changes what a running instance takes and how that grows; what has grown until now stays. */
export function changeUse(
  node: NodeRuntime, pod: PodRuntime, instance: Instance, cpuMilli: number, growth: Omit<Growth, 'fromMs'>, nowMs: number,
): void {
  settle(node, instance, nowMs);
  node.usage.cpuMilli += cpuMilli - instance.cpuMilli;
  instance.cpuMilli = cpuMilli;
  if (growth.memory > 0 || growth.disk > 0 || growth.processes > 0) instance.growth = { fromMs: nowMs, ...growth };
  else delete instance.growth;
  noteGrowth(node, pod);
}

/** The process has ended: all but its disk is free. */
export function endUse(node: NodeRuntime, pod: PodRuntime, instance: Instance): void {
  settle(node, instance, instance.endsAtMs);
  delete instance.growth;
  count(node, instance, -1);
  node.usage.diskBytes += instance.diskBytes;
  noteGrowth(node, pod);
}

/** The container of an ended instance is removed from the disk. */
export function dropDisk(node: NodeRuntime, instance: Instance): void {
  node.usage.diskBytes -= instance.diskBytes;
  instance.diskBytes = 0;
}

/** Use of all containers of a machine. Costs in proportion to the pods that grow. */
export function containersUse(pods: ReadonlyMap<string, PodRuntime>, node: NodeRuntime, nowMs: number): Use {
  const total = { ...node.usage };
  for (const uid of node.growing) {
    for (const { instance } of pods.get(uid)?.containers.values() ?? []) {
      if (!instance?.growth) continue;
      const now = useOf(instance, nowMs);
      total.memoryBytes += now.memoryBytes - instance.memoryBytes;
      total.diskBytes += now.diskBytes - instance.diskBytes;
      total.processes += now.processes - instance.processes;
    }
  }
  return total;
}

/** Makes what has grown until now part of the steady use. */
function settle(node: NodeRuntime, instance: Instance, nowMs: number): void {
  if (!instance.growth) return;
  const now = useOf(instance, nowMs);
  node.usage.memoryBytes += now.memoryBytes - instance.memoryBytes;
  node.usage.diskBytes += now.diskBytes - instance.diskBytes;
  node.usage.processes += now.processes - instance.processes;
  instance.memoryBytes = now.memoryBytes;
  instance.diskBytes = now.diskBytes;
  instance.processes = now.processes;
  instance.growth.fromMs = nowMs;
}

function count(node: NodeRuntime, instance: Instance, sign: 1 | -1): void {
  node.usage.cpuMilli += sign * instance.cpuMilli;
  node.usage.memoryBytes += sign * instance.memoryBytes;
  node.usage.diskBytes += sign * instance.diskBytes;
  node.usage.processes += sign * instance.processes;
}

function noteGrowth(node: NodeRuntime, pod: PodRuntime): void {
  for (const { instance } of pod.containers.values()) {
    if (instance?.growth) {
      node.growing.add(pod.uid);
      return;
    }
  }
  node.growing.delete(pod.uid);
}
