import { highestUserDefinablePriority, systemPriorities } from '../priorities.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, optionalFields, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import type { LabelSelectorValidationOptions } from '../label-selector-validation.ts';
import { toleratedIn, validateLabelSelector } from '../label-selector-validation.ts';
import { mustParseQuantity } from '../quantity.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, notSupported, required } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateAtMost100Percent, validateIntOrPercent } from './numbers.ts';
import { isStandardQuotaResource } from './resource-names.ts';
import { validateResourceName, validateResourceQuantity } from './resources.ts';
import type { KindValidation } from './validate.ts';

/** Source: pkg/apis/policy/validation. Metadata is only held to what holds for every kind. Values of a selector that were wrong before stay allowed. */
export const podDisruptionBudgetValidation: KindValidation = {
  create: (budget) => validateBudget(fieldsOf(budget, 'spec')),
  update: (next, old) => validateBudget(fieldsOf(next, 'spec'), toleratedIn(fieldsOf(old, 'spec'), 'selector')),
};

function validateBudget(spec: Fields, tolerated: LabelSelectorValidationOptions = {}): FieldErrors {
  const errors: FieldErrors = [];
  if (isSet(spec, 'minAvailable') && isSet(spec, 'maxUnavailable')) {
    errors.push(invalid('spec', spec, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const field of ['minAvailable', 'maxUnavailable']) {
    errors.push(...validateIntOrPercent(spec[field], `spec.${field}`), ...validateAtMost100Percent(spec[field], `spec.${field}`));
  }
  errors.push(...validateLabelSelector(optionalFields(spec, 'selector') as LabelSelector | undefined, 'spec.selector', tolerated));
  const policy = optionalText(spec, 'unhealthyPodEvictionPolicy');
  if (policy !== undefined && policy !== 'AlwaysAllow' && policy !== 'IfHealthyBudget') {
    errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, ['AlwaysAllow', 'IfHealthyBudget']));
  }
  return errors;
}

/** Source: ValidateResourceQuota, ValidateResourceQuotaUpdate. */
export const resourceQuotaValidation: KindValidation = {
  create: (quota) => [
    ...validateObjectMeta(fieldsOf(quota, 'metadata'), true, dns1123SubdomainName), ...validateQuotaSpec(fieldsOf(quota, 'spec')),
  ],
  update: (next, old) => {
    const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
    const scopes = (owner: Fields) => [...new Set(textsOf(owner, 'scopes'))].toSorted();
    return [
      ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateQuotaSpec(spec),
      ...(jsonEqual(scopes(spec), scopes(oldSpec)) ? [] : [invalid('spec.scopes', textsOf(spec, 'scopes'), 'field is immutable')]),
    ];
  },
};

/** Amounts by resource, of the spec or of the status. */
export function validateQuotaAmounts(amounts: Record<string, string>, path: string): FieldErrors {
  return Object.entries(amounts).flatMap(([name, text]) => {
    const at = `${path}[${name}]`;
    const own = validateResourceName(name, at);
    if (!name.includes('/') && !isStandardQuotaResource(name)) own.push(invalid(at, name, 'must be a standard resource for quota'));
    return [...own, ...validateResourceQuantity(name, mustParseQuantity(text), at)];
  });
}

function validateQuotaSpec(spec: Fields): FieldErrors {
  const hard = textMapOf(spec, 'hard');
  return [...validateQuotaAmounts(hard, 'spec.hard'), ...validateScopes(spec, Object.keys(hard)), ...validateScopeSelector(spec, Object.keys(hard))];
}

const podCompute = new Set(['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']);
const storageResources = new Set(['persistentvolumeclaims', 'requests.storage']);
/** Which standard resources a scope can be combined with. Source: IsResourceQuotaScopeValidForResource. */
const scopeResources: Readonly<Record<string, ReadonlySet<string>>> = {
  Terminating: podCompute, NotTerminating: podCompute, NotBestEffort: podCompute, PriorityClass: podCompute,
  CrossNamespacePodAffinity: podCompute,
  BestEffort: new Set(['pods']), VolumeAttributesClass: storageResources,
};
/** Scopes that pods are in or not in, without values. */
const existsOnly = new Set(['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity']);
const conflictingScopes = [['BestEffort', 'NotBestEffort'], ['Terminating', 'NotTerminating']];

