import type { Fields } from '../fields.ts';
import { isSet, itemsOf, numberOf, optionalFields, textOf, textsOf } from '../fields.ts';
import { validateLabelSelector } from '../label-selector-validation.ts';
import { dns1123Label, dns1123Subdomain, labelKey, labelValue } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, required } from './field-errors.ts';

const requiredTerms = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredTerms = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Source: validateAffinity. */
export function validateAffinity(affinity: Fields | undefined, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const nodeAffinity = optionalFields(affinity, 'nodeAffinity');
  if (nodeAffinity) errors.push(...validateNodeAffinity(nodeAffinity, `${path}.nodeAffinity`));
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const podAffinity = optionalFields(affinity, kind);
    itemsOf(podAffinity, requiredTerms)
      .forEach((term, index) => errors.push(...validatePodAffinityTerm(term, `${path}.${kind}.${requiredTerms}[${index}]`)));
    itemsOf(podAffinity, preferredTerms).forEach((weighted, index) => {
      const at = `${path}.${kind}.${preferredTerms}[${index}]`;
      errors.push(...validateWeight(weighted, at));
      errors.push(...validatePodAffinityTerm(optionalFields(weighted, 'podAffinityTerm') ?? {}, `${at}.podAffinityTerm`));
    });
  }
  return errors;
}

function validateNodeAffinity(affinity: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const selector = optionalFields(affinity, requiredTerms);
  if (selector) errors.push(...validateNodeSelector(selector, `${path}.${requiredTerms}`, false));
  itemsOf(affinity, preferredTerms).forEach((weighted, index) => {
    const at = `${path}.${preferredTerms}[${index}]`;
    errors.push(...validateWeight(weighted, at));
    // Odd label values are tolerated here: a preference that never matches does no harm.
    errors.push(...validateNodeSelectorTerm(optionalFields(weighted, 'preference') ?? {}, `${at}.preference`, true));
  });
  return errors;
}

function validateWeight(weighted: Fields, path: string): FieldErrors {
  const weight = numberOf(weighted, 'weight');
  return weight >= 1 && weight <= 100 ? [] : [invalid(`${path}.weight`, weight, 'must be in the range 1-100')];
}

/** Also used for the node affinity of PersistentVolumes. Source: ValidateNodeSelector. @param anyValues label values are not looked at */
export function validateNodeSelector(selector: Fields, path: string, anyValues: boolean): FieldErrors {
  const terms = itemsOf(selector, 'nodeSelectorTerms');
  if (terms.length === 0) return [required(`${path}.nodeSelectorTerms`, 'must have at least one node selector term')];
  return terms.flatMap((term, index) => validateNodeSelectorTerm(term, `${path}.nodeSelectorTerms[${index}]`, anyValues));
}

/** Source: HasInvalidLabelValueInNodeSelectorTerms. */
export function hasInvalidLabelValue(selector: Fields): boolean {
  return itemsOf(selector, 'nodeSelectorTerms').some((term) => itemsOf(term, 'matchExpressions')
    .some((requirement) => textsOf(requirement, 'values').some((value) => labelValue(value).length > 0)));
}

function validateNodeSelectorTerm(term: Fields, path: string, anyValues: boolean): FieldErrors {
  return [
    ...itemsOf(term, 'matchExpressions')
      .flatMap((requirement, index) => validateExpression(requirement, `${path}.matchExpressions[${index}]`, anyValues)),
    ...itemsOf(term, 'matchFields').flatMap((requirement, index) => validateFieldRequirement(requirement, `${path}.matchFields[${index}]`)),
  ];
}

function validateExpression(requirement: Fields, path: string, anyValues: boolean): FieldErrors {
  const operator = textOf(requirement, 'operator');
  const key = textOf(requirement, 'key');
  const values = textsOf(requirement, 'values');
  const errors: FieldErrors = [];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.push(forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) errors.push(required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      break;
    default:
      errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  }
  errors.push(...invalidAll(`${path}.key`, key, labelKey(key)));
  if (!anyValues) values.forEach((value, index) => errors.push(...invalidAll(`${path}.values[${index}]`, value, labelValue(value))));
  return errors;
}

function validateFieldRequirement(requirement: Fields, path: string): FieldErrors {
  const operator = textOf(requirement, 'operator');
  const key = textOf(requirement, 'key');
  const values = textsOf(requirement, 'values');
  const errors: FieldErrors = [];
  if (operator !== 'In' && operator !== 'NotIn') errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  else if (values.length !== 1) {
    errors.push(required(`${path}.values`, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"));
  }
  if (key !== 'metadata.name') errors.push(invalid(`${path}.key`, key, 'not a valid field selector key'));
  else values.forEach((value, index) => errors.push(...invalidAll(`${path}.values[${index}]`, value, dns1123Subdomain(value))));
  return errors;
}

function validatePodAffinityTerm(term: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [
    ...validateLabelSelector(optionalFields(term, 'labelSelector'), `${path}.labelSelector`),
    ...validateLabelSelector(optionalFields(term, 'namespaceSelector'), `${path}.namespaceSelector`),
  ];
  for (const namespace of textsOf(term, 'namespaces')) errors.push(...invalidAll(`${path}.namespace`, namespace, dns1123Label(namespace)));
  const [match, mismatch] = [textsOf(term, 'matchLabelKeys'), textsOf(term, 'mismatchLabelKeys')];
  for (const list of ['matchLabelKeys', 'mismatchLabelKeys']) errors.push(...validateLabelKeys(term, list, path));
  errors.push(...validateKeysNotSelected(term, path));
  match.forEach((key, index) => {
    if (mismatch.includes(key)) {
      errors.push(invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys'));
    }
  });
  const topologyKey = textOf(term, 'topologyKey');
  if (topologyKey === '') errors.push(required(`${path}.topologyKey`, 'can not be empty'));
  errors.push(...invalidAll(`${path}.topologyKey`, topologyKey, labelKey(topologyKey)));
  return errors;
}

/**
 * The keys of `matchLabelKeys` are conditions of the selector by now; a second condition on one of them is the user's own, and one too
 * many. `path` is what the API server puts the position of the key after.
 */
export function validateKeysNotSelected(owner: Fields, path: string): FieldErrors {
  const selector = optionalFields(owner, 'labelSelector');
  const keys = textsOf(owner, 'matchLabelKeys');
  const selected = new Set(Object.keys(optionalFields(selector, 'matchLabels') ?? {}));
  return itemsOf(selector, 'matchExpressions').flatMap((expression) => {
    const key = textOf(expression, 'key');
    const repeated = keys.includes(key) && selected.has(key);
    selected.add(key);
    return repeated ? [invalid(`${path}[${keys.indexOf(key)}]`, key, 'exists in both matchLabelKeys and labelSelector')] : [];
  });
}

/** `matchLabelKeys` and the like, which complete a label selector. Source: validateLabelKeys. */
export function validateLabelKeys(owner: Fields, list: string, path: string): FieldErrors {
  const keys = textsOf(owner, list);
  if (keys.length === 0) return [];
  if (!isSet(owner, 'labelSelector')) return [forbidden(`${path}.${list}`, 'must not be specified when labelSelector is not set')];
  return keys.flatMap((key, index) => invalidAll(`${path}.${list}[${index}]`, key, labelKey(key)));
}
