import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { isPodAvailable, isPodReady, podAvailableAtMs } from '../pod-state.ts';

/** What a StatefulSet asks about its pods. A pod that is only planned has no phase. Source: stateful_set_utils.go. */

export function isCreated(pod: Pod): boolean {
  return (pod.status?.phase ?? '') !== '';
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isPodReady(pod);
}

export function isRunningAndAvailable(pod: Pod, minReadySeconds: number, env: Env): boolean {
  return pod.status?.phase === 'Running' && isPodAvailable(pod, minReadySeconds, env);
}

export function isUnavailable(pod: Pod, minReadySeconds: number, env: Env): boolean {
  return isTerminating(pod) || !isRunningAndAvailable(pod, minReadySeconds, env);
}

/** When the next ready pod will have been ready for long enough; Infinity: none waits for that. */
export function nextAvailableAtMs(pods: readonly Pod[], minReadySeconds: number, env: Env): number {
  let nextAtMs = Infinity;
  for (const pod of pods) {
    const atMs = podAvailableAtMs(pod, minReadySeconds, env);
    if (atMs !== undefined && atMs > env.nowMs) nextAtMs = Math.min(nextAtMs, atMs);
  }
  return nextAtMs;
}