function validateScopes(spec: Fields, resources: readonly string[]): FieldErrors {
  const scopes = textsOf(spec, 'scopes');
  const path = 'spec.scopes';
  const errors = scopes.flatMap((scope) => [
    ...(scopeResources[scope] ? [] : [invalid(path, scopes, 'unsupported scope')]),
    ...misappliedResources(scope, resources).map(() => invalid(path, scopes, 'unsupported scope applied to resource')),
  ]);
  return [...errors, ...conflicts(scopes, path)];
}

function misappliedResources(scope: string, resources: readonly string[]): string[] {
  return resources.filter((name) => isStandardQuotaResource(name) && !(scopeResources[scope]?.has(name) ?? true));
}

function conflicts(scopes: readonly string[], path: string): FieldErrors {
  return conflictingScopes.filter(
    (pair) => pair.every((scope) => scopes.includes(scope)),
  ).map(() => invalid(path, scopes, 'conflicting scopes'));
}

function validateScopeSelector(spec: Fields, resources: readonly string[]): FieldErrors {
  const selector = optionalFields(spec, 'scopeSelector');
  if (!selector) return [];
  const path = 'spec.scopeSelector.matchExpressions';
  const requirements = itemsOf(selector, 'matchExpressions');
  const errors = requirements.flatMap((requirement) => {
    const [scope, operator, values] = [textOf(requirement, 'scopeName'), textOf(requirement, 'operator'), textsOf(requirement, 'values')];
    const own: FieldErrors = scopeResources[scope] ? [] : [invalid(`${path}.scopeName`, scope, 'unsupported scope')];
    own.push(...misappliedResources(scope, resources).map(() => invalid(path, selector, 'unsupported scope applied to resource')));
    if (existsOnly.has(scope) && operator !== 'Exists') {
      own.push(
        invalid(
          `${path}.operator`, operator,
          "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, "
          + 'ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity',
        ),
      );
    }
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        own.push(required(`${path}.values`, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"));
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        own.push(invalid(`${path}.values`, values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"));
      }
    } else own.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
    return own;
  });
  return [...errors, ...conflicts(requirements.map((requirement) => textOf(requirement, 'scopeName')), path)];
}

/** Source: pkg/apis/scheduling/validation ValidatePriorityClass. */
export const priorityClassValidation: KindValidation = {
  create: (priorityClass) => {
    const errors = validateObjectMeta(fieldsOf(priorityClass, 'metadata'), false, dns1123SubdomainName);
    const name = textOf(fieldsOf(priorityClass, 'metadata'), 'name');
    const value = Number(priorityClass['value'] ?? 0);
    if (name.startsWith('system-')) {
      const why = notOfTheSystem(name, value, priorityClass['globalDefault'] === true);
      const reserved = "priority class names with 'system-' prefix are reserved for system use only. error: ";
      if (why !== undefined) errors.push(forbidden('metadata.name', `${reserved}${why}`));
    } else if (value > highestUserDefinablePriority) {
      errors.push(forbidden('value', `maximum allowed value of a user defined priority is ${highestUserDefinablePriority}`));
    }
    return [...errors, ...validatePreemptionPolicy(priorityClass)];
  },
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...(jsonEqual(next['value'] ?? 0, old['value'] ?? 0) ? [] : [forbidden('value', 'may not be changed in an update.')]),
    ...validateImmutable(next['preemptionPolicy'], old['preemptionPolicy'], 'preemptionPolicy'),
  ],
};

/** Why it is none of the classes that the API server makes for itself. Source: IsKnownSystemPriorityClass. */
function notOfTheSystem(name: string, value: number, globalDefault: boolean): string | undefined {
  const known = Object.entries(systemPriorities).find(([own]) => own === name);
  if (!known) return `${name} is not a known system priority class`;
  if (value !== known[1]) return `value of ${name} PriorityClass must be ${known[1]}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

function validatePreemptionPolicy(priorityClass: Fields): FieldErrors {
  const policy = optionalText(priorityClass, 'preemptionPolicy');
  if (policy === undefined || policy === 'PreemptLowerPriority' || policy === 'Never') return [];
  return policy === '' ? [required('preemptionPolicy')] : [notSupported('preemptionPolicy', policy, ['PreemptLowerPriority', 'Never'])];
}
