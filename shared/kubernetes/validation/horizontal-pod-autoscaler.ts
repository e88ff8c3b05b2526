import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, optionalFields, optionalNumber, optionalText, textOf } from '../fields.ts';
import { dns1123Label } from '../names.ts';
import { mustParseQuantity, quantitySign } from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { dns1123SubdomainName, pathSegmentName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateContainerResourceName } from './resources.ts';
import type { KindValidation } from './validate.ts';

const maxPeriodSeconds = 1_800;
const maxStabilizationSeconds = 3_600;

/** Source: pkg/apis/autoscaling/validation ValidateHorizontalPodAutoscaler. */
export const horizontalPodAutoscalerValidation: KindValidation = {
  create: (autoscaler) => [
    ...validateObjectMeta(fieldsOf(autoscaler, 'metadata'), true, dns1123SubdomainName), ...validateSpec(fieldsOf(autoscaler, 'spec')),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateSpec(fieldsOf(next, 'spec'), fieldsOf(old, 'spec')),
  ],
};

/** @param old of the object that is replaced: what was wrong with it before stays allowed */
function validateSpec(spec: Fields, old?: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const [min, max] = [optionalNumber(spec, 'minReplicas'), numberOf(spec, 'maxReplicas')];
  const lowest = optionalNumber(old, 'minReplicas') === 0 ? 0 : 1;
  if (min !== undefined && min < lowest) errors.push(invalid('spec.minReplicas', min, `must be greater than or equal to ${lowest}`));
  if (max === 0) errors.push(required('spec.maxReplicas'));
  else if (max < 0) errors.push(invalid('spec.maxReplicas', max, 'must be greater than 0'));
  if (min !== undefined && max < min) errors.push(invalid('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`'));
  errors.push(...validateReference(fieldsOf(spec, 'scaleTargetRef'), 'spec.scaleTargetRef'), ...validateTargetVersion(spec, old));
  const metrics = itemsOf(spec, 'metrics');
  metrics.forEach((metric, index) => errors.push(...validateMetric(metric, `spec.metrics[${index}]`)));
  if (min === 0 && !metrics.some((metric) => ['Object', 'External'].includes(textOf(metric, 'type')))) {
    errors.push(forbidden('spec.metrics', 'must specify at least one Object or External metric to support scaling to zero replicas'));
  }
  const behavior = optionalFields(spec, 'behavior');
  for (const direction of ['scaleUp', 'scaleDown']) {
    const rules = optionalFields(behavior, direction);
    if (rules) errors.push(...validateRules(rules, `spec.behavior.${direction}`));
  }
  return errors;
}

/** Source: ValidateCrossVersionObjectReference. */
function validateReference(reference: Fields, path: string): FieldErrors {
  return ['kind', 'name'].flatMap((field) => {
    const value = textOf(reference, field);
    return value === '' ? [required(`${path}.${field}`)] : invalidAll(`${path}.${field}`, value, pathSegmentName(value, false));
  });
}

/** Source: ValidateAPIVersion. */
function validateVersion(reference: Fields, path: string, needsGroup: boolean): FieldErrors {
  const apiVersion = textOf(reference, 'apiVersion');
  const at = `${path}.apiVersion`;
  const slashes = apiVersion.split('/').length - 1;
  if (slashes > 1) return [invalid(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)];
  const hasGroup = slashes === 1 && !apiVersion.startsWith('/');
  return needsGroup && !hasGroup ? [invalid(at, apiVersion, 'apiVersion must specify API group')] : [];
}

/** Of all kinds that scale only ReplicationController is in the core group. */
function validateTargetVersion(spec: Fields, old: Fields | undefined): FieldErrors {
  const target = fieldsOf(spec, 'scaleTargetRef');
  const before = fieldsOf(old ?? {}, 'scaleTargetRef');
  if (old && ['apiVersion', 'kind'].every((field) => textOf(target, field) === textOf(before, field))) return [];
  return validateVersion(target, 'spec.scaleTargetRef', textOf(target, 'kind') !== 'ReplicationController');
}

const sourceFields: Readonly<Record<string, string>> = {
  Object: 'object', External: 'external', Pods: 'pods', Resource: 'resource', ContainerResource: 'containerResource',
};

function validateMetric(metric: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const type = textOf(metric, 'type');
  const expected = sourceFields[type];
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric source type'));
  // The API server says so twice.
  const unknown = notSupported(`${path}.type`, type, Object.keys(sourceFields).toSorted());
  if (expected === undefined) errors.push(unknown, unknown);
  const present = Object.values(sourceFields).filter((field) => isSet(metric, field));
  const first = present[0];
  if (first !== undefined) errors.push(...validateSource(first, fieldsOf(metric, first), `${path}.${first}`));
  if (expected !== undefined && !present.includes(expected)) {
    errors.push(required(`${path}.${expected}`, 'must populate information for the given metric source'));
  }
  if (present.length !== 1) {
    errors.push(
      ...present.filter((field) => field !== expected)
        .map((field) => forbidden(`${path}.${field}`, 'must populate the given metric source only')),
    );
  }
  return errors;
}

