import type { Fields } from '../fields.ts';
import { fieldsOf, textMapOf, textOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { byteLength, configMapKey } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, required, tooLong } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import type { KindValidation } from './validate.ts';

/** Of all values of a ConfigMap, or of a Secret. Source: MaxSecretSize, pkg/apis/core/types.go. */
export const maxBytes = 1_024 * 1_024;
const frozen = 'field is immutable when `immutable` is set';

/** Source: ValidateConfigMap, ValidateConfigMapUpdate. */
export const configMapValidation: KindValidation = {
  create: validateConfigMap,
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateFrozen(next, old, ['data', 'binaryData']), ...validateConfigMap(next),
  ],
};

function validateConfigMap(configMap: Fields): FieldErrors {
  return [...validateObjectMeta(fieldsOf(configMap, 'metadata'), true, dns1123SubdomainName), ...validateConfigMapData(configMap)];
}

function validateConfigMapData(configMap: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const [data, binaryData] = [textMapOf(configMap, 'data'), textMapOf(configMap, 'binaryData')];
  let bytes = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.push(...invalidAll(`data[${key}]`, key, configMapKey(key)));
    if (Object.hasOwn(binaryData, key)) errors.push(invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
    bytes += byteLength(value);
  }
  for (const [key, value] of Object.entries(binaryData)) {
    errors.push(...invalidAll(`binaryData[${key}]`, key, configMapKey(key)));
    bytes += decodedBytes(value);
  }
  // The empty path says that it is the object as a whole.
  if (bytes > maxBytes) errors.push(tooLong('', maxBytes));
  return errors;
}

/** Source: ValidateSecret, ValidateSecretUpdate. */
export const secretValidation: KindValidation = {
  create: validateSecret,
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateImmutable(next['type'], old['type'], 'type'),
    ...validateFrozen(next, old, ['data']), ...validateSecret(next),
  ],
};

function validateSecret(secret: Fields): FieldErrors {
  return [...validateObjectMeta(fieldsOf(secret, 'metadata'), true, dns1123SubdomainName), ...validateSecretData(secret)];
}

/** Keys that a type of secret must have. */
const neededKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

function validateSecretData(secret: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const data = textMapOf(secret, 'data');
  let bytes = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.push(...invalidAll(`data[${key}]`, key, configMapKey(key)));
    bytes += decodedBytes(value);
  }
  if (bytes > maxBytes) errors.push(tooLong('data', maxBytes));
  const type = textOf(secret, 'type');
  for (const key of neededKeys[type] ?? []) {
    const value = data[key];
    if (value === undefined || (key === 'ssh-privatekey' && value === '')) errors.push(required(`data[${key}]`));
    else if (key.startsWith('.docker') && !isJsonObjectText(value)) {
      errors.push(invalid(`data[${key}]`, '<secret contents redacted>', 'invalid character in JSON'));
    }
  }
  if (type === 'kubernetes.io/basic-auth' && data['username'] === undefined && data['password'] === undefined) {
    errors.push(required('data[username]'), required('data[password]'));
  }
  const account = 'kubernetes.io/service-account.name';
  if (type === 'kubernetes.io/service-account-token' && !textMapOf(fieldsOf(secret, 'metadata'), 'annotations')[account]) {
    errors.push(required(`metadata.annotations[${account}]`));
  }
  return errors;
}

function validateFrozen(next: Fields, old: Fields, fields: readonly string[]): FieldErrors {
  if (old['immutable'] !== true) return [];
  return [
    ...(next['immutable'] === true ? [] : [forbidden('immutable', frozen)]),
    ...fields.filter((field) => !jsonEqual(next[field], old[field])).map((field) => forbidden(field, frozen)),
  ];
}

/** Bytes that a base64 text stands for. */
function decodedBytes(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Whether the bytes are a JSON object. Every byte beyond ASCII is inside a string, where its exact value does not matter. */
function isJsonObjectText(base64: string): boolean {
  let text = '';
  let bits = 0;
  let count = 0;
  for (const character of base64.replace(/=+$/, '')) {
    bits = ((bits << 6) | alphabet.indexOf(character)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    text += String.fromCharCode((bits >> count) & 0xff);
  }
  try {
    const value: unknown = JSON.parse(text);
    return value === null || (typeof value === 'object' && !Array.isArray(value));
  } catch {
    return false;
  }
}
