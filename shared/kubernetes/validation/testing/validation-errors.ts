import { jsonClone } from '../../../json.ts';
import { applyDefaults } from '../../defaulting/defaults.ts';
import { decodeObject } from '../../schema/decode.ts';
import type { KubernetesObject } from '../../types/meta.ts';
import { validateCreate, validateUpdate } from '../validate.ts';

export type Json = Record<string, unknown>;

/** The object as it would be stored, if it is valid. */
export function defaulted(json: Json): KubernetesObject {
  const decoded = decodeObject(json);
  if (!decoded.ok) throw new Error(decoded.error.message);
  applyDefaults(decoded.value);
  return decoded.value;
}

/** The errors of a new object as `path: message`. */
export function errorsOf(json: Json): string[] {
  return validateCreate(defaulted(json)).map(({ field, message }) => `${field}: ${message}`);
}

/** Where the errors of a new object are, and of which kind: `path reason`. */
export function placesOf(json: Json): string[] {
  return validateCreate(defaulted(json)).map(({ field, reason }) => `${field} ${reason.replace('FieldValue', '')}`);
}

/** The same of an object that is changed. */
export function placesOfChange(json: Json, edit: (object: Json) => void): string[] {
  const old = defaulted(json);
  const next = jsonClone(old);
  edit(next as unknown as Json);
  return validateUpdate(next, old).map(({ field, reason }) => `${field} ${reason.replace('FieldValue', '')}`);
}

export function podOf(spec: Json, container: Json = {}, metadata: Json = {}): Json {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', namespace: 'ns', ...metadata },
    spec: { containers: [{ name: 'c', image: 'nginx', ...container }], ...spec },
  };
}
