import { jsonEqual } from '../../json.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid } from './field-errors.ts';

/** Source: ValidateImmutableField. Absent and null are the same. */
export function validateImmutable(next: unknown, old: unknown, path: string): FieldErrors {
  return jsonEqual(next ?? undefined, old ?? undefined) ? [] : [invalid(path, next, 'field is immutable')];
}
