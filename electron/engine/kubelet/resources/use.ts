import type { NodeRuntime, NodeUsage } from '../node/node-state.ts';
import type { Growth, Instance } from '../pod/container-state.ts';
import type { PodRuntime } from '../pod/pod-state.ts';

/** What one container or a whole machine takes now; thousandths of a core, bytes, bytes, a number. */
export type Use = NodeUsage;

const amounts = ['cpuMilli', 'memoryBytes', 'diskBytes', 'processes'] as const;

/** Use of an instance now: nothing after its end but what it has written. */
export function useOf(instance: Instance, nowMs: number): Use {
  const { growth, ended } = instance;
  if (!growth || ended) return steadyUse(instance);
  return useWith(instance, writtenOf(instance, nowMs), {
    memoryBytes: instance.memoryBytes + grown(growth.fromMs, growth.memory, nowMs),
    processes: instance.processes + grown(growth.fromMs, growth.processes, nowMs),
  });
}

/** What it has written, to a disk or into memory. */
export function writtenOf({ growth, ended, diskBytes }: Instance, nowMs: number): number {
  if (!growth || ended) return diskBytes;
  return diskBytes + grown(growth.fromMs, growth.disk, Math.min(nowMs, growth.diskUntilMs ?? Infinity));
}

/** What has come at `perSecond` since `fromMs`, in whole units. */
export function grown(fromMs: number, perSecond: number, nowMs: number): number {
  return Math.floor((Math.max(0, nowMs - fromMs) * perSecond) / 1000);
}

/** How fast what it takes grows now, per second. */
export function ratesOf({ growth, writesToMemory }: Instance, nowMs: number): Omit<Use, 'cpuMilli'> {
  const { memory = 0, disk = 0, processes = 0, diskUntilMs = Infinity } = growth ?? {};
  const written = nowMs < diskUntilMs ? disk : 0;
  return { memoryBytes: memory + (writesToMemory ? written : 0), diskBytes: writesToMemory ? 0 : written, processes };
}

/** A new instance takes its share of the machine. */
export function addUse(node: NodeRuntime, instance: Instance): void {
  change(node, undefined, steadyUse(instance));
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

/** The process has ended: all but what it has written is free. */
export function endUse(node: NodeRuntime, pod: PodRuntime, instance: Instance): void {
  settle(node, instance, instance.endsAtMs);
  delete instance.growth;
  const before = steadyUse(instance);
  instance.ended = true;
  change(node, before, steadyUse(instance));
  noteGrowth(node, pod);
}

/** The container of an ended instance, or the volume it wrote to, is removed. */
export function dropWritten(node: NodeRuntime, instance: Instance): void {
  const before = steadyUse(instance);
  instance.diskBytes = 0;
  change(node, before, steadyUse(instance));
}

/** Use of all containers of a machine. Costs in proportion to the pods that grow. */
export function containersUse(pods: ReadonlyMap<string, PodRuntime>, node: NodeRuntime, nowMs: number): Use {
  const total = { ...node.usage };
  for (const uid of node.growing) {
    for (const { instance } of pods.get(uid)?.containers.values() ?? []) {
      if (!instance?.growth) continue;
      const [now, counted] = [useOf(instance, nowMs), steadyUse(instance)];
      for (const amount of amounts) total[amount] += now[amount] - counted[amount];
    }
  }
  return total;
}

/** What counts for the machine as steady: without what has grown since that was last settled. */
function steadyUse(instance: Instance): Use {
  return useWith(instance, instance.diskBytes, instance);
}

function useWith({ ended, writesToMemory, cpuMilli }: Instance, written: number, running: Pick<Use, 'memoryBytes' | 'processes'>): Use {
  const memoryBytes = (ended ? 0 : running.memoryBytes) + (writesToMemory ? written : 0);
  return { cpuMilli: ended ? 0 : cpuMilli, memoryBytes, diskBytes: writesToMemory ? 0 : written, processes: ended ? 0 : running.processes };
}

/** Makes what has grown until now part of the steady use. */
function settle(node: NodeRuntime, instance: Instance, nowMs: number): void {
  const { growth } = instance;
  if (!growth) return;
  const before = steadyUse(instance);
  instance.diskBytes = writtenOf(instance, nowMs);
  instance.memoryBytes += grown(growth.fromMs, growth.memory, nowMs);
  instance.processes += grown(growth.fromMs, growth.processes, nowMs);
  growth.fromMs = nowMs;
  change(node, before, steadyUse(instance));
}

function change({ usage }: NodeRuntime, before: Use | undefined, after: Use): void {
  for (const amount of amounts) usage[amount] += after[amount] - (before?.[amount] ?? 0);
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
