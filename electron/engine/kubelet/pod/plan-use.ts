import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { parseBytes, parseCpuMilli } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Behaviour } from '../behaviours.ts';
import type { FleetContext } from '../context.ts';
import { evictionMemoryBytes } from '../node/capacity.ts';
import { emptyDirOf, memoryVolumeBytes } from '../resources/disk.ts';
import { memoryReachedMs } from '../resources/memory-room.ts';
import { podUse } from '../resources/pod-use.ts';
import { changeUse, useOf } from '../resources/use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { ContainerRuntime, Instance } from './container-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { planEnd } from './ends.ts';
import { planPodOom } from './pod-oom.ts';

/** Share of its limit that an image about which nothing is known takes at most: a guess kills no container. */
const guessedShare = 0.75;

/** The limits that hold for one container: its own, else its pod's. */
export function limitsOf(object: Pod | undefined, container: Container): { cpuMilli: number; memoryBytes: number } {
  const own = container.resources?.limits;
  const whole = object?.spec.resources?.limits;
  const cpu = own?.['cpu'] ?? whole?.['cpu'];
  const memory = own?.['memory'] ?? whole?.['memory'];
  return { cpuMilli: cpu === undefined ? Infinity : parseCpuMilli(cpu), memoryBytes: memory === undefined ? Infinity : parseBytes(memory) };
}

/** Memory with which a container of this behaviour starts under its limits. */
export function steadyMemory({ memoryBytes, memoryIsGuess }: Behaviour, object: Pod, container: Container): number {
  const { memoryBytes: limit } = limitsOf(object, container);
  if (!memoryIsGuess) return Math.min(memoryBytes, limit);
  const sharers = container.resources?.limits?.['memory'] === undefined ? object.spec.containers.length : 1;
  return Math.min(memoryBytes, Math.floor((limit * guessedShare) / sharers));
}

/** Bytes that a container may still write to its volume in memory. */
export function memoryVolumeRoom(node: NodeRuntime, pod: PodRuntime, object: Pod, container: Container, nowMs: number): number {
  const volume = emptyDirOf(object, container);
  if (!volume) return 0;
  const size = memoryVolumeBytes(object, volume, node.hardware.memoryBytes - evictionMemoryBytes);
  return Math.max(0, size - (podUse(object, pod, nowMs).emptyDirs.get(volume.name) ?? 0));
}

/**
 * Works out anew what a running container takes (CPU within its limit, and how memory, disk and processes grow) and when its memory limit kills it. To be called whenever
 * its faults, its limits or its load have changed. The kernel throttles CPU and kills for memory.
 */
export function planUse(
  context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined, container: Container, runtime: ContainerRuntime,
): void {
  const { instance, faults = {} } = runtime;
  const { nowMs } = context.component.env;
  if (!instance || instance.endsAtMs <= nowMs) return;
  const behaviour = context.behaviours.of(instance.image);
  const limits = limitsOf(object, container);
  const wantedMilli = behaviour.cpuMilli + (faults.burnMilli ?? 0) + (instance.load?.cpuMilli ?? 0);
  const cpuMilli = Math.min(wantedMilli, limits.cpuMilli);
  instance.throttledMilli = wantedMilli - cpuMilli;
  const disk = behaviour.diskPerSecond + (faults.writePerSecond ?? 0);
  const memoryRoom = instance.writesToMemory && disk > 0 && object ? memoryVolumeRoom(node, pod, object, container, nowMs) : undefined;
  changeUse(node, pod, instance, cpuMilli, {
    memory: behaviour.memoryPerSecond + (faults.leakPerSecond ?? 0),
    disk: node.diskFull && !instance.writesToMemory ? 0 : disk,
    ...(memoryRoom === undefined ? {} : { diskUntilMs: nowMs + Math.ceil((memoryRoom * 1000) / disk) }),
    processes: faults.spawnPerSecond ?? 0,
  }, nowMs);
  planOwnOom(instance, behaviour, container, nowMs);
  planEnd(instance);
  planPodOom(context, node, pod, object);
}

/** When the container's own memory limit kills it. */
function planOwnOom(instance: Instance, behaviour: Behaviour, { resources }: Container, nowMs: number): void {
  delete instance.oomAtMs;
  const text = resources?.limits?.['memory'];
  if (text === undefined) return;
  const limit = parseBytes(text);
  const charged = useOf(instance, nowMs).memoryBytes - (instance.writesToMemory?.inheritedBytes ?? 0);
  if (behaviour.memoryBytes > limit && !behaviour.memoryIsGuess) {
    // It grows to what it needs while it starts, and does not get there.
    instance.oomAtMs = Math.max(nowMs, instance.startedAtMs + Math.floor((behaviour.startMs * limit) / behaviour.memoryBytes));
  } else if (charged > limit) instance.oomAtMs = nowMs;
  else {
    const atMs = memoryReachedMs([instance], limit - charged, nowMs);
    if (atMs < Infinity) instance.oomAtMs = atMs;
  }
}
