import type { Pod, PodCondition } from '../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../env.ts';

/** The predicates on pods that controllers share. Source: pkg/controller/controller_utils.go, pkg/api/v1/pod/util.go. */

export function isPodTerminal(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Counts as a replica: neither finished nor being deleted. */
export function isPodActive(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isPodTerminal(pod);
}

/** Being deleted, and not finished yet. */
export function isPodTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined && !isPodTerminal(pod);
}

export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  const conditions = pod.status?.conditions;
  if (conditions) for (const condition of conditions) if (condition.type === type) return condition;
  return undefined;
}

export function isPodReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Ready for at least `minReadySeconds`. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, env: Env): boolean {
  const availableAtMs = podAvailableAtMs(pod, minReadySeconds, env);
  return availableAtMs !== undefined && availableAtMs <= env.nowMs;
}

/** When a ready pod has been (or will have been) ready long enough; undefined for one that is not ready. */
export function podAvailableAtMs(pod: Pod, minReadySeconds: number, env: Env): number | undefined {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return undefined;
  if (minReadySeconds === 0) return -Infinity;
  return ready.lastTransitionTime ? env.parseTimestamp(ready.lastTransitionTime) + minReadySeconds * 1000 : undefined;
}