function validateSource(kind: string, source: Fields, path: string): FieldErrors {
  const target = fieldsOf(source, 'target');
  const has = (field: string) => isSet(target, field);
  const errors: FieldErrors = [];
  if (kind === 'object') {
    const described = fieldsOf(source, 'describedObject');
    const where = `${path}.describedObject`;
    errors.push(...validateReference(described, where), ...validateVersion(described, where, false));
  }
  if (kind === 'resource' || kind === 'containerResource') {
    const [name, container] = [textOf(source, 'name'), textOf(source, 'container')];
    if (name === '') errors.push(required(`${path}.name`, 'must specify a resource name'));
    else if (kind === 'containerResource') errors.push(...validateContainerResourceName(name, `${path}.name`));
    if (kind === 'containerResource') {
      const at = `${path}.container`;
      errors.push(...(container === '' ? [required(at, 'must specify a container')] : invalidAll(at, container, dns1123Label(container))));
    }
  } else errors.push(...validateIdentifier(fieldsOf(source, 'metric'), `${path}.metric`));
  errors.push(...validateTarget(target, `${path}.target`));
  const at = `${path}.target`;
  switch (kind) {
    case 'object':
      if (!has('value') && !has('averageValue')) {
        errors.push(required(`${at}.averageValue`, 'must set either a target value or averageValue'));
      }
      break;
    case 'external':
      if (!has('value') && !has('averageValue')) {
        errors.push(required(`${at}.averageValue`, 'must set either a target value for metric or a per-pod target'));
      }
      if (has('value') && has('averageValue')) {
        errors.push(forbidden(`${at}.value`, 'may not set both a target value for metric and a per-pod target'));
      }
      break;
    case 'pods':
      if (!has('averageValue') || signOf(target, 'averageValue') !== 1) {
        errors.push(required(`${at}.averageValue`, 'must specify a positive target averageValue'));
      }
      break;
    default:
      if (!has('averageUtilization') && !has('averageValue')) {
        errors.push(required(`${at}.averageUtilization`, 'must set either a target raw value or a target utilization'));
      }
      if (has('averageUtilization') && has('averageValue')) {
        errors.push(forbidden(`${at}.averageValue`, 'may not set both a target raw value and a target utilization'));
      }
  }
  return errors;
}

function validateIdentifier(identifier: Fields, path: string): FieldErrors {
  const name = textOf(identifier, 'name');
  return name === ''
    ? [required(`${path}.name`, 'must specify a metric name')]
    : invalidAll(`${path}.name`, name, pathSegmentName(name, false));
}

function validateTarget(target: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const type = textOf(target, 'type');
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric target type'));
  if (type !== 'Utilization' && type !== 'Value' && type !== 'AverageValue') {
    errors.push(invalid(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const field of ['value', 'averageValue']) {
    if (isSet(target, field) && signOf(target, field) !== 1) errors.push(invalid(`${path}.${field}`, target[field], 'must be positive'));
  }
  const utilization = optionalNumber(target, 'averageUtilization');
  if (utilization !== undefined && utilization < 1) {
    errors.push(invalid(`${path}.averageUtilization`, utilization, 'must be greater than 0'));
  }
  return errors;
}

function signOf(owner: Fields, field: string): number {
  return quantitySign(mustParseQuantity(textOf(owner, field) || '0'));
}

function validateRules(rules: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const window = optionalNumber(rules, 'stabilizationWindowSeconds');
  if (window !== undefined && window < 0) {
    errors.push(invalid(`${path}.stabilizationWindowSeconds`, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > maxStabilizationSeconds) {
    errors.push(invalid(`${path}.stabilizationWindowSeconds`, window, `must be less than or equal to ${maxStabilizationSeconds}`));
  }
  const select = optionalText(rules, 'selectPolicy');
  if (select !== undefined && !['Disabled', 'Max', 'Min'].includes(select)) {
    errors.push(notSupported(`${path}.selectPolicy`, select, ['Disabled', 'Max', 'Min']));
  }
  const policies = itemsOf(rules, 'policies');
  if (policies.length === 0) errors.push(required(`${path}.policies`, 'must specify at least one Policy'));
  policies.forEach((policy, index) => {
    const at = `${path}.policies[${index}]`;
    const [type, value, period] = [textOf(policy, 'type'), numberOf(policy, 'value'), numberOf(policy, 'periodSeconds')];
    if (type !== 'Pods' && type !== 'Percent') errors.push(notSupported(`${at}.type`, type, ['Percent', 'Pods']));
    if (value <= 0) errors.push(invalid(`${at}.value`, value, 'must be greater than zero'));
    if (period <= 0) errors.push(invalid(`${at}.periodSeconds`, period, 'must be greater than zero'));
    if (period > maxPeriodSeconds) errors.push(invalid(`${at}.periodSeconds`, period, `must be less than or equal to ${maxPeriodSeconds}`));
  });
  if (isSet(rules, 'tolerance') && signOf(rules, 'tolerance') < 0) {
    errors.push(invalid(`${path}.tolerance`, rules['tolerance'], 'must be greater than or equal to 0'));
  }
  return errors;
}
