import type { Fields } from '../../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, optionalNumber, optionalText, textOf, textsOf } from '../../fields.ts';
import { jsonEqual } from '../../../json.ts';
import type { FieldErrors } from '../field-errors.ts';
import { duplicate, invalid, required } from '../field-errors.ts';
import { countIndexes, sharedIndex } from '../job-indexes.ts';
import { validateNotNegative } from '../numbers.ts';

/**
 * Counters do not go down, an end is for ever, and what a finished job says of itself fits together. Most of it is asked only of writes that change
 * what it is about. Source: pkg/apis/batch/validation ValidateJobUpdateStatus, pkg/registry/batch/job/strategy.go getStatusValidationOptions.
 */
export function validateJobStatus(next: Fields, old: Fields): FieldErrors {
  const [status, before, spec] = [fieldsOf(next, 'status'), fieldsOf(old, 'status'), fieldsOf(next, 'spec')];
  return [
    ...validateNotNegative(status, 'status', 'active', 'succeeded', 'failed', 'ready', 'terminating'),
    ...validateUncounted(fieldsOf(status, 'uncountedTerminatedPods')), ...validateConditions(status, before, isSet(spec, 'successPolicy')),
    ...validateTimes(status, before, spec), ...validateFinished(status, before, spec), ...validateCounters(status, before, spec),
    ...validateIndexes(status, before, spec),
  ];
}

const is = (status: Fields, ...types: string[]) => itemsOf(status, 'conditions')
  .some((condition) => types.includes(textOf(condition, 'type')) && textOf(condition, 'status') === 'True');
const isFinished = (status: Fields) => is(status, 'Complete', 'Failed');

/** Pods that ended but do not count yet, each once. */
function validateUncounted(uncounted: Fields): FieldErrors {
  const seen = new Set<string>();
  return ['succeeded', 'failed'].flatMap((list) => textsOf(uncounted, list).flatMap((uid, index) => {
    const path = `status.uncountedTerminatedPods.${list}[${index}]`;
    if (uid === '') return [invalid(path, uid, 'must not be empty')];
    const isRepeated = seen.has(uid);
    seen.add(uid);
    return isRepeated ? [duplicate(path, uid)] : [];
  }));
}

