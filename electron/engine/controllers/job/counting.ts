import { jsonEqual } from '../../../../shared/json.ts';
import type { Job, JobStatus } from '../../../../shared/kubernetes/types/batch.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { isPodActive, isPodReady, isPodTerminating } from '../pod-state.ts';
import { updatedRecord, type BackOffRecord } from './back-off.ts';
import { parseIndexes } from './indexes.ts';
import {
  completionIndex, failureCountAnnotation, hasTrackingFinalizer, ignoredFailureCountAnnotation, isIndexed, isPodFailed,
} from './job-pods.ts';
import { matchFailurePolicy } from './policies.ts';

/** What is known about a Job's pods at the start of a pass. Source: syncJobCtx, pkg/controller/job/job_controller.go. */
export interface JobCounts {
  job: Job;
  pods: readonly Pod[];
  active: Pod[];
  ready: number;
  terminating: number;
  /** Of all time, those that have just finished included; with Indexed: the number of indexes. */
  succeeded: number;
  failed: number;
  /** Empty without Indexed. */
  succeededIndexes: Set<number>;
  /** Undefined without backoffLimitPerIndex. */
  failedIndexes: Set<number> | undefined;
  /** Index → the failed pod that its successor will count on from; it keeps its finalizer until then. */
  lastFailedByIndex: Map<number, Pod>;
  backOff: BackOffRecord;
  /** Failed pods that no earlier pass has counted. */
  newFailed: readonly Pod[];
}

export function countJob(job: Job, pods: readonly Pod[], record: BackOffRecord | undefined, env: Env): JobCounts {
  const { succeeded = 0, failed = 0, uncountedTerminatedPods: uncounted = {} } = job.status ?? {};
  const known = new Set([...(uncounted.succeeded ?? []), ...(uncounted.failed ?? [])]);
  const fresh = pods.filter((pod) => hasTrackingFinalizer(pod) && !known.has(pod.metadata.uid ?? ''));
  const newSucceeded = fresh.filter((pod) => pod.status?.phase === 'Succeeded');
  const newFailed = fresh.filter((pod) => isPodFailed(job, pod) && (!isIndexed(job) || completionIndex(job, pod) !== undefined));
  const active = pods.filter(isPodActive);
  const counts: JobCounts = {
    job, pods, active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isPodTerminating).length,
    succeeded: succeeded + newSucceeded.length + (uncounted.succeeded?.length ?? 0),
    failed: failed + newFailed.filter((pod) => matchFailurePolicy(job, pod).counts).length + (uncounted.failed?.length ?? 0),
    succeededIndexes: new Set(), failedIndexes: undefined, lastFailedByIndex: new Map(),
    backOff: updatedRecord(record, newSucceeded, newFailed, env), newFailed,
  };
  if (isIndexed(job)) countIndexes(counts, newSucceeded);
  return counts;
}

function countIndexes(counts: JobCounts, newSucceeded: readonly Pod[]): void {
  const { job, pods } = counts;
  const completions = job.spec.completions ?? 0;
  counts.succeededIndexes = parseIndexes(job.status?.completedIndexes, completions);
  for (const pod of newSucceeded) {
    const index = completionIndex(job, pod);
    if (index !== undefined) counts.succeededIndexes.add(index);
  }
  counts.succeeded = counts.succeededIndexes.size;
  if (job.spec.backoffLimitPerIndex === undefined) return;
  counts.failedIndexes = parseIndexes(job.status?.failedIndexes, completions);
  for (const pod of pods) {
    const index = completionIndex(job, pod);
    if (index !== undefined && isIndexFailed(job, pod)) counts.failedIndexes.add(index);
  }
  counts.lastFailedByIndex = lastFailedByIndex(counts);
}

function isIndexFailed(job: Job, pod: Pod): boolean {
  if (!isPodFailed(job, pod)) return false;
  const { action, counts } = matchFailurePolicy(job, pod);
  return action === 'FailIndex' || (counts && failureCount(pod) >= (job.spec.backoffLimitPerIndex ?? 0));
}

export function failureCount(pod: Pod): number {
  return Number(pod.metadata.annotations?.[failureCountAnnotation] ?? 0);
}

export function ignoredCount(pod: Pod): number {
  return Number(pod.metadata.annotations?.[ignoredFailureCountAnnotation] ?? 0);
}

/** Failures of the index before this pod, those that a policy ignored included. Source: getIndexAbsoluteFailureCount. */
export function absoluteFailureCount(pod: Pod): number {
  return failureCount(pod) + ignoredCount(pod);
}

/** Source: getPodsWithDelayedDeletionPerIndex. */
function lastFailedByIndex({ job, pods, active, succeededIndexes, failedIndexes }: JobCounts): Map<number, Pod> {
  const busy = new Set(active.map((pod) => completionIndex(job, pod)));
  const last = new Map<number, Pod>();
  for (const pod of pods) {
    const index = completionIndex(job, pod);
    if (index === undefined || !hasTrackingFinalizer(pod) || !isPodFailed(job, pod)) continue;
    if (busy.has(index) || succeededIndexes.has(index) || failedIndexes?.has(index)) continue;
    const other = last.get(index);
    if (!other || absoluteFailureCount(other) <= absoluteFailureCount(pod)) last.set(index, pod);
  }
  return last;
}

/** Whether two statuses say the same, absent and empty lists of uncounted pods alike. */
export function sameStatus(a: JobStatus, b: JobStatus | undefined): boolean {
  return jsonEqual(a, b ?? {});
}
