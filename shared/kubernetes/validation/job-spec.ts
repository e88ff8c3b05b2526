import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, numbersOf, optionalFields, optionalNumber, optionalText, textOf } from '../fields.ts';
import { byteLength, labelKey } from '../names.ts';
import { validateDomainPrefixedPath } from './domain-prefixed-path.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, invalid, invalidAll, notSupported, required, tooLong, tooMany } from './field-errors.ts';
import { countIndexes } from './job-indexes.ts';
import { validateNotNegative } from './numbers.ts';
import { validatePodTemplate } from './pod-template.ts';

const maxIndexedParallelism = 100_000;
const maxLargeIndexed = 10_000;
const maxPolicyRules = 20;
const maxIndexesBytes = 64 * 1_024;
const conditionStatuses = ['False', 'True', 'Unknown'];

/** A Job's spec but for its selector, also inside a CronJob. Source: pkg/apis/batch/validation validateJobSpec. */
export function validateJobSpec(spec: Fields, path: string): FieldErrors {
  const errors = validateNotNegative(
    spec, path, 'parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex',
    'maxFailedIndexes',
  );
  if (isSet(spec, 'maxFailedIndexes') && !isSet(spec, 'backoffLimitPerIndex')) {
    errors.push(required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  }
  errors.push(...validateManagedBy(optionalText(spec, 'managedBy'), `${path}.managedBy`));
  const mode = optionalText(spec, 'completionMode');
  if (mode !== undefined && mode !== 'NonIndexed' && mode !== 'Indexed') {
    errors.push(notSupported(`${path}.completionMode`, mode, ['NonIndexed', 'Indexed']));
  }
  if (mode === 'Indexed') errors.push(...validateIndexed(spec, path));
  if (mode === undefined || mode === 'NonIndexed') errors.push(...validateNotIndexed(spec, path));
  const failurePolicy = optionalFields(spec, 'podFailurePolicy');
  if (failurePolicy) errors.push(...validateFailurePolicy(failurePolicy, spec, `${path}.podFailurePolicy`));
  const successPolicy = optionalFields(spec, 'successPolicy');
  if (successPolicy) {
    errors.push(...(mode === 'Indexed' ? validateSuccessPolicy(successPolicy, numberOf(spec, 'completions'), `${path}.successPolicy`)
      : [invalid(`${path}.successPolicy`, successPolicy, 'requires indexed completion mode')]));
  }
  errors.push(
    ...validateReplacementPolicy(optionalText(spec, 'podReplacementPolicy'), failurePolicy !== undefined, `${path}.podReplacementPolicy`),
  );
  errors.push(...validatePodTemplate(fieldsOf(spec, 'template'), `${path}.template`));
  errors.push(...validateRestartPolicy(spec, failurePolicy !== undefined, `${path}.template.spec.restartPolicy`));
  return errors;
}

function validateManagedBy(manager: string | undefined, path: string): FieldErrors {
  if (manager === undefined) return [];
  return [...validateDomainPrefixedPath(manager, path), ...(byteLength(manager) > 63 ? [tooLong(path, 63)] : [])];
}

function validateIndexed(spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const [completions, parallelism, maxFailed] = [
    optionalNumber(spec, 'completions'), optionalNumber(spec, 'parallelism'), optionalNumber(spec, 'maxFailedIndexes'),
  ];
  if (completions === undefined) errors.push(required(`${path}.completions`, 'when completion mode is Indexed'));
  if (parallelism !== undefined && parallelism > maxIndexedParallelism) {
    errors.push(
      invalid(`${path}.parallelism`, parallelism, `must be less than or equal to ${maxIndexedParallelism} when completion mode is Indexed`),
    );
  }
  if (completions !== undefined && maxFailed !== undefined && maxFailed > completions) {
    errors.push(invalid(`${path}.maxFailedIndexes`, maxFailed, 'must be less than or equal to completions'));
  }
  if (maxFailed !== undefined && maxFailed > maxIndexedParallelism) {
    errors.push(invalid(`${path}.maxFailedIndexes`, maxFailed, `must be less than or equal to ${maxIndexedParallelism}`));
  }
  if (completions !== undefined && completions > maxIndexedParallelism && isSet(spec, 'backoffLimitPerIndex')) {
    const when = `when completions are above ${maxIndexedParallelism} and used with backoff limit per index`;
    if (maxFailed === undefined) {
      errors.push(required(`${path}.maxFailedIndexes`, `must be specified when completions is above ${maxIndexedParallelism}`));
    }
    if (parallelism !== undefined && parallelism > maxLargeIndexed) {
      errors.push(invalid(`${path}.parallelism`, parallelism, `must be less than or equal to ${maxLargeIndexed} ${when}`));
    }
    if (maxFailed !== undefined && maxFailed > maxLargeIndexed) {
      errors.push(invalid(`${path}.maxFailedIndexes`, maxFailed, `must be less than or equal to ${maxLargeIndexed} ${when}`));
    }
  }
  return errors;
}

function validateNotIndexed(spec: Fields, path: string): FieldErrors {
  return ['backoffLimitPerIndex', 'maxFailedIndexes'].filter((field) => isSet(spec, field))
    .map((field) => invalid(`${path}.${field}`, spec[field], 'requires indexed completion mode'));
}

function validateReplacementPolicy(policy: string | undefined, hasFailurePolicy: boolean, path: string): FieldErrors {
  const supported = hasFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  return policy === undefined || supported.includes(policy) ? [] : [notSupported(path, policy, supported)];
}

/** Defaulting has made an absent policy Always, so both are told what is needed. */
function validateRestartPolicy(spec: Fields, hasFailurePolicy: boolean, path: string): FieldErrors {
  const policy = textOf(fieldsOf(fieldsOf(spec, 'template'), 'spec'), 'restartPolicy');
  if (policy === '' || policy === 'Always') return [required(path, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(path, policy, ['OnFailure', 'Never'])];
  return hasFailurePolicy && policy !== 'Never'
    ? [invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')]
    : [];
}

function validateFailurePolicy(policy: Fields, spec: Fields, path: string): FieldErrors {
  const rules = itemsOf(policy, 'rules');
  const tooManyRules = rules.length > maxPolicyRules ? [tooMany(`${path}.rules`, rules.length, maxPolicyRules)] : [];
  const podSpec = fieldsOf(fieldsOf(spec, 'template'), 'spec');
  const listed = [...itemsOf(podSpec, 'containers'), ...itemsOf(podSpec, 'initContainers')];
  const containers = new Set(listed.map((container) => textOf(container, 'name')));
  return [...tooManyRules, ...rules.flatMap((rule, index) => {
    const at = `${path}.rules[${index}]`;
    const errors = validateAction(textOf(rule, 'action'), isSet(spec, 'backoffLimitPerIndex'), `${at}.action`);
    const exitCodes = optionalFields(rule, 'onExitCodes');
    const conditions = itemsOf(rule, 'onPodConditions');
    if (exitCodes) errors.push(...validateExitCodes(exitCodes, containers, `${at}.onExitCodes`));
    errors.push(...validateConditions(conditions, `${at}.onPodConditions`));
    if (exitCodes && conditions.length > 0) {
      errors.push(invalid(at, '', 'specifying both OnExitCodes and OnPodConditions is not supported'));
    }
    if (!exitCodes && conditions.length === 0) {
      errors.push(invalid(at, '', 'specifying one of OnExitCodes and OnPodConditions is required'));
    }
    return errors;
  })];
}

function validateAction(action: string, perIndex: boolean, path: string): FieldErrors {
  const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
  if (action === '') return [required(path, quotedValues(actions))];
  if (!actions.includes(action)) return [notSupported(path, action, actions)];
  return action === 'FailIndex' && !perIndex ? [invalid(path, action, 'requires the backoffLimitPerIndex to be set')] : [];
}

function quotedValues(values: readonly string[]): string {
  return `valid values: [${values.map((value) => JSON.stringify(value)).join(' ')}]`;
}

function validateExitCodes(requirement: Fields, containers: ReadonlySet<string>, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const operator = textOf(requirement, 'operator');
  const values = numbersOf(requirement, 'values');
  if (operator === '') errors.push(required(`${path}.operator`, quotedValues(['In', 'NotIn'])));
  else if (operator !== 'In' && operator !== 'NotIn') errors.push(notSupported(`${path}.operator`, operator, ['In', 'NotIn']));
  const container = optionalText(requirement, 'containerName');
  if (container !== undefined && !containers.has(container)) {
    errors.push(invalid(`${path}.containerName`, container, 'must be one of the container or initContainer names in the pod template'));
  }
  if (values.length === 0) errors.push(invalid(`${path}.values`, values, 'at least one value is required'));
  if (values.length > 255) errors.push(tooMany(`${path}.values`, values.length, 255));
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0) errors.push(invalid(`${path}.values[${index}]`, value, 'must not be 0 for the In operator'));
    if (values.indexOf(value) < index) errors.push(duplicate(`${path}.values[${index}]`, value));
  });
  if (values.some((value, index) => index > 0 && value < (values[index - 1] ?? value))) {
    errors.push(invalid(`${path}.values`, values, 'must be ordered'));
  }
  return errors;
}

