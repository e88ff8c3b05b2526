import type { Fields } from '../fields.ts';
import { optionalNumber } from '../fields.ts';
import { percent } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll } from './field-errors.ts';
import { notNegativeText } from './resources.ts';

/** Numbers that must not be negative where they are given. Source: ValidateNonnegativeField. */
export function validateNotNegative(owner: Fields | undefined, path: string, ...fields: string[]): FieldErrors {
  return fields.flatMap((field) => {
    const value = optionalNumber(owner, field);
    return value !== undefined && value < 0 ? [invalid(`${path}.${field}`, value, notNegativeText)] : [];
  });
}

/** Source: ValidatePositiveIntOrPercent. */
export function validateIntOrPercent(value: unknown, path: string): FieldErrors {
  if (typeof value === 'string') return invalidAll(path, value, percent(value));
  return typeof value === 'number' && value < 0 ? [invalid(path, value, notNegativeText)] : [];
}

/** Source: IsNotMoreThan100Percent. */
export function validateAtMost100Percent(value: unknown, path: string): FieldErrors {
  return percentOf(value) > 100 && typeof value === 'string' ? [invalid(path, value, 'must not be greater than 100%')] : [];
}

/** The number itself, or that of the percentage; 0 for anything else. Source: getIntOrPercentValue. */
export function percentOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && percent(value).length === 0 ? Number(value.slice(0, -1)) : 0;
}
