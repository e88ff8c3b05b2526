import type { PodRuntime } from './pod/pod-state.ts';
import { mountRetryInitialMs } from './timings.ts';

/**
 * What the kubelet knows of a pod: at first sight, or as it was saved (there what is undefined is absent). All fields are there from the start, in one order,
 * and are never deleted: a hundred thousand of these are visited all the time, and objects of one shape take half the memory and time.
 */
export function podRuntime(known: Pick<PodRuntime, 'uid' | 'key' | 'node' | 'seenAtMs'> & Partial<PodRuntime>): PodRuntime {
  const { uid, key, node, control, seenAtMs, sandbox, task, pulled, termination, counted, resize } = known;
  const {
    stage = 'New', sandboxAttempts = 0, syncAtMs = Infinity, syncInBackground = false, interrupted = false, restartingAll = false, deadlineAtMs = Infinity,
    containers = new Map(), volumes = { mounted: false, retryMs: mountRetryInitialMs },
  } = known;
  return {
    uid, key, node, control, stage, seenAtMs, sandbox, sandboxAttempts, containers, volumes, task, pulled, restartingAll, syncAtMs, syncInBackground, termination,
    interrupted, counted, resize, deadlineAtMs,
  };
}
