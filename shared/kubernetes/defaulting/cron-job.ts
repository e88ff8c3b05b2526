import type { Fields } from '../fields.ts';
import { ensureFields, setDefault } from '../fields.ts';
import { defaultJobSpecParts } from './job.ts';

/** Source: batch/v1 SetDefaults_CronJob. The job template gets its own defaults only when a Job is made. */
export function defaultCronJob(cronJob: Fields): void {
  const spec = ensureFields(cronJob, 'spec');
  setDefault(spec, 'concurrencyPolicy', 'Allow');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'successfulJobsHistoryLimit', 3);
  setDefault(spec, 'failedJobsHistoryLimit', 1);
  defaultJobSpecParts(ensureFields(ensureFields(spec, 'jobTemplate'), 'spec'));
}
