import type { Job, JobCondition } from '../../../../shared/kubernetes/types/batch.ts';
import type { Env } from '../../env.ts';
import { jobCondition, newCondition } from './conditions.ts';
import type { JobCounts } from './counting.ts';
import { isPodFailed } from './job-pods.ts';
import { matchFailurePolicy, matchSuccessPolicy } from './policies.ts';

/**
 * The interim condition (FailureTarget or SuccessCriteriaMet) of a Job that is decided, whatever its pods still do.
 * Source: syncJob, pkg/controller/job/job_controller.go.
 */
export function decidedCondition(counts: JobCounts, env: Env): JobCondition | undefined {
  const { job, failed, succeededIndexes, failedIndexes } = counts;
  const known = jobCondition(job, 'SuccessCriteriaMet') ?? jobCondition(job, 'FailureTarget');
  if (known) return known;
  const failure = (reason: string, message: string): JobCondition => newCondition('FailureTarget', 'True', reason, message, env);
  const failJob = failJobMessage(counts);
  if (failJob !== undefined) return failure('PodFailurePolicy', failJob);
  if (failed > (job.spec.backoffLimit ?? 6) || isPastBackoffLimitOnFailure(counts)) {
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  if ((deadlineAtMs(job, env) ?? Infinity) <= env.nowMs) return failure('DeadlineExceeded', 'Job was active longer than specified deadline');
  if (failedIndexes) {
    const { maxFailedIndexes, completions = 0 } = job.spec;
    if (maxFailedIndexes !== undefined && failedIndexes.size > maxFailedIndexes) {
      return failure('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
    }
    if (failedIndexes.size > 0 && failedIndexes.size + succeededIndexes.size >= completions) {
      return failure('FailedIndexes', 'Job has failed indexes');
    }
  }
  const met = job.spec.completionMode === 'Indexed' ? matchSuccessPolicy(job, succeededIndexes) : undefined;
  return met === undefined ? undefined : newCondition('SuccessCriteriaMet', 'True', 'SuccessPolicy', met, env);
}

/** All work is done: enough completions, or without a number of them any, and nobody at work. */
export function completedCondition(counts: JobCounts, active: number, env: Env): JobCondition | undefined {
  const { completions } = counts.job.spec;
  const reached = completions === undefined ? counts.succeeded > 0 : counts.succeeded >= completions;
  if (!reached || active > 0) return undefined;
  return newCondition('SuccessCriteriaMet', 'True', 'CompletionsReached', 'Reached expected number of succeeded pods', env);
}

/** When activeDeadlineSeconds runs out; undefined for a Job without one, or one that has not started. */
export function deadlineAtMs(job: Job, env: Env): number | undefined {
  const { activeDeadlineSeconds, suspend } = job.spec;
  if (activeDeadlineSeconds === undefined || suspend || !job.status?.startTime) return undefined;
  return env.parseTimestamp(job.status.startTime) + activeDeadlineSeconds * 1000;
}

function failJobMessage({ job, pods }: JobCounts): string | undefined {
  if (!job.spec.podFailurePolicy) return undefined;
  for (const pod of pods) {
    if (!isPodFailed(job, pod)) continue;
    const match = matchFailurePolicy(job, pod);
    if (match.action === 'FailJob') return match.message;
  }
  return undefined;
}

/** With restartPolicy OnFailure it is restarts that count. Source: pastBackoffLimitOnFailure. */
function isPastBackoffLimitOnFailure({ job, pods }: JobCounts): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    for (const container of all) restarts += container.restartCount;
  }
  const limit = job.spec.backoffLimit ?? 6;
  return limit === 0 ? restarts > 0 : restarts >= limit;
}
