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
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateCronJobSpec(fieldsOf(next, 'spec')),
  ],
};

function validateCronJobSpec(spec: Fields): FieldErrors {
  const errors = validateSchedule(textOf(spec, 'schedule'), 'spec.schedule');
  errors.push(...validateTimeZone(optionalText(spec, 'timeZone'), 'spec.timeZone'));
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

function validateSchedule(schedule: string, path: string): FieldErrors {
  if (schedule === '') return [required(path)];
  const errors: FieldErrors = [];
  const parsed = parseCronSchedule(schedule);
  if (!parsed.ok) errors.push(invalid(path, schedule, parsed.error));
  if (schedule.includes('TZ')) errors.push(invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  return errors;
}

function validateTimeZone(zone: string | undefined, path: string): FieldErrors {
  if (zone === undefined) return [];
  if (zone === '') return [invalid(path, zone, 'timeZone must be nil or non-empty string')];
  if (zone.toLowerCase() === 'local') {
    return [invalid(path, zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones')];
  }
  return isTimeZone(zone) ? [] : [invalid(path, zone, `unknown time zone ${zone}`)];
}
