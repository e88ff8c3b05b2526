import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, optionalText, textOf } from '../fields.ts';
import { parseCronSchedule } from '../cron-schedule.ts';
import { byteLength } from '../names.ts';
import { isTimeZone } from '../time-zone-names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, notSupported, required } from './field-errors.ts';
import { validateJobSpec } from './job-spec.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateNotNegative } from './numbers.ts';
import type { KindValidation } from './validate.ts';

/** The controller appends a dash and ten digits to make the names of jobs. */
export const maxNameBytes = 52;

/** Source: pkg/apis/batch/validation ValidateCronJobCreate, ValidateCronJobUpdate. */
export const cronJobValidation: KindValidation = {
  create: (cronJob) => {
    const metadata = fieldsOf(cronJob, 'metadata');
    const name = textOf(metadata, 'name');
    const errors = [...validateObjectMeta(metadata, true, dns1123SubdomainName), ...validateCronJobSpec(fieldsOf(cronJob, 'spec'))];
    if (byteLength(name) > maxNameBytes) errors.push(invalid('metadata.name', name, `must be no more than ${maxNameBytes} characters`));
    return errors;
  },
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateCronJobSpec(fieldsOf(next, 'spec'), fieldsOf(old, 'spec')),
  ],
};

function validateCronJobSpec(spec: Fields, old?: Fields): FieldErrors {
  const errors = validateSchedule(spec, textOf(old, 'schedule').includes('TZ'), 'spec.schedule');
  if (!old || spec['timeZone'] !== old['timeZone']) errors.push(...validateTimeZone(optionalText(spec, 'timeZone'), 'spec.timeZone'));
  errors.push(...validateNotNegative(spec, 'spec', 'startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'));
  const policy = textOf(spec, 'concurrencyPolicy');
  const policies = ['Allow', 'Forbid', 'Replace'];
  if (policy === '') errors.push(required('spec.concurrencyPolicy'));
  else if (!policies.includes(policy)) errors.push(notSupported('spec.concurrencyPolicy', policy, policies));
  const jobSpec = fieldsOf(fieldsOf(spec, 'jobTemplate'), 'spec');
  const path = 'spec.jobTemplate.spec';
  errors.push(...validateJobSpec(jobSpec, path));
  if (isSet(jobSpec, 'selector')) errors.push(invalid(`${path}.selector`, jobSpec['selector'], '`selector` will be auto-generated'));
  if (jobSpec['manualSelector'] === true) errors.push(notSupported(`${path}.manualSelector`, true, ['nil', 'false']));
  return errors;
}

/** @param hadZone a zone was in the schedule before, where no new one may be */
function validateSchedule(spec: Fields, hadZone: boolean, path: string): FieldErrors {
  const schedule = textOf(spec, 'schedule');
  if (schedule === '') return [required(path)];
  const errors: FieldErrors = [];
  const parsed = parseCronSchedule(schedule);
  if (!parsed.ok) errors.push(invalid(path, schedule, parsed.error));
  if (!schedule.includes('TZ')) return errors;
  if (!hadZone) errors.push(invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  else if (isSet(spec, 'timeZone')) {
    errors.push(invalid(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'));
  }
  return errors;
}

function validateTimeZone(zone: string | undefined, path: string): FieldErrors {
  if (zone === undefined) return [];
  if (zone === '') return [invalid(path, zone, 'timeZone must be nil or non-empty string')];
  const errors: FieldErrors = [];
  if (zone.toLowerCase() === 'local') {
    errors.push(invalid(path, zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'));
  }
  if (zone !== 'Local' && !isTimeZone(zone)) errors.push(invalid(path, zone, `unknown time zone ${zone}`));
  return errors;
}
