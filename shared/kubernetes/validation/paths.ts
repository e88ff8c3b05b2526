import type { FieldErrors } from './field-errors.ts';
import { invalid } from './field-errors.ts';

/** Source: validatePathNoBacksteps. */
export function validateNoBacksteps(value: string, path: string): FieldErrors {
  return value.split('/').includes('..') ? [invalid(path, value, "must not contain '..'")] : [];
}

/** A path below the volume's root. Source: validateLocalDescendingPath. */
export function validateLocalDescendingPath(value: string, path: string): FieldErrors {
  return [...(value.startsWith('/') ? [invalid(path, value, 'must be a relative path')] : []), ...validateNoBacksteps(value, path)];
}

/** A path that also may not begin with two dots. Source: validateLocalNonReservedPath. */
export function validateLocalNonReservedPath(value: string, path: string): FieldErrors {
  const errors = validateLocalDescendingPath(value, path);
  if (value.startsWith('..') && !value.startsWith('../')) errors.push(invalid(path, value, "must not start with '..'"));
  return errors;
}
