import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { finishedAtMs } from './job-pods.ts';

/** Source: DefaultJobPodFailureBackOff, MaxJobPodFailureBackOff, pkg/controller/job/job_controller.go. */
export const podFailureBackOffInitialMs = 10_000;
export const podFailureBackOffMaxMs = 600_000;

/** What a Job remembers of failures since its last success. Plain data. Source: pkg/controller/job/backoff_utils.go. */
export interface BackOffRecord {
  failures: number;
  lastFailureMs: number;
}

/** The record after pods have finished that were not seen before. */
export function updatedRecord(record: BackOffRecord | undefined, succeeded: readonly Pod[], failed: readonly Pod[], env: Env): BackOffRecord {
  const before = record ?? { failures: 0, lastFailureMs: 0 };
  if (succeeded.length === 0 && failed.length === 0) return before;
  const lastSuccessMs = Math.max(-Infinity, ...succeeded.map((pod) => finishedAtMs(pod, env)));
  const failuresMs = failed.map((pod) => finishedAtMs(pod, env)).filter((atMs) => atMs > lastSuccessMs);
  return {
    failures: (succeeded.length > 0 ? 0 : before.failures) + failuresMs.length,
    lastFailureMs: Math.max(before.lastFailureMs, ...failuresMs),
  };
}

/** Milliseconds until the next pod may be made. */
export function remainingMs({ failures, lastFailureMs }: BackOffRecord, env: Env): number {
  if (failures === 0) return 0;
  const backOffMs = Math.min(podFailureBackOffInitialMs * 2 ** Math.min(failures - 1, 30), podFailureBackOffMaxMs);
  return Math.max(lastFailureMs + backOffMs - env.nowMs, 0);
}
