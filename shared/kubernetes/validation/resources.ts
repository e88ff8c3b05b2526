import type { Fields } from '../fields.ts';
import { itemsOf, textMapOf, textOf } from '../fields.ts';
import { dns1123Label, labelKey } from '../names.ts';
import type { Quantity } from '../quantity.ts';
import {
  compareQuantities, mustParseQuantity, parseQuantity, quantityInt64, quantityMilliInt64, quantitySign, quantityString,
} from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll, notFound, notSupported, required } from './field-errors.ts';
import {
  isExtendedResourceName, isHugePageResource, isIntegerResource, isNativeResource, isOvercommitAllowed, isStandardResource,
} from './resource-names.ts';

export const notNegativeText = 'must be greater than or equal to 0';
const notIntegerText = 'must be an integer';

/** Source: ValidateResourceQuantityValue. */
export function validateResourceQuantity(name: string, quantity: Quantity, path: string): FieldErrors {
  const errors: FieldErrors = [];
  if (quantitySign(quantity) < 0) errors.push(invalid(path, quantityString(quantity), notNegativeText));
  if (isIntegerResource(name) && quantityMilliInt64(quantity) % 1_000n !== 0n) {
    errors.push(invalid(path, quantityString(quantity), notIntegerText));
  }
  return errors;
}

/** Source: validateResourceName. */
export function validateResourceName(name: string, path: string): FieldErrors {
  const errors = invalidAll(path, name, labelKey(name));
  if (errors.length > 0) return errors;
  if (!name.includes('/') && !isStandardResource(name)) return [invalid(path, name, 'must be a standard resource type or fully qualified')];
  return [];
}

/** Resources that a container can ask for. Source: ValidateContainerResourceName. */
export function validateContainerResourceName(name: string, path: string): FieldErrors {
  const errors = validateResourceName(name, path);
  if (!name.includes('/')) {
    if (!isContainerResource(name)) errors.push(invalid(path, name, 'must be a standard resource for containers'));
  } else if (!isNativeResource(name) && !isExtendedResourceName(name)) {
    errors.push(invalid(path, name, "doesn't follow extended resource name standard"));
  }
  return errors;
}

function isContainerResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name === 'ephemeral-storage' || isHugePageResource(name);
}

/** What `spec.resources` of a pod may name. Source: validatePodResourceName. */
function validatePodLevelResourceName(name: string, path: string): FieldErrors {
  const errors = validateResourceName(name, path);
  if (errors.length > 0 || name === 'cpu' || name === 'memory' || isHugePageResource(name)) return errors;
  return [notSupported(path, name, ['cpu', 'memory'])];
}

export interface ResourceRules {
  /** Names in `spec.resourceClaims` of the pod. */
  podClaimNames: ReadonlySet<string>;
  /** The requirements are those of the pod as a whole. */
  podLevel?: boolean;
}

/** A ResourceRequirements struct. Source: validateResourceRequirements. */
export function validateResourceRequirements(resources: Fields, path: string, rules: ResourceRules): FieldErrors {
  const limits = parsed(textMapOf(resources, 'limits'));
  const requests = parsed(textMapOf(resources, 'requests'));
  const nameRule = rules.podLevel ? validatePodLevelResourceName : validateContainerResourceName;
  const errors: FieldErrors = [];
  for (const [name, quantity] of limits) errors.push(...validateEntry(name, quantity, `${path}.limits[${name}]`, nameRule));
  for (const [name, quantity] of requests) {
    errors.push(...validateEntry(name, quantity, `${path}.requests[${name}]`, nameRule));
    errors.push(...validateAgainstLimit(name, quantity, limits.get(name), path));
  }
  const names = [...limits.keys(), ...requests.keys()];
  if (!names.includes('cpu') && !names.includes('memory') && names.some(isHugePageResource)) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  errors.push(...validateClaimReferences(itemsOf(resources, 'claims'), rules.podClaimNames, `${path}.claims`));
  return errors;
}

function validateEntry(name: string, quantity: Quantity, path: string, nameRule: typeof validateContainerResourceName): FieldErrors {
  const errors = [...nameRule(name, path), ...validateResourceQuantity(name, quantity, path)];
  if (isHugePageResource(name)) errors.push(...validateHugePages(name, quantity, path));
  return errors;
}

function validateHugePages(name: string, quantity: Quantity, path: string): FieldErrors {
  const pageSize = quantityOrUndefined(name.slice('hugepages-'.length));
  const size = pageSize ? quantityInt64(pageSize) : 0n;
  if (size > 0n && quantityInt64(quantity) % size === 0n) return [];
  return [invalid(path, quantityString(quantity), `${quantityString(quantity)} is not positive integer multiple of ${name}`)];
}

function validateAgainstLimit(name: string, quantity: Quantity, limit: Quantity | undefined, path: string): FieldErrors {
  const overcommit = isOvercommitAllowed(name);
  if (!limit) return overcommit ? [] : [required(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  const order = compareQuantities(quantity, limit);
  if (order !== 0 && !overcommit) {
    return [invalid(`${path}.requests`, quantityString(quantity), `must be equal to ${name} limit of ${quantityString(limit)}`)];
  }
  if (order > 0) {
    return [
      invalid(`${path}.requests`, quantityString(quantity), `must be less than or equal to ${name} limit of ${quantityString(limit)}`),
    ];
  }
  return [];
}

/** A claim is used as a whole, or by some of its requests, each once. Source: validateResourceClaimNames. */
function validateClaimReferences(claims: readonly Fields[], podClaimNames: ReadonlySet<string>, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const seen = new Set<string>();
  claims.forEach((claim, index) => {
    const at = `${path}[${index}]`;
    const [name, request] = [textOf(claim, 'name'), textOf(claim, 'request')];
    if (name === '') {
      errors.push(required(at));
      return;
    }
    const key = request === '' ? name : `${name}/${request}`;
    if (request !== '' && !seen.has(name)) errors.push(...invalidAll(`${at}.request`, request, dns1123Label(request)));
    if (seen.has(name)) errors.push(duplicate(at, name));
    else if (seen.has(key)) errors.push(duplicate(at, key));
    else if (request === '') errors.push(...[...seen].filter((other) => other.startsWith(`${name}/`)).map(() => duplicate(at, name)));
    seen.add(seen.has(name) ? name : key);
    if (podClaimNames.has(name)) return;
    const known = podClaimNames.size === 0 ? ' which is empty' : `: ${[...podClaimNames].toSorted().join(', ')}`;
    const missing = notFound(at, name);
    errors.push({ ...missing, message: `${missing.message}: must be one of the names in pod.spec.resourceClaims${known}` });
  });
  return errors;
}

function parsed(list: Record<string, string>): Map<string, Quantity> {
  return new Map(Object.entries(list).map(([name, text]) => [name, mustParseQuantity(text)]));
}

function quantityOrUndefined(text: string): Quantity | undefined {
  const result = parseQuantity(text);
  return result.ok ? result.value : undefined;
}
