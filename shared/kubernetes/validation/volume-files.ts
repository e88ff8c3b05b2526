import type { Fields } from '../fields.ts';
import { itemsOf, optionalFields, optionalNumber, textOf } from '../fields.ts';
import { validateFieldSelector, validateResourceFieldSelector } from './container-env.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, required } from './field-errors.ts';
import { validateLocalNonReservedPath } from './paths.ts';
import { needed } from './volume-sources.ts';

const fileModeText = 'must be a number between 0 and 0777 (octal), both inclusive';
const downwardFieldPaths = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/** Permissions of files. */
export function validateFileMode(owner: Fields, field: string, path: string): FieldErrors {
  const mode = optionalNumber(owner, field);
  return mode === undefined || (mode >= 0 && mode <= 0o777) ? [] : [invalid(`${path}.${field}`, mode, fileModeText)];
}

/** The files that come from keys of a ConfigMap or Secret. */
export function validateKeyFiles(source: Fields, path: string): FieldErrors {
  return [
    ...validateFileMode(source, 'defaultMode', path),
    ...itemsOf(source, 'items').flatMap((item, index) => validateKeyToPath(item, `${path}.items[${index}]`)),
  ];
}

export function validateKeyToPath(item: Fields, path: string): FieldErrors {
  return [
    ...needed(item, path, 'key', 'path'), ...validateLocalNonReservedPath(textOf(item, 'path'), `${path}.path`),
    ...validateFileMode(item, 'mode', path),
  ];
}

/** The files' errors name the source, not the file, as the API server's do. */
export function downwardFiles(source: Fields, path: string): FieldErrors {
  return itemsOf(source, 'items').flatMap((file) => validateDownwardFile(file, path));
}

export function validateDownwardFile(file: Fields, path: string): FieldErrors {
  const errors = [...needed(file, path, 'path'), ...validateLocalNonReservedPath(textOf(file, 'path'), `${path}.path`)];
  const fieldRef = optionalFields(file, 'fieldRef');
  const resourceFieldRef = optionalFields(file, 'resourceFieldRef');
  if (fieldRef) {
    errors.push(...validateFieldSelector(fieldRef, `${path}.fieldRef`, downwardFieldPaths));
    if (resourceFieldRef) errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (resourceFieldRef) errors.push(...validateResourceFieldSelector(resourceFieldRef, `${path}.resourceFieldRef`, true));
  else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...validateFileMode(file, 'mode', path)];
}