function validateConditions(patterns: readonly Fields[], path: string): FieldErrors {
  const tooManyPatterns = patterns.length > maxPolicyRules ? [tooMany(path, patterns.length, maxPolicyRules)] : [];
  return [...tooManyPatterns, ...patterns.flatMap((pattern, index) => {
    const [type, status] = [textOf(pattern, 'type'), textOf(pattern, 'status')];
    const errors = invalidAll(`${path}[${index}].type`, type, labelKey(type));
    if (status === '') errors.push(required(`${path}[${index}].status`, quotedValues(conditionStatuses)));
    else if (!conditionStatuses.includes(status)) errors.push(notSupported(`${path}[${index}].status`, status, conditionStatuses));
    return errors;
  })];
}

function validateSuccessPolicy(policy: Fields, completions: number, path: string): FieldErrors {
  const rules = itemsOf(policy, 'rules');
  if (rules.length === 0) return [required(`${path}.rules`, 'at least one rules must be specified when the successPolicy is specified')];
  const tooManyRules = rules.length > maxPolicyRules ? [tooMany(`${path}.rules`, rules.length, maxPolicyRules)] : [];
  return [...tooManyRules, ...rules.flatMap((rule, index) => {
    const at = `${path}.rules[${index}]`;
    const indexes = optionalText(rule, 'succeededIndexes');
    if (indexes === undefined && !isSet(rule, 'succeededCount')) {
      return [required(at, 'at least one of succeededCount or succeededIndexes must be specified')];
    }
    const errors: FieldErrors = [];
    let total = 0;
    if (indexes !== undefined) {
      if (byteLength(indexes) > maxIndexesBytes) errors.push(tooLong(`${at}.succeededIndexes`, maxIndexesBytes));
      const parsed = countIndexes(indexes, completions);
      if (parsed.ok) total = parsed.value;
      else errors.push(invalid(`${at}.succeededIndexes`, indexes, `error parsing succeededIndexes: ${parsed.error}`));
    }
    if (!isSet(rule, 'succeededCount')) return errors;
    const count = numberOf(rule, 'succeededCount');
    errors.push(...validateNotNegative(rule, at, 'succeededCount'));
    if (count > completions) {
      errors.push(
        invalid(`${at}.succeededCount`, count, `must be less than or equal to ${completions} (the number of specified completions)`),
      );
    }
    if (indexes !== undefined && count > total) {
      errors.push(
        invalid(
          `${at}.succeededCount`, count,
          `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`,
        ),
      );
    }
    return errors;
  })];
}
