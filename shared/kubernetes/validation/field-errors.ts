import type { CauseType, Status, StatusCause } from '../status.ts';
import { failure } from '../status.ts';

/**
 * Field errors as the API server makes them; one error is one cause of the Status. Source: apimachinery/pkg/util/validation/field.
 * Paths are strings in the API's form: `spec.containers[0].resources.limits[cpu]`.
 */
export type FieldErrors = StatusCause[];

export function required(field: string, detail = ''): StatusCause {
  return cause('FieldValueRequired', field, 'Required value', detail);
}

export function forbidden(field: string, detail = ''): StatusCause {
  return cause('FieldValueForbidden', field, 'Forbidden', detail);
}

export function invalid(field: string, value: unknown, detail: string): StatusCause {
  return cause('FieldValueInvalid', field, `Invalid value: ${shown(value)}`, detail);
}

export function typeInvalid(field: string, value: unknown, detail: string): StatusCause {
  return cause('FieldValueTypeInvalid', field, `Invalid value: ${shown(value)}`, detail);
}

export function duplicate(field: string, value: unknown): StatusCause {
  return cause('FieldValueDuplicate', field, `Duplicate value: ${shown(value)}`);
}

export function notFound(field: string, value: unknown): StatusCause {
  return cause('FieldValueNotFound', field, `Not found: ${shown(value)}`);
}

/** The supported values are listed in the order given; the API server mostly sorts them. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): StatusCause {
  const list = supported.length === 0 ? '' : `supported values: ${supported.map((item) => JSON.stringify(item)).join(', ')}`;
  return cause('FieldValueNotSupported', field, `Unsupported value: ${shown(value)}`, list);
}

export function tooLong(field: string, maxBytes: number): StatusCause {
  return cause('FieldValueTooLong', field, 'Too long', maxBytes >= 0 ? `may not be more than ${maxBytes} bytes` : 'value is too long');
}

export function tooMany(field: string, actual: number, max: number): StatusCause {
  return cause('FieldValueTooMany', field, `Too many: ${actual}`, `must have at most ${max} ${max === 1 ? 'item' : 'items'}`);
}

export function internalError(field: string, detail: string): StatusCause {
  return cause('InternalError', field, 'Internal error', detail);
}

/** One `invalid` for each text that a name rule gave. */
export function invalidAll(field: string, value: unknown, texts: readonly string[]): FieldErrors {
  return texts.map((text) => invalid(field, value, text));
}

function cause(reason: CauseType, field: string, body: string, detail = ''): StatusCause {
  return { reason, field, message: detail === '' ? body : `${body}: ${detail}` };
}

/** Strings are quoted, numbers and booleans plain, everything else is JSON. */
function shown(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value) ?? 'null';
}

/**
 * The answer to an object that is not valid: 422, message `Pod "x" is invalid: spec.foo: Required value`, several errors in brackets.
 * Equal messages are shown once; `details.causes` has them all.
 *
 * @param group '' for the core group
 */
export function invalidStatus(kind: string, group: string, name: string, errors: FieldErrors): Status {
  const qualifiedKind = group === '' ? kind : `${kind}.${group}`;
  const texts = [...new Set(errors.map((error) => `${error.field}: ${error.message}`))];
  const summary = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return failure('Invalid', `${qualifiedKind} ${JSON.stringify(name)} is invalid: ${summary}`, {
    name, ...(group === '' ? {} : { group }), kind, causes: errors,
  });
}
