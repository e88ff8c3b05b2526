import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { parseBytes, parseCpuMilli } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Behaviour } from '../behaviours.ts';
import type { FleetContext } from '../context.ts';
import { changeUse } from '../resources/use.ts';
import type { ContainerRuntime, NodeRuntime, PodRuntime } from '../state.ts';
import { planEnd } from './ends.ts';

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

/** Memory with which a container of this behaviour starts under a limit. */
export function steadyMemory({ memoryBytes, memoryIsGuess }: Behaviour, limitBytes: number): number {
  return Math.min(memoryBytes, memoryIsGuess ? Math.floor(limitBytes * guessedShare) : limitBytes);
}

/**
 * Works out anew what a running container takes (CPU within its limit, and how memory, disk and processes grow) and when its memory limit kills it. To be called whenever
 * its faults or its limits have changed. The kernel throttles CPU and kills for memory.
 */
export function planUse(
  context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined, container: Container, runtime: ContainerRuntime,
): void {
  const { instance, faults = {} } = runtime;
  const { nowMs } = context.component.env;
  if (!instance || instance.endsAtMs <= nowMs) return;
  const behaviour = context.behaviours.of(instance.image);
  const limits = limitsOf(object, container);
  const wantedMilli = behaviour.cpuMilli + (faults.burnMilli ?? 0);
  const cpuMilli = Math.min(wantedMilli, limits.cpuMilli);
  instance.throttledMilli = wantedMilli - cpuMilli;
  changeUse(node, pod, instance, cpuMilli, {
    memory: behaviour.memoryPerSecond + (faults.leakPerSecond ?? 0),
    disk: behaviour.diskPerSecond + (faults.writePerSecond ?? 0),
    processes: faults.spawnPerSecond ?? 0,
  }, nowMs);
  const { growth } = instance;
  delete instance.oomAtMs;
  if (behaviour.memoryBytes > limits.memoryBytes && !behaviour.memoryIsGuess) {
    // It grows to what it needs while it starts, and does not get there.
    instance.oomAtMs = Math.max(nowMs, instance.startedAtMs + Math.floor((behaviour.startMs * limits.memoryBytes) / behaviour.memoryBytes));
  } else if (instance.memoryBytes > limits.memoryBytes) instance.oomAtMs = nowMs;
  else if (growth && growth.memory > 0 && limits.memoryBytes < Infinity) {
    instance.oomAtMs = nowMs + Math.ceil(((limits.memoryBytes - instance.memoryBytes) * 1000) / growth.memory);
  }
  planEnd(instance);
}
