import { jsonEqual } from '../../../../shared/json.ts';
import { parseCronSchedule } from '../../../../shared/kubernetes/cron-schedule.ts';
import { zoneOffsetOf } from '../../../../shared/kubernetes/time-zone-offset.ts';
import type { ActionFacts, ActionOf } from '../../../../shared/decisions.ts';
import type { CronJob, Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import { isNamespaceTerminating } from '../apply-writes.ts';
import type { Outcome, Write } from '../controller.ts';
import { followJobs } from './active-jobs.ts';
import { deleteJobWrites, eventAbout, historyWrites, jobName, newJob } from './jobs.ts';
import { mostRecentStart, nextLookAfterMs, type StartTimes } from './schedule-times.ts';

type CronJobStatus = NonNullable<CronJob['status']>;

/** What is started in this pass, and when to look again. */
interface Plan {
  writes: Write[];
  afterMs: number;
  /** The Job that is to be made writes the status together with its own reference. */
  writesStatus?: boolean;
  /** What became of a time that has come. */
  time?: ActionFacts['CronTime'];
}

/** One look at a CronJob. Source: sync, syncCronJob, pkg/controller/cronjob/cronjob_controllerv2.go. */
export function reconcileCronJob(cronJob: CronJob, api: ApiReader, env: Env): Outcome {
  const jobs = [...api.byIndex<Job>('jobs', 'controller', cronJob.metadata.uid ?? '')];
  const { status, events } = followJobs(cronJob, jobs);
  const plan = planStart(cronJob, status, jobs, api, env);
  const statusWrites: Write[] = plan.writesStatus || jsonEqual(status, cronJob.status ?? {}) ? [] : [statusWrite(cronJob, status)];
  const writes = [...events, ...plan.writes, ...statusWrites, ...historyWrites(cronJob, jobs)];
  const decision: ActionOf<'CronTime'>[] = plan.time
    ? [{ kind: 'CronTime', objectUid: cronJob.metadata.uid ?? '', sinceMs: env.nowMs, atMs: env.nowMs, ...plan.time }] : [];
  // A schedule goes on for ever, so waiting for it is not what keeps the world from being quiet.
  return { kind: 'Done', writes, decisions: decision, ...(plan.afterMs < Infinity ? { requeue: { afterMs: plan.afterMs, background: true } } : {}) };
}

function planStart(cronJob: CronJob, status: CronJobStatus, jobs: readonly Job[], api: ApiReader, env: Env): Plan {
  const { spec, metadata } = cronJob;
  if (metadata.deletionTimestamp || spec.suspend) return { writes: [], afterMs: Infinity };
  const warn = (reason: string, message: string): Plan => ({ writes: [eventAbout(cronJob, 'Warning', reason, message)], afterMs: Infinity });
  const parsed = parseCronSchedule(spec.schedule);
  if (!parsed.ok) return warn('UnparseableSchedule', `unparseable schedule: ${JSON.stringify(spec.schedule)} : ${parsed.error}`);
  // A zone in the schedule itself, which nothing forbade once, holds in place of the field. Source: formatSchedule.
  const zone = (parsed.value.kind === 'Fields' ? parsed.value.timeZone : undefined) ?? spec.timeZone ?? 'UTC';
  const offset = zoneOffsetOf(zone);
  if (!offset) return warn('UnknownTimeZone', `invalid timeZone: ${JSON.stringify(zone)}: unknown time zone ${zone}`);

  const unixMs = (timestamp: string): number => Date.parse(timestamp);
  const epochMs = unixMs(env.timestamp(0));
  const times: StartTimes = {
    schedule: parsed.value, offset, createdMs: unixMs(metadata.creationTimestamp ?? env.timestamp()),
    lastScheduleMs: status.lastScheduleTime === undefined ? undefined : unixMs(status.lastScheduleTime),
    startingDeadlineMs: spec.startingDeadlineSeconds === undefined ? undefined : spec.startingDeadlineSeconds * 1000,
    nowMs: epochMs + env.nowMs,
  };
  const { mostRecentMs, missed } = mostRecentStart(times, true);
  const afterMs = nextLookAfterMs(times);
  const warnings = [
    ...(spec.schedule.includes('TZ') ? [eventAbout(cronJob, 'Warning', 'UnsupportedSchedule', zoneInSchedule(spec.schedule))] : []),
    ...(missed === 'Many' ? [eventAbout(cronJob, 'Warning', 'TooManyMissedTimes', tooManyMissed)] : []),
  ];
  if (mostRecentMs === undefined) return { writes: warnings, afterMs };
  const time = (outcome: ActionFacts['CronTime']['outcome'], job?: string): Pick<Plan, 'time'> => (
    { time: { outcome, scheduledAtMs: mostRecentMs - epochMs, missed, ...(job === undefined ? {} : { job }) } }
  );
  if (times.startingDeadlineMs !== undefined && mostRecentMs + times.startingDeadlineMs < times.nowMs) {
    const message = `Missed scheduled time to start a job: ${rfc1123(mostRecentMs)}`;
    return { writes: [...warnings, eventAbout(cronJob, 'Warning', 'MissSchedule', message)], afterMs, ...time('tooLate') };
  }
  const name = jobName(cronJob, mostRecentMs);
  const active = status.active ?? [];
  if (times.lastScheduleMs === mostRecentMs || active.some((reference) => reference.name === name)) return { writes: warnings, afterMs };
  if (spec.concurrencyPolicy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    return { writes: [...warnings, eventAbout(cronJob, 'Normal', 'JobAlreadyActive', message)], afterMs, ...time('stillRunning', active[0]?.name) };
  }
  const replaced = spec.concurrencyPolicy === 'Replace' ? jobs.filter((job) => active.some(({ uid }) => uid === job.metadata.uid)) : [];
  const scheduled: CronJobStatus = { ...status, lastScheduleTime: env.timestamp(mostRecentMs - epochMs) };
  if (replaced.length > 0) scheduled.active = active.filter(({ uid }) => !replaced.some((job) => job.metadata.uid === uid));
  const existing = jobs.find((job) => job.metadata.name === name);
  const deletions = replaced.flatMap((job) => deleteJobWrites(cronJob, job));
  // Somebody else's Job of that name stands for the one to be made, and nothing more is planned.
  if (!existing && api.get('jobs', `${metadata.namespace ?? ''}/${name}`)) return { writes: [...warnings, ...deletions], afterMs: Infinity };
  const started = (job: Job): Write => statusWrite(cronJob, { ...scheduled, active: [...(scheduled.active ?? []), referenceTo(job)] });
  return {
    writes: [
      ...warnings, ...deletions,
      ...(existing ? [started(existing)] : [creation(cronJob, newJob(cronJob, mostRecentMs, offset), started)]),
    ],
    afterMs: nextLookAfterMs({ ...times, lastScheduleMs: mostRecentMs }),
    writesStatus: true,
    ...time(existing ? 'exists' : replaced.length > 0 ? 'replaced' : 'started', name),
  };
}

function creation(cronJob: CronJob, job: Job, started: (job: Job) => Write): Write {
  return {
    verb: 'create', object: job,
    onCreated: (created) => [
      eventAbout(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${created.metadata.name}`), started(created as Job),
    ],
    onFailure: (status) => (
      isNamespaceTerminating(status) ? [] : [eventAbout(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${status.message}`)]
    ),
  };
}

const tooManyMissed = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';

function zoneInSchedule(schedule: string): string {
  return `CRON_TZ or TZ used in schedule ${JSON.stringify(schedule)} is not officially supported, `
    + 'see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details';
}

function statusWrite(cronJob: CronJob, status: CronJobStatus): Write {
  return { verb: 'updateStatus', object: { ...cronJob, status } as CronJob };
}

function referenceTo({ apiVersion, kind, metadata }: Job): NonNullable<CronJobStatus['active']>[number] {
  const { name, namespace, uid, resourceVersion } = metadata;
  return {
    apiVersion, kind, name, ...(namespace ? { namespace } : {}), ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}),
  };
}

/** As Go's time.RFC1123Z: `Thu, 01 Jan 2026 00:00:00 +0000`. */
function rfc1123(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
