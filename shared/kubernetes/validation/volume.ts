import type { Fields } from '../fields.ts';
import { isSet, itemsOf, numberOf, optionalFields, optionalNumber, optionalText, textOf } from '../fields.ts';
import { byteLength, dns1123Label, dns1123Subdomain } from '../names.ts';
import { parseQuantity, quantitySign } from '../quantity.ts';
import { validateFieldSelector, validateResourceFieldSelector } from './container-env.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { validateLocalDescendingPath, validateLocalNonReservedPath } from './paths.ts';
import { validateClaimSpec } from './persistent-volume-claim-spec.ts';
import type { SourceRule } from './volume-sources.ts';
import { needed, sharedSourceRules, validateOneSource } from './volume-sources.ts';

const fileModeText = 'must be a number between 0 and 0777 (octal), both inclusive';
const downwardFieldPaths = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/** Volumes of a pod. `valid` are those without errors by name: mounts can refer to them only. Source: ValidateVolumes. */
export function validateVolumes(volumes: readonly Fields[], path: string): { errors: FieldErrors; valid: ReadonlyMap<string, Fields> } {
  const errors: FieldErrors = [];
  const valid = new Map<string, Fields>();
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`;
    const name = textOf(volume, 'name');
    const own = validateOneSource(volume, at, podSourceRules);
    if (name === '') own.push(required(`${at}.name`));
    else own.push(...invalidAll(`${at}.name`, name, dns1123Label(name)));
    if (valid.has(name)) own.push(duplicate(`${at}.name`, name));
    if (own.length === 0) valid.set(name, volume);
    errors.push(...own);
  });
  return { errors, valid };
}

const ownRules: Readonly<Record<string, SourceRule>> = {
  emptyDir: (source, path) => {
    const limit = parseQuantity(textOf(source, 'sizeLimit'));
    return limit.ok && quantitySign(limit.value) < 0
      ? [forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
      : [];
  },
  gitRepo: (source, path) => [
    ...needed(source, path, 'repository'), ...validateLocalDescendingPath(textOf(source, 'directory'), `${path}.directory`),
  ],
  secret: (source, path) => [...needed(source, path, 'secretName'), ...validateKeyFiles(source, path)],
  configMap: (source, path) => [...needed(source, path, 'name'), ...validateKeyFiles(source, path)],
  persistentVolumeClaim: (source, path) => needed(source, path, 'claimName'),
  // The files' errors name the source, not the file, as the API server's do.
  downwardAPI: (source, path) => [
    ...validateFileMode(source, 'defaultMode', path), ...itemsOf(source, 'items').flatMap((file) => validateDownwardFile(file, path)),
  ],
  projected: validateProjected,
  csi: validateCsi,
  ephemeral: validateEphemeral,
  image: validateImage,
};

const order = [
  'emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker',
  'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile',
  'vsphereVolume',
  'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image',
];
const podSourceRules = order.map((name) => [name, ownRules[name] ?? sharedSourceRules[name] ?? (() => [])] as const);

function validateFileMode(owner: Fields, field: string, path: string): FieldErrors {
  const mode = optionalNumber(owner, field);
  return mode === undefined || (mode >= 0 && mode <= 0o777) ? [] : [invalid(`${path}.${field}`, mode, fileModeText)];
}

function validateKeyFiles(source: Fields, path: string): FieldErrors {
  return [
    ...validateFileMode(source, 'defaultMode', path),
    ...itemsOf(source, 'items').flatMap((item, index) => validateKeyToPath(item, `${path}.items[${index}]`)),
  ];
}

function validateKeyToPath(item: Fields, path: string): FieldErrors {
  return [
    ...needed(item, path, 'key', 'path'), ...validateLocalNonReservedPath(textOf(item, 'path'), `${path}.path`),
    ...validateFileMode(item, 'mode', path),
  ];
}

function validateDownwardFile(file: Fields, path: string): FieldErrors {
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

function validateProjected(source: Fields, path: string): FieldErrors {
  const errors = validateFileMode(source, 'defaultMode', path);
  const taken = new Set<string>();
  const take = (file: string, shown: string) => {
    if (file === '') return;
    if (taken.has(file)) errors.push(invalid(path, shown, 'conflicting duplicate paths'));
    taken.add(file);
  };
  itemsOf(source, 'sources').forEach((projection, index) => {
    const at = `${path}.sources[${index}]`;
    let count = 0;
    for (const kind of ['secret', 'configMap']) {
      const part = optionalFields(projection, kind);
      if (!part) continue;
      count += 1;
      errors.push(...needed(part, `${at}.${kind}`, 'name'));
      itemsOf(part, 'items').forEach((item, position) => {
        errors.push(...validateKeyToPath(item, `${at}.${kind}.items[${position}]`));
        take(textOf(item, 'path'), textOf(part, 'name'));
      });
    }
    const downward = optionalFields(projection, 'downwardAPI');
    if (downward) {
      count += 1;
      for (const file of itemsOf(downward, 'items')) {
        errors.push(...validateDownwardFile(file, `${at}.downwardAPI`));
        take(textOf(file, 'path'), textOf(file, 'path'));
      }
    }
    const token = optionalFields(projection, 'serviceAccountToken');
    if (token) {
      count += 1;
      errors.push(...validateTokenProjection(token, `${at}.serviceAccountToken`, path));
    }
    const bundle = optionalFields(projection, 'clusterTrustBundle');
    if (bundle) {
      count += 1;
      errors.push(...validateTrustBundle(bundle, `${at}.clusterTrustBundle`));
      take(textOf(bundle, 'path'), textOf(bundle, 'path'));
    }
    if (isSet(projection, 'podCertificate')) count += 1;
    if (count > 1) errors.push(forbidden(at, 'may not specify more than 1 volume type per source'));
  });
  return errors;
}

function validateTokenProjection(token: Fields, path: string, volumePath: string): FieldErrors {
  const errors: FieldErrors = [];
  const seconds = numberOf(token, 'expirationSeconds');
  if (seconds < 600) errors.push(invalid(`${path}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > 2 ** 32) errors.push(invalid(`${path}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds'));
  const file = textOf(token, 'path');
  errors.push(...(file === '' ? [required(`${volumePath}.path`)] : validateLocalNonReservedPath(file, `${volumePath}.path`)));
  return errors;
}

function validateTrustBundle(bundle: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const [name, signerName] = [optionalText(bundle, 'name'), optionalText(bundle, 'signerName')];
  if (name !== undefined && signerName !== undefined) errors.push(invalid(path, bundle, 'only one of name and signerName may be used'));
  else if (name !== undefined) {
    if (name === '') errors.push(required(`${path}.name`, 'must be a valid object name'));
    if (isSet(bundle, 'labelSelector')) {
      errors.push(invalid(`${path}.labelSelector`, bundle['labelSelector'], 'labelSelector must be unset if name is specified'));
    }
  } else if (signerName === '') errors.push(required(`${path}.signerName`, 'must be a valid signer name'));
  else if (signerName === undefined) errors.push(required(path, 'either name or signerName must be specified'));
  return [...errors, ...needed(bundle, path, 'path'), ...validateLocalNonReservedPath(textOf(bundle, 'path'), `${path}.path`)];
}

/** Names of CSI drivers. Source: ValidateCSIDriverName. */
export function validateDriverName(driver: string, path: string): FieldErrors {
  if (driver === '') return [required(path)];
  const errors: FieldErrors = byteLength(driver) > 63
    ? [{ reason: 'FieldValueTooLong', field: path, message: 'Too long: may not be more than 63 bytes' }]
    : [];
  return [...errors, ...invalidAll(path, driver, dns1123Subdomain(driver.toLowerCase()))];
}

function validateCsi(source: Fields, path: string): FieldErrors {
  const errors = validateDriverName(textOf(source, 'driver'), `${path}.driver`);
  const secret = optionalFields(source, 'nodePublishSecretRef');
  if (secret && textOf(secret, 'name') === '') errors.push(required(`${path}.nodePublishSecretRef.name`));
  else if (secret) {
    errors.push(...invalidAll(`${path}.nodePublishSecretRef.name`, textOf(secret, 'name'), dns1123Subdomain(textOf(secret, 'name'))));
  }
  return errors;
}

function validateEphemeral(source: Fields, path: string): FieldErrors {
  const template = optionalFields(source, 'volumeClaimTemplate');
  if (!template) return [required(`${path}.volumeClaimTemplate`)];
  return validateClaimSpec(optionalFields(template, 'spec') ?? {}, `${path}.volumeClaimTemplate.spec`);
}

function validateImage(source: Fields, path: string): FieldErrors {
  const errors = needed(source, path, 'reference');
  const policy = textOf(source, 'pullPolicy');
  if (policy !== '' && !['Always', 'IfNotPresent', 'Never'].includes(policy)) {
    errors.push(notSupported(`${path}.pullPolicy`, policy, ['Always', 'IfNotPresent', 'Never']));
  }
  return errors;
}
