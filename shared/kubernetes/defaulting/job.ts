import type { Fields } from '../fields.ts';
import { ensureFields, fieldsOf, isSet, itemsOf, optionalFields, setDefault, textMapOf } from '../fields.ts';
import { defaultPodTemplate } from './pod.ts';

const maxInt32 = 2_147_483_647;

/** Source: batch/v1 SetDefaults_Job. */
export function defaultJob(job: Fields): void {
  const spec = ensureFields(job, 'spec');
  if (!isSet(spec, 'completions') && !isSet(spec, 'parallelism')) spec['completions'] = 1;
  setDefault(spec, 'parallelism', 1);
  setDefault(spec, 'backoffLimit', isSet(spec, 'backoffLimitPerIndex') ? maxInt32 : 6);
  const templateLabels = textMapOf(fieldsOf(fieldsOf(spec, 'template'), 'metadata'), 'labels');
  const metadata = ensureFields(job, 'metadata');
  if (Object.keys(templateLabels).length > 0 && Object.keys(textMapOf(metadata, 'labels')).length === 0) {
    metadata['labels'] = { ...templateLabels };
  }
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'manualSelector', false);
  setDefault(spec, 'podReplacementPolicy', isSet(spec, 'podFailurePolicy') ? 'Failed' : 'TerminatingOrFailed');
  defaultJobSpecParts(spec);
}

/** What the job of a CronJob gets already in its template. */
export function defaultJobSpecParts(spec: Fields): void {
  for (const rule of itemsOf(optionalFields(spec, 'podFailurePolicy'), 'rules')) {
    for (const pattern of itemsOf(rule, 'onPodConditions')) setDefault(pattern, 'status', 'True');
  }
  defaultPodTemplate(spec);
}
