import type { Fields } from '../fields.ts';
import { optionalFields, textOf } from '../fields.ts';
import { configMapKey, dns1123Label, dns1123Subdomain, envVarNameRelaxed, labelKey } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { dns1123SubdomainName } from './metadata.ts';
import { validateNoBacksteps } from './paths.ts';

const envFieldPaths = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs',
  'status.podIP', 'status.podIPs',
];
/** Field labels of pods that exist at all; others cannot even be converted. */
const knownFieldPaths = new Set([
  ...envFieldPaths, 'metadata.annotations', 'metadata.labels', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase',
]);
const resourceFields = [
  'limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory',
];
const byteDivisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** Environment variables. Source: ValidateEnv. */
export function validateEnv(variables: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  variables.forEach((variable, index) => {
    const itemPath = `${path}[${index}]`;
    const name = textOf(variable, 'name');
    if (name === '') errors.push(required(`${itemPath}.name`));
    else errors.push(...invalidAll(`${itemPath}.name`, name, envVarNameRelaxed(name)));
    errors.push(...validateValueFrom(variable, `${itemPath}.valueFrom`));
  });
  return errors;
}

function validateValueFrom(variable: Fields, path: string): FieldErrors {
  const source = optionalFields(variable, 'valueFrom');
  if (!source) return [];
  const errors: FieldErrors = [];
  let sources = 0;
  const each = (key: string, check: (selector: Fields, path: string) => FieldErrors) => {
    const selector = optionalFields(source, key);
    if (!selector) return;
    sources += 1;
    errors.push(...check(selector, `${path}.${key}`));
  };
  each('fieldRef', (selector, at) => validateFieldSelector(selector, at, envFieldPaths));
  each('resourceFieldRef', (selector, at) => validateResourceFieldSelector(selector, at, false));
  each('configMapKeyRef', validateKeySelector);
  each('secretKeyRef', validateKeySelector);
  each('fileKeyRef', validateFileKeySelector);
  if (sources === 0) {
    errors.push(
      invalid(path, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'),
    );
  } else if (textOf(variable, 'value') !== '') errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  return errors;
}

/** Source: validateObjectFieldSelector. `allowed` are the plain field paths of this use. */
export function validateFieldSelector(selector: Fields, path: string, allowed: readonly string[]): FieldErrors {
  if (textOf(selector, 'apiVersion') === '') return [required(`${path}.apiVersion`)];
  const fieldPath = textOf(selector, 'fieldPath');
  if (fieldPath === '') return [required(`${path}.fieldPath`)];
  const subscripted = /^(?<base>[^[]+)\['(?<key>.*)'\]$/.exec(fieldPath);
  const base = subscripted?.groups?.['base'] ?? fieldPath;
  const key = subscripted?.groups?.['key'];
  const known = key === undefined ? knownFieldPaths.has(base) : base === 'metadata.annotations' || base === 'metadata.labels';
  if (textOf(selector, 'apiVersion') !== 'v1') {
    return [
      invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: unsupported pod version: ${textOf(selector, 'apiVersion')}`),
    ];
  }
  if (!known) {
    const why = key === undefined ? `field label not supported: ${fieldPath}` : `field label does not support subscript: ${fieldPath}`;
    return [invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${why}`)];
  }
  if (key !== undefined) return invalidAll(path, key, labelKey(base === 'metadata.annotations' ? key.toLowerCase() : key));
  return allowed.includes(base) ? [] : [notSupported(`${path}.fieldPath`, base, allowed)];
}

/** Source: validateContainerResourceFieldSelector. On a volume the container must be named. */
export function validateResourceFieldSelector(selector: Fields, path: string, onVolume: boolean): FieldErrors {
  const errors: FieldErrors = [];
  const resource = textOf(selector, 'resource');
  const hugePages = resource.startsWith('limits.hugepages-') || resource.startsWith('requests.hugepages-');
  if (onVolume && textOf(selector, 'containerName') === '') errors.push(required(`${path}.containerName`));
  else if (resource === '') errors.push(required(`${path}.resource`));
  else if (!resourceFields.includes(resource) && !hugePages) errors.push(notSupported(`${path}.resource`, resource, resourceFields));
  const divisor = textOf(selector, 'divisor');
  if (divisor === '' || divisor === '0') return errors;
  const kind = hugePages ? 'hugepages' : resource.slice(resource.indexOf('.') + 1);
  const supported = kind === 'cpu' ? ['1m', '1'] : byteDivisors;
  const shown = kind === 'cpu' ? '1m and 1' : byteDivisors.join(', ');
  const label = kind === 'ephemeral-storage' ? 'local ephemeral storage' : kind;
  if ((resourceFields.includes(resource) || hugePages) && !supported.includes(divisor)) {
    errors.push(invalid(`${path}.divisor`, resource, `only divisor's values ${shown} are supported with the ${label} resource`));
  }
  return errors;
}

function validateKeySelector(selector: Fields, path: string): FieldErrors {
  const name = textOf(selector, 'name');
  const key = textOf(selector, 'key');
  const errors = invalidAll(`${path}.name`, name, dns1123Subdomain(name));
  if (key === '') errors.push(required(`${path}.key`));
  else errors.push(...invalidAll(`${path}.key`, key, configMapKey(key)));
  return errors;
}

function validateFileKeySelector(selector: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const key = textOf(selector, 'key');
  if (key === '') errors.push(required(`${path}.key`));
  else errors.push(...invalidAll(`${path}.key`, key, envVarNameRelaxed(key)));
  const volume = textOf(selector, 'volumeName');
  if (volume === '') errors.push(required(`${path}.volumeName`));
  else errors.push(...invalidAll(`${path}.volumeName`, volume, dns1123Label(volume)));
  if (textOf(selector, 'path') === '') errors.push(required(`${path}.path`));
  else errors.push(...validateNoBacksteps(textOf(selector, 'path'), `${path}.path`));
  return errors;
}

/**
 * Sources of many variables at once. Some errors name the whole list, and names may end in a dash, as in the API server. Source: ValidateEnvFrom.
 */
export function validateEnvFrom(sources: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  sources.forEach((source, index) => {
    const itemPath = `${path}[${index}]`;
    const prefix = textOf(source, 'prefix');
    if (prefix !== '') errors.push(...invalidAll(`${itemPath}.prefix`, prefix, envVarNameRelaxed(prefix)));
    let count = 0;
    for (const key of ['configMapRef', 'secretRef']) {
      const reference = optionalFields(source, key);
      if (!reference) continue;
      count += 1;
      const name = textOf(reference, 'name');
      if (name === '') errors.push(required(`${itemPath}.${key}.name`));
      else errors.push(...invalidAll(`${itemPath}.${key}.name`, name, dns1123SubdomainName(name, true)));
    }
    if (count === 0) errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (count > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  });
  return errors;
}
