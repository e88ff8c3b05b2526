import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { ZoneOffset } from '../../../../shared/kubernetes/cron-next.ts';
import type { CronJob, Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { EventWrite, Write } from '../controller.ts';
import { jobCondition } from '../job/conditions.ts';
import { newControllerRef } from '../owner-references.ts';
import { zonedTimestamp } from './schedule-times.ts';

const scheduledTimestampAnnotation = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** One name per scheduled time, so that a Job is not started twice. Source: getJobName. */
export function jobName(cronJob: CronJob, scheduledMs: number): string {
  return `${cronJob.metadata.name}-${Math.floor(scheduledMs / 60_000)}`;
}

/** Source: getJobFromTemplate2. */
export function newJob(cronJob: CronJob, scheduledMs: number, offset: ZoneOffset): Job {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: {
      name: jobName(cronJob, scheduledMs),
      ...(cronJob.metadata.namespace ? { namespace: cronJob.metadata.namespace } : {}),
      ...(metadata?.labels ? { labels: metadata.labels } : {}),
      annotations: { ...metadata?.annotations, [scheduledTimestampAnnotation]: zonedTimestamp(scheduledMs, offset) },
      ownerReferences: [newControllerRef(cronJob)],
    },
    spec,
  };
}

/** Deletes a Job with its pods. Source: deleteJob. */
export function deleteJobWrites(cronJob: CronJob, job: Job): Write[] {
  return [
    { verb: 'delete', resource: 'jobs', key: objectKey(job), options: { propagationPolicy: 'Background' } },
    eventAbout(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name}`),
  ];
}

/** Deletes the oldest finished Jobs beyond the history limits. Source: cleanupFinishedJobs. */
export function historyWrites(cronJob: CronJob, jobs: readonly Job[]): Write[] {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob.spec;
  return [
    ...oldestBeyond(cronJob, jobs.filter((job) => jobCondition(job, 'Complete')), successfulJobsHistoryLimit),
    ...oldestBeyond(cronJob, jobs.filter((job) => jobCondition(job, 'Failed')), failedJobsHistoryLimit),
  ];
}

function oldestBeyond(cronJob: CronJob, jobs: readonly Job[], limit: number | undefined): Write[] {
  if (limit === undefined) return [];
  const byStart = jobs.filter(({ metadata }) => !metadata.deletionTimestamp).sort(
    (a, b) => compare(a.status?.startTime ?? '~', b.status?.startTime ?? '~') || compare(a.metadata.name, b.metadata.name),
  );
  return byStart.slice(0, Math.max(byStart.length - limit, 0)).flatMap((job) => deleteJobWrites(cronJob, job));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function eventAbout(cronJob: CronJob, type: 'Normal' | 'Warning', reason: string, message: string): EventWrite {
  return { verb: 'event', about: cronJob, record: { type, reason, message } };
}
