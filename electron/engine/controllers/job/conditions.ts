import type { Job, JobCondition } from '../../../../shared/kubernetes/types/batch.ts';
import type { Env } from '../../env.ts';

export function jobCondition(job: Job, type: JobCondition['type']): JobCondition | undefined {
  return job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

export function isJobFinished(job: Job): boolean {
  return jobCondition(job, 'Complete') !== undefined || jobCondition(job, 'Failed') !== undefined;
}

export function newCondition(
  type: JobCondition['type'], status: 'True' | 'False', reason: string, message: string, env: Env,
): JobCondition {
  const now = env.timestamp();
  return { type, status, lastProbeTime: now, lastTransitionTime: now, reason, message };
}

/** Adds or replaces a condition; one that would be added as False is not; the same list when nothing differs. Source: ensureJobConditionStatus. */
export function ensureCondition(conditions: readonly JobCondition[], wanted: JobCondition): readonly JobCondition[] {
  const index = conditions.findIndex(({ type }) => type === wanted.type);
  const current = conditions[index];
  if (!current) return wanted.status === 'False' ? conditions : [...conditions, wanted];
  if (current.status === wanted.status && current.reason === wanted.reason && current.message === wanted.message) return conditions;
  return conditions.with(index, wanted);
}
