import type { FleetContext } from '../context.ts';
import { isRunning } from '../pod/instance.ts';
import { limitsOf, planUse } from '../pod/plan-use.ts';
import { findContainer, podObject } from '../pod/pod-object.ts';
import { listensFromMs } from '../pod/probe-answer.ts';
import { planPod } from '../pod/schedule.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { RequestLoad } from '../pod/container-state.ts';
import { cpuPerShare, cpuShares } from './cpu.ts';
import { machineUse } from './machine-use.ts';

/** A running container and CPU, in thousandths of a core. */
export interface ContainerCpu {
  /** What it takes without requests. */
  idleMilli: number;
  /** What it takes with them, within its limit. */
  usedMilli: number;
  /** Infinity: none. */
  limitMilli: number;
  /** Its weight where CPU is short. */
  shares: number;
}

export interface MachineCpu {
  cores: number;
  /** Not used by anybody; 0 where it is short. */
  freeMilli: number;
  /** Where it is short: what each share gets. */
  perShareMilli?: number;
}

export function containerCpu(context: FleetContext, uid: string, name: string): ContainerCpu | undefined {
  const pod = context.state.pods.get(uid);
  const instance = pod?.containers.get(name)?.instance;
  if (!pod || !instance || instance.endsAtMs <= context.component.env.nowMs) return undefined;
  const object = podObject(context, pod);
  const container = object && findContainer(object, name)?.container;
  const { load } = instance;
  return {
    idleMilli: instance.cpuMilli + instance.throttledMilli - (load?.cpuMilli ?? 0), usedMilli: instance.cpuMilli,
    limitMilli: container ? limitsOf(object, container).cpuMilli : Infinity, shares: cpuShares(container),
  };
}

export function machineCpu(context: FleetContext, node: NodeRuntime): MachineCpu {
  const { cpuMilli } = machineUse(context.state.pods, node, context.component.env.nowMs);
  const cores = node.hardware.cpuMilli / 1000;
  if (cpuMilli <= node.hardware.cpuMilli) return { cores, freeMilli: node.hardware.cpuMilli - cpuMilli };
  const perShareMilli = cpuPerShare(context, node);
  return { cores, freeMilli: 0, ...(perShareMilli === undefined ? {} : { perShareMilli }) };
}

/** The next time at which a process of the pod begins to listen or hangs. */
export function nextProcessChangeMs(context: FleetContext, uid: string): number {
  const { nowMs } = context.component.env;
  let nextMs = Infinity;
  for (const runtime of context.state.pods.get(uid)?.containers.values() ?? []) {
    if (!isRunning(runtime, nowMs)) continue;
    for (const atMs of [listensFromMs(context, runtime), runtime.instance?.hungAtMs ?? Infinity]) if (atMs > nowMs) nextMs = Math.min(nextMs, atMs);
  }
  return nextMs;
}

const noLoad: RequestLoad = { cpuMilli: 0, memoryBytes: 0 };

/**
 * What requests take of a container: CPU, which its limit and a busy machine throttle, and memory, for which its limit or the machine's
 * kernel kills it. @returns false when it does not run, or takes that already
 */
export function setLoad(context: FleetContext, uid: string, name: string, cpuMilli: number, memoryBytes: number): boolean {
  const { nowMs } = context.component.env;
  const pod = context.state.pods.get(uid);
  const node = pod && context.state.nodes.get(pod.node);
  const runtime = pod?.containers.get(name);
  const { instance } = runtime ?? {};
  if (!pod || !node || !runtime || !instance || instance.endsAtMs <= nowMs) return false;
  const before = instance.load ?? noLoad;
  if (before.cpuMilli === cpuMilli && before.memoryBytes === memoryBytes) return false;
  const object = podObject(context, pod);
  const container = object && findContainer(object, name)?.container;
  if (!container) return false;
  const grown = memoryBytes - before.memoryBytes;
  instance.memoryBytes += grown;
  node.usage.memoryBytes += grown;
  instance.load = { cpuMilli, memoryBytes };
  planUse(context, node, pod, object, container, runtime);
  planPod(context, node, pod);
  return true;
}