function validateConditions(status: Fields, before: Fields, hasSuccessPolicy: boolean): FieldErrors {
  const path = 'status.conditions';
  const changed = (...types: string[]) => types.some((type) => is(status, type) !== is(before, type));
  const errors: FieldErrors = [];
  for (const other of ['Failed', 'FailureTarget']) {
    if (changed('Complete', other) && is(status, 'Complete') && is(status, other)) {
      errors.push(invalid(path, undefined, `cannot set Complete=True and ${other}=true conditions`));
    }
  }
  if (changed('Complete', 'SuccessCriteriaMet') && is(status, 'Complete') && !is(status, 'SuccessCriteriaMet')) {
    errors.push(invalid(path, undefined, 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition'));
  }
  if (changed('Failed', 'FailureTarget') && is(status, 'Failed') && !is(status, 'FailureTarget')) {
    errors.push(invalid(path, undefined, 'cannot set Failed=True condition without the FailureTarget=true condition'));
  }
  for (const other of ['Failed', 'FailureTarget']) {
    if (is(status, 'SuccessCriteriaMet') && is(status, other)) {
      errors.push(invalid(path, undefined, `cannot set SuccessCriteriaMet=True and ${other}=true conditions`));
    }
  }
  if (hasSuccessPolicy && is(status, 'Complete') && !is(status, 'SuccessCriteriaMet')) {
    errors.push(invalid(path, undefined, 'cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True'));
  }
  for (const type of ['Failed', 'Complete', 'FailureTarget']) {
    if (is(before, type) && !is(status, type)) errors.push(invalid(path, undefined, `cannot disable the terminal ${type}=True condition`));
  }
  if (is(before, 'SuccessCriteriaMet') && !is(status, 'SuccessCriteriaMet')) {
    errors.push(invalid(path, undefined, 'cannot disable the SuccessCriteriaMet=True condition'));
  }
  if (is(before, 'Complete') && !is(before, 'SuccessCriteriaMet') && is(status, 'SuccessCriteriaMet')) {
    errors.push(invalid(path, undefined, 'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions'));
  }
  return errors;
}

function validateTimes(status: Fields, before: Fields, spec: Fields): FieldErrors {
  const [started, ended] = [textOf(status, 'startTime'), textOf(status, 'completionTime')];
  const [startChanged, endChanged] = ['startTime', 'completionTime'].map((field) => !jsonEqual(status[field], before[field]));
  const errors: FieldErrors = [];
  if (endChanged || is(status, 'Complete') !== is(before, 'Complete')) {
    if (ended !== '' && !is(status, 'Complete')) {
      errors.push(invalid('status.completionTime', ended, 'cannot set completionTime when there is no Complete=True condition'));
    }
    if (ended === '' && is(status, 'Complete')) errors.push(required('status.completionTime', 'completionTime is required for Complete jobs'));
  }
  if ((startChanged || endChanged) && started !== '' && ended !== '' && Date.parse(ended) < Date.parse(started)) {
    errors.push(invalid('status.completionTime', ended, 'completionTime cannot be set before startTime'));
  }
  if (startChanged && isSet(before, 'startTime') && spec['suspend'] !== true) {
    // Also when it is only changed.
    errors.push(required('status.startTime', 'startTime cannot be removed for unsuspended job'));
  }
  if (endChanged && ended !== '' && isSet(before, 'completionTime')) {
    errors.push(invalid('status.completionTime', ended, 'completionTime cannot be mutated'));
  }
  return errors;
}

function validateFinished(status: Fields, before: Fields, spec: Fields): FieldErrors {
  if (!isFinished(status)) return [];
  const asked = (field: string) => !isFinished(before) || !jsonEqual(status[field], before[field]);
  const errors: FieldErrors = [];
  for (const field of ['active', 'terminating']) {
    if (asked(field) && numberOf(status, field) > 0) errors.push(invalid(`status.${field}`, status[field], `${field}>0 is invalid for finished job`));
  }
  const endedUnstarted = spec['suspend'] === true && numberOf(spec, 'completions') === 0;
  if (asked('startTime') && !isSet(status, 'startTime') && !endedUnstarted) {
    errors.push(required('status.startTime', 'startTime is required for finished job'));
  }
  const uncounted = fieldsOf(status, 'uncountedTerminatedPods');
  if (asked('uncountedTerminatedPods') && textsOf(uncounted, 'failed').length + textsOf(uncounted, 'succeeded').length > 0) {
    errors.push(invalid('status.uncountedTerminatedPods', uncounted, 'uncountedTerminatedPods needs to be empty for finished job'));
  }
  return errors;
}

function validateCounters(status: Fields, before: Fields, spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const readyAsked = ['ready', 'active'].some((field) => !jsonEqual(status[field], before[field]));
  if (readyAsked && numberOf(status, 'ready') > numberOf(status, 'active')) {
    errors.push(invalid('status.ready', status['ready'], 'cannot set more ready pods than active'));
  }
  // An indexed job that shrinks loses what it had done.
  const mayShrink = textOf(spec, 'completionMode') === 'Indexed' && jsonEqual(spec['completions'], spec['parallelism']);
  for (const field of mayShrink ? ['failed'] : ['succeeded', 'failed']) {
    if (numberOf(status, field) < numberOf(before, field)) errors.push(invalid(`status.${field}`, numberOf(status, field), `cannot decrease the ${field} counter`));
  }
  return errors;
}

/** Which indexes of an indexed job are done and which failed for good, when that changes. */
function validateIndexes(status: Fields, before: Fields, spec: Fields): FieldErrors {
  const [doneAsked, failedAsked] = ['completedIndexes', 'failedIndexes'].map((field) => !jsonEqual(status[field], before[field]));
  const [done, failed] = [textOf(status, 'completedIndexes'), optionalText(status, 'failedIndexes')];
  const completions = optionalNumber(spec, 'completions');
  const isPerIndex = isSet(spec, 'backoffLimitPerIndex');
  const errors: FieldErrors = [];
  const read = (field: string, text: string) => {
    const count = countIndexes(text, completions ?? 0);
    if (!count.ok) errors.push(invalid(`status.${field}`, text, `error parsing ${field}: ${count.error}`));
  };
  if (doneAsked && completions !== undefined) read('completedIndexes', done);
  if (failedAsked && completions !== undefined && isPerIndex && failed !== undefined) read('failedIndexes', failed);
  if (doneAsked && done !== '' && textOf(spec, 'completionMode') !== 'Indexed') {
    errors.push(invalid('status.completedIndexes', done, 'cannot set non-empty completedIndexes when non-indexed completion mode'));
  }
  if (failedAsked && failed !== undefined && !isPerIndex) {
    errors.push(invalid('status.failedIndexes', failed, 'cannot set non-null failedIndexes when backoffLimitPerIndex is null'));
  }
  if ((doneAsked || failedAsked) && completions !== undefined && failed !== undefined) {
    const shared = sharedIndex(done, failed, completions);
    if (shared !== undefined) {
      errors.push(invalid('status.failedIndexes', failed, `failedIndexes and completedIndexes overlap at index: ${shared}`));
    }
  }
  return errors;
}
