import type { Job, JobCondition, JobStatus } from '../../../../shared/kubernetes/types/batch.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import type { Write } from '../controller.ts';
import { ensureCondition, newCondition } from './conditions.ts';
import { sameStatus, type JobCounts } from './counting.ts';
import { formatIndexes, parseIndexes } from './indexes.ts';
import { completionIndex, hasTrackingFinalizer, isIndexed, isPodFailed, withoutTrackingFinalizer } from './job-pods.ts';
import { eventAbout } from './manage.ts';
import { matchFailurePolicy } from './policies.ts';

/** Pods listed in `uncountedTerminatedPods` at most. Source: MaxUncountedPods. */
const maxUncounted = 500;

/**
 * Counts finished pods exactly once: they are noted in the status, lose their finalizer, and are moved to the totals.
 * @param job carries the status of this pass but for the totals
 * @param decided the interim condition, if the Job is decided
 * Source: trackJobStatusAndRemoveFinalizers, pkg/controller/job/job_controller.go.
 */
export function trackingWrites(job: Job, stored: JobStatus | undefined, counts: JobCounts, decided: JobCondition | undefined, env: Env): Write[] {
  const { pods, reachedMaximum, succeeded, failed, newIndexes } = finishedPods(job, counts, decided);
  const interim: JobStatus = {
    ...job.status, ...(decided ? { conditions: [...ensureCondition(job.status?.conditions ?? [], decided)] } : {}),
    uncountedTerminatedPods: { ...(succeeded.length > 0 ? { succeeded } : {}), ...(failed.length > 0 ? { failed } : {}) },
    ...indexStatus(job, counts, newIndexes),
  };
  const final: JobStatus = { ...interim, uncountedTerminatedPods: {}, ...totals(job, interim, succeeded.length, failed.length) };
  const writes: Write[] = [];
  if (!sameStatus(interim, stored)) writes.push(statusWrite(job, interim));
  for (const pod of pods) writes.push({ verb: 'update', object: withoutTrackingFinalizer(pod) });
  const finished = decided && !reachedMaximum && (final.terminating ?? 0) === 0 ? finishedCondition(decided, env) : undefined;
  if (finished) {
    final.conditions = [...ensureCondition(final.conditions ?? [], finished)];
    if (finished.type === 'Complete') final.completionTime = env.timestamp();
  }
  if (!sameStatus(final, interim)) writes.push(statusWrite(job, final));
  if (finished) writes.push(...finishedEvents(job, final, finished));
  return writes;
}

/** Source: recordJobFinished. */
function finishedEvents(job: Job, { succeeded = 0 }: JobStatus, { type, reason = '', message = '' }: JobCondition): Write[] {
  if (type === 'Failed') return [eventAbout(job, 'Warning', reason, message)];
  const tooMany = succeeded > (job.spec.completions ?? Infinity);
  return [
    ...(tooMany ? [eventAbout(job, 'Warning', 'TooManySucceededPods', 'Too many succeeded pods running after completion count reached')] : []),
    eventAbout(job, 'Normal', 'Completed', 'Job completed'),
  ];
}

interface Finished {
  /** To take the finalizer from. */
  pods: Pod[];
  reachedMaximum: boolean;
  /** Uids, those of earlier passes included. */
  succeeded: string[];
  failed: string[];
  newIndexes: Set<number>;
}

function finishedPods(job: Job, counts: JobCounts, decided: JobCondition | undefined): Finished {
  const uncounted = job.status?.uncountedTerminatedPods ?? {};
  const found: Finished = {
    pods: [], reachedMaximum: false, succeeded: [...(uncounted.succeeded ?? [])], failed: [...(uncounted.failed ?? [])], newIndexes: new Set(),
  };
  for (const pod of counts.pods) {
    if (!hasTrackingFinalizer(pod) || !canRelease(job, pod, counts, decided)) continue;
    found.pods.push(pod);
    note(job, pod, decided, found);
    found.reachedMaximum = found.succeeded.length + found.failed.length + found.newIndexes.size >= maxUncounted;
    if (found.reachedMaximum) break;
  }
  return found;
}

function canRelease(job: Job, pod: Pod, { lastFailedByIndex }: JobCounts, decided: JobCondition | undefined): boolean {
  if (decided || job.metadata.deletionTimestamp) return true;
  if (pod.status?.phase !== 'Succeeded' && !isPodFailed(job, pod)) return false;
  const index = completionIndex(job, pod);
  return index === undefined || lastFailedByIndex.get(index) !== pod;
}

function note(job: Job, pod: Pod, decided: JobCondition | undefined, found: Finished): void {
  const { uid = '' } = pod.metadata;
  const index = completionIndex(job, pod);
  if (pod.status?.phase === 'Succeeded') {
    if (!isIndexed(job) && !found.succeeded.includes(uid)) found.succeeded.push(uid);
    else if (index !== undefined) found.newIndexes.add(index);
    return;
  }
  // Once the Job has failed, every pod that has not finished has failed too.
  const failed = isPodFailed(job, pod) || decided?.type === 'FailureTarget';
  if (!failed || found.failed.includes(uid) || (isIndexed(job) && index === undefined)) return;
  if (matchFailurePolicy(job, pod).counts) found.failed.push(uid);
}

function indexStatus(job: Job, { failedIndexes }: JobCounts, newIndexes: ReadonlySet<number>): Partial<JobStatus> {
  if (!isIndexed(job)) return {};
  const done = new Set([...parseIndexes(job.status?.completedIndexes, job.spec.completions ?? 0), ...newIndexes]);
  const completedIndexes = formatIndexes(done);
  return {
    ...(done.size > 0 ? { succeeded: done.size, completedIndexes } : {}),
    ...(failedIndexes ? { failedIndexes: formatIndexes(failedIndexes) } : {}),
  };
}

function totals(job: Job, { succeeded = 0, failed = 0 }: JobStatus, newSucceeded: number, newFailed: number): Partial<JobStatus> {
  const sum = isIndexed(job) ? succeeded : succeeded + newSucceeded;
  return { ...(sum > 0 ? { succeeded: sum } : {}), ...(failed + newFailed > 0 ? { failed: failed + newFailed } : {}) };
}

function finishedCondition({ type, reason = '', message = '' }: JobCondition, env: Env): JobCondition {
  return newCondition(type === 'FailureTarget' ? 'Failed' : 'Complete', 'True', reason, message, env);
}

function statusWrite(job: Job, status: JobStatus): Write {
  return { verb: 'updateStatus', object: { ...job, status } as Job };
}
