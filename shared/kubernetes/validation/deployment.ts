import type { Fields } from '../fields.ts';
import { fieldsOf, numberOf, optionalFields, optionalNumber, textOf } from '../fields.ts';
import { selectorFromObject } from '../label-selector.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, notSupported } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { percentOf, validateAtMost100Percent, validateIntOrPercent, validateNotNegative } from './numbers.ts';
import { validateLongRunning, validateTemplateForSelector, validateWorkloadSelector } from './pod-template.ts';
import type { KindValidation } from './validate.ts';

/** Source: pkg/apis/apps/validation ValidateDeployment. */
export const deploymentValidation: KindValidation = {
  create: (deployment) => [
    ...validateObjectMeta(fieldsOf(deployment, 'metadata'), true, dns1123SubdomainName),
    ...validateDeploymentSpec(fieldsOf(deployment, 'spec')),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateDeploymentSpec(fieldsOf(next, 'spec')),
    ...validateImmutable(fieldsOf(next, 'spec')['selector'], fieldsOf(old, 'spec')['selector'], 'spec.selector'),
  ],
};

function validateDeploymentSpec(spec: Fields): FieldErrors {
  const errors = [
    ...validateNotNegative(spec, 'spec', 'replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'),
    ...validateReplicatedPods(spec, 'empty selector is invalid for deployment'),
    ...validateStrategy(fieldsOf(spec, 'strategy'), 'spec.strategy'),
  ];
  const deadline = optionalNumber(spec, 'progressDeadlineSeconds');
  if (deadline !== undefined && deadline <= numberOf(spec, 'minReadySeconds')) {
    errors.push(invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  }
  return errors;
}

/** Selector and template of Deployments and ReplicaSets alike. A selector that cannot be used hides the errors of the template. */
export function validateReplicatedPods(spec: Fields, emptyText: string): FieldErrors {
  const errors = validateWorkloadSelector(spec, 'spec.selector', { empty: emptyText, required: true });
  const selector = optionalFields(spec, 'selector') as LabelSelector | undefined;
  const converted = selectorFromObject(selector);
  if (!converted.ok) return [...errors, invalid('spec.selector', selector, `invalid label selector: ${converted.error}`)];
  return [
    ...errors, ...validateTemplateForSelector(spec, 'spec.template'), ...validateLongRunning(
      fieldsOf(spec, 'template'), 'spec.template', 'ReplicaSet',
    ),
  ];
}

function validateStrategy(strategy: Fields, path: string): FieldErrors {
  const rollingUpdate = optionalFields(strategy, 'rollingUpdate');
  switch (textOf(strategy, 'type')) {
    case 'Recreate':
      return rollingUpdate ? [forbidden(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")] : [];
    case 'RollingUpdate':
      return validateRollingUpdate(rollingUpdate ?? {}, `${path}.rollingUpdate`);
    default:
      return [notSupported(path, strategy, ['Recreate', 'RollingUpdate'])];
  }
}

function validateRollingUpdate({ maxUnavailable, maxSurge }: Fields, path: string): FieldErrors {
  const errors = [...validateIntOrPercent(maxUnavailable, `${path}.maxUnavailable`), ...validateIntOrPercent(maxSurge, `${path}.maxSurge`)];
  if (percentOf(maxUnavailable) === 0 && percentOf(maxSurge) === 0) {
    errors.push(invalid(`${path}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  return [...errors, ...validateAtMost100Percent(maxUnavailable, `${path}.maxUnavailable`)];
}
