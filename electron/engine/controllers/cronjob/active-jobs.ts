import type { CronJob, Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { EventWrite } from '../controller.ts';
import { isJobFinished, jobCondition } from '../job/conditions.ts';
import { eventAbout } from './jobs.ts';

type CronJobStatus = NonNullable<CronJob['status']>;

/** Brings the list of active Jobs and the time of the last success up to date. Source: syncCronJob, first half, cronjob_controllerv2.go. */
export function followJobs(cronJob: CronJob, jobs: readonly Job[]): { status: CronJobStatus; events: EventWrite[] } {
  const events: EventWrite[] = [];
  const status: CronJobStatus = { ...cronJob.status };
  const listed = new Set((status.active ?? []).map((reference) => reference.uid));
  const gone = new Set<string | undefined>();
  for (const job of jobs) {
    const { uid, name } = job.metadata;
    if (!isJobFinished(job)) {
      if (listed.has(uid)) continue;
      const message = `Saw a job that the controller did not create or forgot: ${name}`;
      events.push(eventAbout(cronJob, 'Warning', 'UnexpectedJob', message));
      continue;
    }
    const complete = jobCondition(job, 'Complete') !== undefined;
    if (listed.has(uid)) {
      gone.add(uid);
      const message = `Saw completed job: ${name}, condition: ${complete ? 'Complete' : 'Failed'}`;
      events.push(eventAbout(cronJob, 'Normal', 'SawCompletedJob', message));
    }
    const { completionTime } = job.status ?? {};
    // Whole seconds in UTC compare as text.
    if (complete && completionTime && completionTime > (status.lastSuccessfulTime ?? '')) status.lastSuccessfulTime = completionTime;
  }
  const existing = new Set(jobs.map((job) => job.metadata.uid));
  for (const { uid, name } of status.active ?? []) {
    if (existing.has(uid ?? '')) continue;
    gone.add(uid);
    events.push(eventAbout(cronJob, 'Normal', 'MissingJob', `Active job went missing: ${name}`));
  }
  if (gone.size > 0) status.active = (status.active ?? []).filter((reference) => !gone.has(reference.uid));
  if (status.active?.length === 0) delete status.active;
  return { status, events };
}
