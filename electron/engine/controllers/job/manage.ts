import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import type { EventWrite, Write } from '../controller.ts';
import { isPodReady, isPodTerminating } from '../pod-state.ts';
import { activePodsInOrder } from '../replicaset/victims.ts';
import { remainingMs } from './back-off.ts';
import { absoluteFailureCount, failureCount, ignoredCount, type JobCounts } from './counting.ts';
import {
  completionIndex, failureCountAnnotation, finishedAtMs, ignoredFailureCountAnnotation, isIndexed, newJobPod, withoutTrackingFinalizer,
} from './job-pods.ts';
import { matchFailurePolicy } from './policies.ts';

/** Pods created or deleted in one pass at most. Source: MaxPodCreateDeletePerSync. */
const maxPodsPerPass = 500;

/** What becomes of the pods in this pass. */
export interface PodPlan {
  writes: Write[];
  /** Active pods afterwards. */
  active: number;
  deleted: Pod[];
  /** When the back-off lets the next pod be made. */
  retryAfterMs: number;
}

/**
 * Makes or deletes pods until as many are active as the Job wants.
 * @param onCreateFailure the rest of the pass when not all pods could be made, given how many were
 * Source: manageJob, pkg/controller/job/job_controller.go.
 */
export function managePods(counts: JobCounts, onCreateFailure: (made: number) => readonly Write[], env: Env): PodPlan {
  const { job, active } = counts;
  if (job.spec.suspend) return deletion(counts, podsToRemove(counts, active.length, env));
  const { completions, parallelism = 1 } = job.spec;
  let wanted = parallelism;
  if (completions !== undefined) wanted = Math.max(Math.min(completions - counts.succeeded, parallelism), 0);
  else if (counts.succeeded > 0) wanted = active.length;
  const surplus = podsToRemove(counts, Math.max(active.length - wanted, 0), env).slice(0, maxPodsPerPass);
  if (surplus.length > 0) return deletion(counts, surplus);

  const unchanged: PodPlan = { writes: [], active: active.length, deleted: [], retryAfterMs: Infinity };
  const missing = wanted - active.length - (job.spec.podReplacementPolicy === 'Failed' ? counts.terminating : 0);
  if (missing <= 0) return unchanged;
  const perIndex = job.spec.backoffLimitPerIndex !== undefined;
  const waitMs = perIndex ? 0 : remainingMs(counts.backOff, env);
  if (waitMs > 0) return { ...unchanged, retryAfterMs: waitMs };
  const count = Math.min(missing, maxPodsPerPass);
  if (!isIndexed(job)) return creation(counts, Array.from({ length: count }, () => undefined), onCreateFailure);
  const pending = pendingIndexes(counts, count);
  const waits = pending.map((index) => waitOf(counts, index, env));
  const due = pending.filter((_index, place) => waits[place] === 0);
  if (due.length === 0) return { ...unchanged, retryAfterMs: Math.min(Infinity, ...waits) };
  return creation(counts, due, onCreateFailure);
}

/** Deletes every active pod because the Job is over; their finalizers stay until they are counted. Source: deleteActivePods. */
export function deleteActivePods(counts: JobCounts): PodPlan {
  const writes = counts.active.flatMap((pod) => deletePod(counts.job, pod));
  return { writes, active: 0, deleted: counts.active, retryAfterMs: Infinity };
}

/** How many of `pods` were ready, to take off the count. */
export function readyAmong(pods: readonly Pod[]): number {
  return pods.filter(isPodReady).length;
}

/** Pods that are given up do not count as failed: their finalizer goes first. Source: deleteJobPods. */
function deletion(counts: JobCounts, pods: readonly Pod[]): PodPlan {
  const writes = pods.flatMap((pod): Write[] => [{ verb: 'update', object: withoutTrackingFinalizer(pod) }, ...deletePod(counts.job, pod)]);
  return { writes, active: counts.active.length - pods.length, deleted: [...pods], retryAfterMs: Infinity };
}

