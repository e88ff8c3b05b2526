import type { Fields } from '../fields.ts';
import { fieldsOf, optionalFields, textOf } from '../fields.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, notSupported, required } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { percentOf, validateAtMost100Percent, validateIntOrPercent, validateNotNegative } from './numbers.ts';
import { validateLongRunning, validatePodTemplate, validateTemplateForSelector, validateWorkloadSelector } from './pod-template.ts';
import { selectorFromObject } from '../label-selector.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { KindValidation } from './validate.ts';

/** Source: pkg/apis/apps/validation ValidateDaemonSet. */
export const daemonSetValidation: KindValidation = {
  create: (daemonSet) => [
    ...validateObjectMeta(fieldsOf(daemonSet, 'metadata'), true, dns1123SubdomainName),
    ...validateDaemonSetSpec(fieldsOf(daemonSet, 'spec')),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateDaemonSetSpec(fieldsOf(next, 'spec')),
    ...validateImmutable(fieldsOf(next, 'spec')['selector'], fieldsOf(old, 'spec')['selector'], 'spec.selector'),
  ],
};

/** A missing selector is no error of its own here: it selects nothing, so the template does not match. */
function validateDaemonSetSpec(spec: Fields): FieldErrors {
  const errors = validateWorkloadSelector(spec, 'spec.selector', { empty: 'empty selector is invalid for daemonset', required: false });
  const usable = selectorFromObject(optionalFields(spec, 'selector') as LabelSelector | undefined).ok;
  errors.push(
    ...(usable ? validateTemplateForSelector(spec, 'spec.template') : validatePodTemplate(fieldsOf(spec, 'template'), 'spec.template')),
  );
  return [
    ...errors, ...validateLongRunning(fieldsOf(spec, 'template'), 'spec.template', 'DaemonSet'),
    ...validateNotNegative(spec, 'spec', 'minReadySeconds', 'revisionHistoryLimit'),
    ...validateUpdateStrategy(fieldsOf(spec, 'updateStrategy'), 'spec.updateStrategy'),
  ];
}

function validateUpdateStrategy(strategy: Fields, path: string): FieldErrors {
  const type = textOf(strategy, 'type');
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') return [notSupported(path, strategy, ['RollingUpdate', 'OnDelete'])];
  const rollingUpdate = optionalFields(strategy, 'rollingUpdate');
  if (!rollingUpdate) return [required(`${path}.rollingUpdate`)];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const at = `${path}.rollingUpdate`;
  const errors: FieldErrors = [];
  for (const [field, value] of [['maxUnavailable', maxUnavailable], ['maxSurge', maxSurge]] as const) {
    errors.push(...validateIntOrPercent(value, `${at}.${field}`), ...validateAtMost100Percent(value, `${at}.${field}`));
  }
  const [unavailable, surge] = [percentOf(maxUnavailable) !== 0, percentOf(maxSurge) !== 0];
  if (unavailable && surge) errors.push(invalid(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  if (!unavailable && !surge) errors.push(required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  return errors;
}
