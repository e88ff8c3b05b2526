import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject, jsonEqual } from '../../json.ts';
import { duplicate, invalid, notSupported, required, tooLong, tooMany, typeInvalid } from '../validation/field-errors.ts';
import type { FieldErrors } from '../validation/field-errors.ts';
import type { StatusCause } from '../status.ts';
import { formatError } from './formats.ts';
import type { StructuralSchema } from './structural-schema.ts';
import { memberSchema, objectFields } from './structural-schema.ts';

/**
 * Whether a custom object, or a part of it, is what its schema asks for. @param path of the value, '' at the root
 * Source: kube-openapi, pkg/validation/validate; apiextensions-apiserver, pkg/apiserver/validation.
 *
 * Where we differ: rules in CEL (`x-kubernetes-validations`) are not evaluated.
 */
export function validateAgainstSchema(schema: StructuralSchema, value: JsonValue, path = ''): FieldErrors {
  if (value === null && schema.nullable) return [];
  const wrongType = typeError(schema, value, path);
  if (wrongType) return [wrongType];
  const errors: FieldErrors = [];
  if (schema.enum && !schema.enum.some((allowed) => jsonEqual(allowed, value))) {
    errors.push(notSupported(path, value, schema.enum.map((allowed) => (typeof allowed === 'string' ? allowed : JSON.stringify(allowed)))));
  }
  if (typeof value === 'string') errors.push(...stringErrors(schema, value, path));
  else if (typeof value === 'number') errors.push(...numberErrors(schema, value, path));
  else if (Array.isArray(value)) errors.push(...listErrors(schema, value, path));
  else if (isJsonObject(value)) errors.push(...objectErrors(schema, value, path));
  return [...errors, ...combined(schema, value, path)];
}

const numberTypes: Readonly<Record<string, (value: number) => boolean>> = { integer: Number.isInteger, number: () => true };

function typeError(schema: StructuralSchema, value: JsonValue, path: string): StatusCause | undefined {
  const { type } = schema;
  if (schema['x-kubernetes-int-or-string']) {
    const fits = typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
    return fits ? undefined : mistyped(path, value, 'integer,string');
  }
  if (!type) return undefined;
  const fits = type === 'object' ? isJsonObject(value) : type === 'array' ? Array.isArray(value)
    : typeof value === 'number' ? numberTypes[type]?.(value) ?? false : typeof value === type;
  return fits ? undefined : mistyped(path, value, type);
}

function mistyped(path: string, value: JsonValue, wanted: string): StatusCause {
  const got = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'number' ? Number.isInteger(value) ? 'integer' : 'number' : typeof value;
  return typeInvalid(path === '' ? '<nil>' : path, got, `${path} in body must be of type ${wanted}: ${JSON.stringify(got)}`);
}

function stringErrors(schema: StructuralSchema, value: string, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const length = [...value].length;
  if (schema.maxLength !== undefined && length > schema.maxLength) errors.push(tooLong(path, schema.maxLength));
  if (schema.minLength !== undefined && length < schema.minLength) {
    errors.push(invalid(path, value, `${path} in body should be at least ${schema.minLength} chars long`));
  }
  if (schema.pattern !== undefined && !matches(schema.pattern, value)) {
    errors.push(invalid(path, value, `${path} in body should match '${schema.pattern}'`));
  }
  const format = schema.format === undefined ? undefined : formatError(schema.format, value);
  if (format !== undefined) errors.push(invalid(path, value, `${path} in body must be of type ${format}: ${JSON.stringify(value)}`));
  return errors;
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

function numberErrors(schema: StructuralSchema, value: number, path: string): FieldErrors {
  const { minimum, maximum, multipleOf, exclusiveMinimum = false, exclusiveMaximum = false } = schema;
  const errors: FieldErrors = [];
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    errors.push(invalid(path, value, `${path} in body should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`));
  }
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    errors.push(invalid(path, value, `${path} in body should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`));
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
    errors.push(invalid(path, value, `${path} in body should be a multiple of ${multipleOf}`));
  }
  return errors;
}

function listErrors(schema: StructuralSchema, items: readonly JsonValue[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  if (schema.maxItems !== undefined && items.length > schema.maxItems) errors.push(tooMany(path, items.length, schema.maxItems));
  if (schema.minItems !== undefined && items.length < schema.minItems) {
    errors.push(invalid(path, items.length, `${path} in body should have at least ${schema.minItems} items`));
  }
  if (schema.items) for (const [index, item] of items.entries()) errors.push(...validateAgainstSchema(schema.items, item, `${path}[${index}]`));
  return [...errors, ...duplicates(schema, items, path)];
}

/** Items of a set, or of a map list by their keys, that occur twice. Source: pkg/apiserver/schema/listtype/validation.go. */
function duplicates(schema: StructuralSchema, items: readonly JsonValue[], path: string): FieldErrors {
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (listType !== 'set' && listType !== 'map') return [];
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = listType === 'set' ? item : isJsonObject(item) ? Object.fromEntries(keys.map((name) => [name, item[name]])) : null;
    const text = JSON.stringify(key);
    if (seen.has(text)) return [duplicate(`${path}[${index}]`, key)];
    seen.add(text);
    return [];
  });
}

function objectErrors(schema: StructuralSchema, object: JsonObject, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  for (const key of schema.required ?? []) if (object[key] === undefined) errors.push(required(at(key)));
  const members = Object.entries(object).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  if (schema.maxProperties !== undefined && members.length > schema.maxProperties) errors.push(tooMany(path, members.length, schema.maxProperties));
  if (schema.minProperties !== undefined && members.length < schema.minProperties) {
    errors.push(invalid(path, members.length, `${path} in body should have at least ${schema.minProperties} properties`));
  }
  for (const [key, value] of members) {
    if (path === '' && objectFields.has(key)) continue;
    const member = memberSchema(schema, key);
    if (member) errors.push(...validateAgainstSchema(member, value, at(key)));
  }
  return errors;
}

function combined(schema: StructuralSchema, value: JsonValue, path: string): FieldErrors {
  const fits = (part: StructuralSchema): boolean => validateAgainstSchema(part, value, path).length === 0;
  const errors: FieldErrors = [];
  const shownPath = path === '' ? '<nil>' : path;
  if (schema.allOf) errors.push(...schema.allOf.flatMap((part) => validateAgainstSchema(part, value, path)));
  if (schema.anyOf && !schema.anyOf.some(fits)) {
    errors.push(invalid(shownPath, '', `${JSON.stringify(path)} must validate at least one schema (anyOf)`), ...schema.anyOf.flatMap((part) => validateAgainstSchema(part, value, path)).slice(0, 1));
  }
  if (schema.oneOf) {
    const count = schema.oneOf.filter(fits).length;
    if (count !== 1) {
      errors.push(invalid(shownPath, '', `${JSON.stringify(path)} must validate one and only one schema (oneOf). ${count === 0 ? 'Found none valid' : `Found ${count} valid alternatives`}`));
    }
  }
  if (schema.not && fits(schema.not)) errors.push(invalid(shownPath, '', `${JSON.stringify(path)} must not validate the schema (not)`));
  return errors;
}