function deletePod(job: Job, pod: Pod): Write[] {
  return [
    { verb: 'delete', resource: 'pods', key: objectKey(pod) },
    eventAbout(job, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`),
  ];
}

function creation(
  counts: JobCounts, indexes: readonly (number | undefined)[], onFailure: (made: number) => readonly Write[],
): PodPlan {
  const { job } = counts;
  let next = 0;
  const make = (): Pod => {
    const index = indexes[next++];
    return newJobPod(job, index, index === undefined ? {} : failureCounts(counts, index));
  };
  const writes: Write[] = [{
    verb: 'createMany', count: indexes.length, make, onFailure: (_status, made) => onFailure(made),
    created: ({ metadata }) => eventAbout(job, 'Normal', 'SuccessfulCreate', `Created pod: ${metadata.name}`),
    refused: (status) => eventAbout(job, 'Warning', 'FailedCreate', `Error creating: ${status.message}`),
  }];
  return { writes, active: counts.active.length + indexes.length, deleted: [], retryAfterMs: Infinity };
}

/** Duplicates of an index and pods without a valid one first, then in the order of ActivePods. Source: activePodsForRemoval. */
function podsToRemove({ job, active }: JobCounts, atLeast: number, env: Env): Pod[] {
  const ranked = activePodsInOrder(active, env);
  if (!isIndexed(job)) return ranked.slice(0, atLeast);
  const kept = new Map<number | undefined, Pod>(ranked.map((pod) => [completionIndex(job, pod), pod]));
  kept.delete(undefined);
  const keepers = new Set(kept.values());
  const duplicates = ranked.filter((pod) => !keepers.has(pod));
  const others = ranked.filter((pod) => keepers.has(pod));
  return [...duplicates, ...others.slice(0, Math.max(atLeast - duplicates.length, 0))];
}

/** The lowest indexes that neither run nor are done. Source: firstPendingIndexes. */
function pendingIndexes({ job, pods, active, succeededIndexes, failedIndexes }: JobCounts, count: number): number[] {
  const busy = new Set(active.map((pod) => completionIndex(job, pod)));
  if (job.spec.podReplacementPolicy === 'Failed') for (const pod of pods) if (isPodTerminating(pod)) busy.add(completionIndex(job, pod));
  const pending: number[] = [];
  for (let index = 0; index < (job.spec.completions ?? 0) && pending.length < count; index += 1) {
    if (!busy.has(index) && !succeededIndexes.has(index) && !failedIndexes?.has(index)) pending.push(index);
  }
  return pending;
}

/** Milliseconds until an index may be tried again; each index backs off on its own. Source: getRemainingTimePerIndex. */
function waitOf({ lastFailedByIndex }: JobCounts, index: number, env: Env): number {
  const failed = lastFailedByIndex.get(index);
  if (!failed) return 0;
  const failures = absoluteFailureCount(failed) + 1;
  return remainingMs({ failures, lastFailureMs: finishedAtMs(failed, env) }, env);
}

/** Source: addIndexFailureCountAnnotation, getNewIndexFailureCounts. */
function failureCounts({ job, lastFailedByIndex }: JobCounts, index: number): Record<string, string> {
  if (job.spec.backoffLimitPerIndex === undefined) return {};
  const failed = lastFailedByIndex.get(index);
  if (!failed) return { [failureCountAnnotation]: '0' };
  const { counts } = matchFailurePolicy(job, failed);
  const ignored = ignoredCount(failed) + (counts ? 0 : 1);
  return {
    [failureCountAnnotation]: String(failureCount(failed) + (counts ? 1 : 0)),
    ...(ignored > 0 ? { [ignoredFailureCountAnnotation]: String(ignored) } : {}),
  };
}

export function eventAbout(job: Job, type: 'Normal' | 'Warning', reason: string, message: string): EventWrite {
  return { verb: 'event', about: job, record: { type, reason, message } };
}
