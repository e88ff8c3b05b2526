import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, textMapOf, textOf } from '../fields.ts';
import { labelKey } from '../names.ts';
import type { Quantity } from '../quantity.ts';
import { compareQuantities, mustParseQuantity, quantityFromInteger, quantityString } from '../quantity.ts';
import { scaledNumber } from '../quantity-number.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll, required } from './field-errors.ts';
import { dns1123SubdomainName, validateObjectMeta } from './metadata.ts';
import { isOvercommitAllowed } from './resource-names.ts';
import { validateContainerResourceName, validateResourceName } from './resources.ts';
import type { KindValidation } from './validate.ts';

const standardTypes = new Set(['Pod', 'Container', 'PersistentVolumeClaim']);

/** Source: ValidateLimitRange. */
export const limitRangeValidation: KindValidation = { create: validateLimitRange, update: (next) => validateLimitRange(next) };

function validateLimitRange(limitRange: Fields): FieldErrors {
  return [...validateObjectMeta(fieldsOf(limitRange, 'metadata'), true, dns1123SubdomainName), ...validateLimits(limitRange)];
}

type Lists = Record<'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio', Map<string, Quantity>>;

function validateLimits(limitRange: Fields): FieldErrors {
  const seen = new Set<string>();
  return itemsOf(fieldsOf(limitRange, 'spec'), 'limits').flatMap((item, index) => {
    const path = `spec.limits[${index}]`;
    const type = textOf(item, 'type');
    const errors = validateType(type, `${path}.type`);
    if (seen.has(type)) errors.push(duplicate(`${path}.type`, type));
    seen.add(type);
    const nameRule = type === 'Pod' || type === 'Container' ? validateContainerResourceName : validateResourceName;
    const lists: Lists = {
      max: read(item, 'max'), min: read(item, 'min'), default: read(item, 'default'), defaultRequest: read(item, 'defaultRequest'),
      maxLimitRequestRatio: read(item, 'maxLimitRequestRatio'),
    };
    if (type === 'Pod') {
      for (const list of ['default', 'defaultRequest'] as const) {
        if (lists[list].size > 0) errors.push(forbidden(`${path}.${list}`, "may not be specified when `type` is 'Pod'"));
        lists[list].clear();
      }
    }
    for (const [list, quantities] of Object.entries(lists)) {
      for (const name of quantities.keys()) errors.push(...nameRule(name, `${path}.${list}[${name}]`));
    }
    if (type === 'PersistentVolumeClaim' && !lists.min.has('storage') && !lists.max.has('storage')) {
      errors.push(required(`${path}.limits`, 'either minimum or maximum storage value is required, but neither was provided'));
    }
    const names = new Set(Object.values(lists).flatMap((quantities) => [...quantities.keys()]));
    for (const name of names) errors.push(...validateResource(name, lists, path));
    return errors;
  });
}

function validateType(type: string, path: string): FieldErrors {
  const errors = invalidAll(path, type, labelKey(type));
  if (errors.length === 0 && !type.includes('/') && !standardTypes.has(type)) {
    errors.push(invalid(path, type, 'must be a standard limit type or fully qualified'));
  }
  return errors;
}

function read(item: Fields, list: string): Map<string, Quantity> {
  return new Map(Object.entries(textMapOf(item, list)).map(([name, text]) => [name, mustParseQuantity(text)]));
}

/** The bounds and defaults of one resource must be in order. */
function validateResource(name: string, lists: Lists, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const [min, max, limit, request, ratio] = [
    lists.min, lists.max, lists.default, lists.defaultRequest, lists.maxLimitRequestRatio,
  ].map((list) => list.get(name));
  const text = (quantity: Quantity) => quantityString(quantity);
  const above = (a: Quantity | undefined, b: Quantity | undefined) => a !== undefined && b !== undefined && compareQuantities(a, b) > 0;
  const refuse = (list: string, value: Quantity, detail: string) => errors.push(invalid(`${path}.${list}[${name}]`, text(value), detail));
  if (min && max && above(min, max)) refuse('min', min, `min value ${text(min)} is greater than max value ${text(max)}`);
  if (request && min && above(min, request)) {
    refuse('defaultRequest', request, `min value ${text(min)} is greater than default request value ${text(request)}`);
  }
  if (request && max && above(request, max)) {
    refuse('defaultRequest', request, `default request value ${text(request)} is greater than max value ${text(max)}`);
  }
  if (request && limit && above(request, limit)) {
    refuse('defaultRequest', request, `default request value ${text(request)} is greater than default limit value ${text(limit)}`);
  }
  if (limit && min && above(min, limit)) refuse('default', min, `min value ${text(min)} is greater than default value ${text(limit)}`);
  if (limit && max && above(limit, max)) refuse('default', max, `default value ${text(limit)} is greater than max value ${text(max)}`);
  if (ratio && above(quantityFromInteger(1, 'DecimalSI'), ratio)) {
    refuse('maxLimitRequestRatio', ratio, `ratio ${text(ratio)} is less than 1`);
  }
  if (ratio && min && max) {
    const bound = scaledNumber(max, -3) / scaledNumber(min, -3);
    if (scaledNumber(ratio, -3) / 1_000 > bound) {
      refuse('maxLimitRequestRatio', ratio, `ratio ${text(ratio)} is greater than max/min = ${bound.toFixed(6)}`);
    }
  }
  if (!isOvercommitAllowed(name) && limit && request && compareQuantities(limit, request) !== 0) {
    refuse('defaultRequest', request, `default value ${text(limit)} must equal to defaultRequest value ${text(request)} in ${name}`);
  }
  return errors;
}
