import type { QueuedPod } from './queued-pod.ts';

/** Source: pkg/scheduler/backend/queue/backoff_queue.go, DefaultPodInitialBackoffDuration and DefaultPodMaxBackoffDuration. */
export const podInitialBackoffMs = 1_000;
export const podMaxBackoffMs = 10_000;
/** Back-offs end on whole seconds, and within a second the pod of higher priority goes first (backoffQOrderingWindowDuration). */
export const backoffWindowMs = 1_000;

/** 1 s, 2 s, 4 s, 8 s, 10 s, 10 s … for the 1st, 2nd … failed attempt in a row; 0 before any. */
export function backoffDurationMs(failures: number): number {
  if (failures === 0) return 0;
  return failures > 5 ? podMaxBackoffMs : Math.min(podInitialBackoffMs * 2 ** (failures - 1), podMaxBackoffMs);
}

/** When the pod's back-off ends, rounded down to its window. Remembered in the pod, since the counts it rests on belong to one attempt. */
export function backoffUntilMs(pod: QueuedPod): number {
  const failures = pod.errorCount > 0 ? pod.errorCount : pod.unschedulableCount;
  if (failures === 0) return -Infinity;
  return (pod.backoffUntilMs ??= alignToWindow(pod.timestampMs + backoffDurationMs(failures)));
}

export function alignToWindow(atMs: number): number {
  return Math.floor(atMs / backoffWindowMs) * backoffWindowMs;
}

/** A back-off that ends in the current window has not ended yet. */
export function isBackingOff(pod: QueuedPod, nowMs: number): boolean {
  return backoffUntilMs(pod) >= alignToWindow(nowMs);
}
