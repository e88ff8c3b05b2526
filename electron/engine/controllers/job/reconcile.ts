import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { Job, JobCondition, JobStatus } from '../../../../shared/kubernetes/types/batch.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import { claimObjects } from '../claim.ts';
import { nothingToDo, type Outcome, type Write } from '../controller.ts';
import type { BackOffRecord } from './back-off.ts';
import { ensureCondition, isJobFinished, newCondition } from './conditions.ts';
import { countJob, type JobCounts } from './counting.ts';
import { hasTrackingFinalizer, trackingFinalizer, withoutTrackingFinalizer } from './job-pods.ts';
import { deleteActivePods, eventAbout, managePods, readyAmong, type PodPlan } from './manage.ts';
import { jobDecisions } from './decisions.ts';
import { completedCondition, deadlineAtMs, decidedCondition } from './outcome.ts';
import { trackingWrites } from './tracking.ts';

const ownController = 'kubernetes.io/job-controller';

/**
 * One look at a Job.
 * @param record failures that earlier passes saw
 * @returns what to do, and the failures seen by now
 * Source: syncJob, pkg/controller/job/job_controller.go.
 */
export function reconcileJob(
  stored: Job, api: ApiReader, record: BackOffRecord | undefined, env: Env,
): { outcome: Outcome; record: BackOffRecord | undefined } {
  const { uid = '', namespace = '' } = stored.metadata;
  if (stored.spec.managedBy !== undefined && stored.spec.managedBy !== ownController) return { outcome: nothingToDo, record };
  const owned = [...api.byIndex<Pod>('pods', 'controller', uid)];
  if (isJobFinished(stored)) return { outcome: release(owned.filter(hasTrackingFinalizer)), record: undefined };
  const claim = claimObjects(
    stored, matcherOf(stored.spec.selector), owned, api.byIndex<Pod>('pods', 'controller', `orphans/${namespace}`), trackingFinalizer,
  );
  const job = started(stored, env);
  const counts = countJob(job, claim.claimed, record, env);
  const decided = decidedCondition(counts, env);
  let plan: PodPlan = { writes: [], active: counts.active.length, deleted: [], retryAfterMs: Infinity };
  if (decided) plan = deleteActivePods(counts);
  else if (!job.metadata.deletionTimestamp) {
    // What has finished is counted even when new pods are refused.
    const before = plan;
    plan = managePods(counts, (made) => completed(counts, stored, undefined, { ...before, active: before.active + made }, env).writes, env);
  }
  const rest = completed(counts, stored, decided, plan, env);
  const deadlineMs = rest.decided ? undefined : deadlineAtMs(rest.job, env);
  const afterMs = Math.min(plan.retryAfterMs, deadlineMs === undefined ? Infinity : deadlineMs - env.nowMs);
  const writes = [...claim.writes, ...plan.writes, ...rest.writes];
  return {
    outcome: { kind: 'Done', writes, decisions: jobDecisions(counts, plan.retryAfterMs, env), ...(afterMs < Infinity ? { requeue: { afterMs } } : {}) }, record: counts.backOff,
  };
}

/** The rest of a pass, once its pods are made or deleted: whether the work is done, suspension, status, finalizers. */
function completed(
  counts: JobCounts, stored: Job, decidedBefore: JobCondition | undefined, plan: PodPlan, env: Env,
): { job: Job; decided: JobCondition | undefined; writes: Write[] } {
  const decided = decidedBefore ?? completedCondition(counts, plan.active, env);
  const undecided = !decided && !counts.job.metadata.deletionTimestamp;
  const resumed = undecided ? withSuspension(counts.job, env) : { job: counts.job, writes: [] };
  const job: Job = { ...resumed.job, status: withPodCounts(resumed.job.status ?? {}, counts, plan) };
  return { job, decided, writes: [...resumed.writes, ...trackingWrites(job, stored.status, counts, decided, env)] };
}

function started(job: Job, env: Env): Job {
  if (job.status?.startTime || job.spec.suspend) return job;
  return { ...job, status: { ...job.status, startTime: env.timestamp() } };
}

/** The Suspended condition follows `spec.suspend`; a resumed Job starts anew as to its deadline. */
function withSuspension(job: Job, env: Env): { job: Job; writes: Write[] } {
  const before = job.status?.conditions ?? [];
  const wanted = job.spec.suspend
    ? newCondition('Suspended', 'True', 'JobSuspended', 'Job suspended', env)
    : newCondition('Suspended', 'False', 'JobResumed', 'Job resumed', env);
  const conditions = ensureCondition(before, wanted);
  if (conditions === before) return { job, writes: [] };
  const status: JobStatus = { ...job.status, conditions: [...conditions] };
  if (!job.spec.suspend) status.startTime = env.timestamp();
  const event = eventAbout(job, 'Normal', job.spec.suspend ? 'Suspended' : 'Resumed', wanted.message ?? '');
  return { job: { ...job, status }, writes: [event] };
}

/** Zero is left out for `active`, and told for `ready` and `terminating`, as in the API's JSON. */
function withPodCounts(status: JobStatus, counts: JobCounts, { active, deleted }: PodPlan): JobStatus {
  const { active: _before, ...others } = status;
  return {
    ...others, ...(active > 0 ? { active } : {}),
    ready: counts.ready - readyAmong(deleted), terminating: counts.terminating + deleted.length,
    uncountedTerminatedPods: status.uncountedTerminatedPods ?? {},
  };
}

function release(pods: readonly Pod[]): Outcome {
  return { kind: 'Done', writes: pods.map((pod): Write => ({ verb: 'update', object: withoutTrackingFinalizer(pod) })) };
}
