import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { CronJob, Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import type { World } from '../../../engine/world.ts';
import { historyOf } from '../chain.ts';
import { conditionSteps, fieldEvidence, says, subject } from './shared.ts';

/** Why a Job is complete, failed, suspended or still running. */
export function explainJob(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<Job>(world, ref);
  const { active = 0, succeeded = 0, failed = 0, conditions = [] } = object.status ?? {};
  const isTrue = (type: string): NonNullable<typeof conditions>[number] | undefined => conditions.find((condition) => condition.type === type && condition.status === 'True');
  const failure = isTrue('Failed') ?? isTrue('FailureTarget');
  const wanted = object.spec.completions ?? '–';
  const key = failure ? 'failed' : (isTrue('Complete') ?? isTrue('SuccessCriteriaMet')) ? 'complete' : object.spec.suspend === true ? 'suspended' : 'running';
  return {
    headline: says(`job.${key}`, { name: ref.name, count: succeeded, reason: failure?.reason ?? '', active, succeeded, failed, wanted }),
    ...(failure?.message ? { detail: says('plain', { text: failure.message }) } : key === 'running' ? { detail: says('job.counts', { active, succeeded, failed, wanted }) } : {}),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.parallelism', says('job.field.parallelism')),
      ...fieldEvidence(world, ref, object, 'spec.backoffLimit', says('job.field.backoffLimit')),
      ...fieldEvidence(world, ref, object, 'spec.activeDeadlineSeconds', says('job.field.deadline')),
      ...fieldEvidence(world, ref, object, 'spec.podFailurePolicy', says('job.field.failurePolicy')),
      ...fieldEvidence(world, ref, object, 'spec.successPolicy', says('job.field.successPolicy')),
      ...fieldEvidence(world, ref, object, 'spec.template.spec.restartPolicy', says('job.field.restartPolicy')),
      historyOf(world, object, conditionSteps(world, object)),
    ],
    remedies: [],
  };
}

/** Why a CronJob has started a Job, or none: schedule, suspension, the Jobs that still run, and what its Events say of missed times. */
export function explainCronJob(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<CronJob>(world, ref);
  const active = object.status?.active ?? [];
  const { suspend, concurrencyPolicy = 'Allow', schedule } = object.spec;
  const holdsBack = active.length > 0 && concurrencyPolicy === 'Forbid';
  const key = suspend === true ? 'suspended' : holdsBack ? 'forbidden' : active.length > 0 ? 'running' : object.status?.lastScheduleTime ? 'waits' : 'never';
  return {
    headline: says(`cron.${key}`, { name: ref.name, schedule, count: active.length, jobs: active.map((job) => job.name ?? '').join(', ') }),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.schedule', says('cron.field.schedule')),
      ...fieldEvidence(world, ref, object, 'spec.timeZone', says('cron.field.timeZone')),
      ...fieldEvidence(world, ref, object, 'spec.suspend', says('cron.field.suspend')),
      ...fieldEvidence(world, ref, object, 'spec.concurrencyPolicy', says('cron.field.concurrency')),
      ...fieldEvidence(world, ref, object, 'spec.startingDeadlineSeconds', says('cron.field.deadline')),
      historyOf(world, object),
    ],
    remedies: suspend === true ? [{ text: says('cron.remedy.resume'), writes: `CronJob/${ref.name} spec.suspend: false`, change: [{ op: 'patch', ref, patch: { spec: { suspend: false } } }] }] : [],
  };
}
