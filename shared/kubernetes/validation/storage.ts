import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, optionalFields, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { byteLength, dns1123Label, dns1123Subdomain, labelKey } from '../names.ts';
import { compareQuantities, mustParseQuantity, quantitySign, quantityString } from '../quantity.ts';
import { validateNodeSelector } from './affinity.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll, notSupported, required, tooLong } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateImmutableAnnotation, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateAccessModes, validateClaimSpec, volumeModes } from './persistent-volume-claim-spec.ts';
import { validateNoBacksteps } from './paths.ts';
import type { KindValidation } from './validate.ts';
import { validateDriverName } from './volume.ts';
import type { SourceRule } from './volume-sources.ts';
import {
  iscsiLengthText, namedSecret, needed, sharedSourceRules, validateIscsi as sharedIscsi, validateOneSource,
  validateStorageOs as sharedStorageOs,
} from './volume-sources.ts';

const maxParameters = 512;
const maxParameterBytes = 256 * 1_024;
const betaClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** Source: ValidatePersistentVolumeClaim, ValidatePersistentVolumeClaimUpdate. */
export const persistentVolumeClaimValidation: KindValidation = {
  create: (claim) => [
    ...validateObjectMeta(fieldsOf(claim, 'metadata'), true, dns1123SubdomainName), ...validateClaimSpec(fieldsOf(claim, 'spec'), 'spec'),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateClaimSpec(fieldsOf(next, 'spec'), 'spec'),
    ...validateImmutableAnnotation(
      fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata'), betaClassAnnotation,
    ), ...validateClaimChanges(next, old),
  ],
};

/** A claim is fixed, but for the volume it is bound to, a class where it had none, and the size once it is bound. */
function validateClaimChanges(next: Fields, old: Fields): FieldErrors {
  const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
  const bound = textOf(fieldsOf(next, 'status'), 'phase') === 'Bound';
  const munged: Fields = { ...spec };
  const comparable: Fields = { ...oldSpec };
  if (textOf(oldSpec, 'volumeName') === '') comparable['volumeName'] = munged['volumeName'];
  if (isSet(spec, 'storageClassName') && !isSet(oldSpec, 'storageClassName')) munged['storageClassName'] = oldSpec['storageClassName'];
  const storageOf = (owner: Fields) => textMapOf(fieldsOf(owner, 'resources'), 'requests')['storage'];
  const attributes = 'volumeAttributesClassName';
  if (bound) {
    const resources = fieldsOf(spec, 'resources');
    munged['resources'] = { ...resources, requests: { ...textMapOf(resources, 'requests'), storage: storageOf(oldSpec) } };
    munged[attributes] = oldSpec[attributes];
  }
  const errors: FieldErrors = [];
  if (!jsonEqual(munged, comparable)) {
    errors.push(
      forbidden('spec', 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'),
    );
  }
  const [size, oldSize, actual] = [storageOf(spec), storageOf(oldSpec), textMapOf(fieldsOf(next, 'status'), 'capacity')['storage'] ?? '0'];
  const quantity = (text: string | undefined) => mustParseQuantity(text ?? '0');
  if (compareQuantities(quantity(size), quantity(oldSize)) < 0 && compareQuantities(quantity(size), quantity(actual)) <= 0) {
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  errors.push(...validateImmutable(spec['volumeMode'], oldSpec['volumeMode'], 'volumeMode'));
  if (isSet(fieldsOf(old, 'status'), 'currentVolumeAttributesClassName') && !jsonEqual(spec[attributes], oldSpec[attributes])) {
    const current = 'when status.currentVolumeAttributesClassName is not nil';
    if (!isSet(spec, attributes)) errors.push(forbidden(`spec.${attributes}`, `update to nil is forbidden ${current}`));
    else if (textOf(spec, attributes) === '') errors.push(forbidden(`spec.${attributes}`, `update to empty string is forbidden ${current}`));
  }
  return errors;
}

/** A secret that a volume names has a namespace. */
function namespacedSecret(source: Fields, path: string, field: string): FieldErrors {
  const secret = optionalFields(source, field);
  return secret ? needed(secret, `${path}.${field}`, 'name', 'namespace') : [];
}

/** Source: validatePVSecretReference. */
function driverSecret(source: Fields, path: string, field: string): FieldErrors {
  const secret = optionalFields(source, field);
  if (!secret) return [];
  const [name, namespace] = [textOf(secret, 'name'), textOf(secret, 'namespace')];
  const at = `${path}.${field}`;
  return [
    ...(name === '' ? [required(`${at}.name`)] : invalidAll(`${at}.name`, name, dns1123Subdomain(name))),
    ...(namespace === '' ? [required(`${at}.namespace`)] : invalidAll(`${at}.namespace`, namespace, dns1123Label(namespace))),
  ];
}

const volumeRules: Readonly<Record<string, SourceRule>> = {
  local: (source, path) => [...needed(source, path, 'path'), ...validateNoBacksteps(textOf(source, 'path'), `${path}.path`)],
  csi: (source, path) => [
    ...validateDriverName(textOf(source, 'driver'), `${path}.driver`), ...needed(source, path, 'volumeHandle'),
    ...['controllerPublishSecretRef', 'controllerExpandSecretRef', 'nodePublishSecretRef', 'nodeExpandSecretRef']
      .flatMap((field) => driverSecret(source, path, field)),
  ],
  glusterfs: (source, path) => {
    const namespace = optionalText(source, 'endpointsNamespace');
    const at = `${path}.endpointsNamespace`;
    return [
      ...needed(source, path, 'endpoints', 'path'),
      ...(namespace === undefined ? []
        : namespace === '' ? [invalid(at, '', 'if the endpointnamespace is set, it must be a valid namespace name')]
          : invalidAll(at, namespace, dns1123Label(namespace))),
    ];
  },
  cinder: (source, path) => [...needed(source, path, 'volumeID'), ...namespacedSecret(source, path, 'secretRef')],
  azureFile: (source, path) => [
    ...needed(source, path, 'secretName', 'shareName'),
    ...(optionalText(source, 'secretNamespace') === '' ? [required(`${path}.secretNamespace`)] : []),
  ],
  iscsi: (source, path) => [...sharedIscsi(source, path), ...namedSecret(source, path)],
  storageos: (source, path) => [
    ...sharedStorageOs({ ...source, secretRef: undefined }, path), ...namespacedSecret(source, path, 'secretRef'),
  ],
};
const volumeOrder = [
  'hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd', 'quobyte', 'cephfs', 'iscsi', 'cinder',
  'fc', 'flexVolume',
  'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'scaleIO', 'local', 'storageos', 'csi',
];
const persistentSourceRules = volumeOrder.map((name) => [name, volumeRules[name] ?? sharedSourceRules[name] ?? (() => [])] as const);

/** Source: ValidatePersistentVolume, ValidatePersistentVolumeUpdate. */
export const persistentVolumeValidation: KindValidation = {
  create: (volume) => [
    ...validateObjectMeta(fieldsOf(volume, 'metadata'), false, dns1123SubdomainName),
    ...validateVolumeSpec(fieldsOf(volume, 'spec'), textOf(fieldsOf(volume, 'metadata'), 'name')),
  ],
  update: (next, old) => {
    const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
    const errors = [
      ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
      ...validateVolumeSpec(spec, textOf(fieldsOf(next, 'metadata'), 'name')),
    ];
    if (volumeOrder.some((name) => !jsonEqual(sourceToCompare(spec, oldSpec, name), oldSpec[name]))) {
      errors.push(forbidden('spec.persistentvolumesource', 'spec.persistentvolumesource is immutable after creation'));
    }
    errors.push(...validateImmutable(spec['volumeMode'], oldSpec['volumeMode'], 'volumeMode'));
    if (isSet(oldSpec, 'nodeAffinity')) errors.push(...validateImmutable(spec['nodeAffinity'], oldSpec['nodeAffinity'], 'nodeAffinity'));
    if (isSet(oldSpec, 'volumeAttributesClassName') && !isSet(spec, 'volumeAttributesClassName')) {
      errors.push(forbidden('spec.volumeAttributesClassName', 'update from non-nil value to nil is forbidden'));
    }
    return errors;
  },
};

/** A source is fixed, but the secret for growing a CSI volume may be added. */
function sourceToCompare(spec: Fields, oldSpec: Fields, name: string): unknown {
  const [source, old] = [optionalFields(spec, name), optionalFields(oldSpec, name)];
  if (name !== 'csi' || !source || !old || isSet(old, 'controllerExpandSecretRef')) return spec[name];
  const { controllerExpandSecretRef: _added, ...rest } = source;
  return rest;
}

function validateVolumeSpec(spec: Fields, volumeName: string): FieldErrors {
  const modes = textsOf(spec, 'accessModes');
  const errors: FieldErrors = modes.length === 0 ? [required('spec.accessModes')] : [];
  errors.push(...validateAccessModes(modes, 'spec.accessModes'), ...validateVolumeCapacity(textMapOf(spec, 'capacity')));
  const policy = textOf(spec, 'persistentVolumeReclaimPolicy');
  const policies = ['Delete', 'Recycle', 'Retain'];
  if (policy !== '' && !policies.includes(policy)) errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, policies));
  const affinity = optionalFields(spec, 'nodeAffinity');
  const selector = optionalFields(affinity, 'required');
  if (affinity && !selector) errors.push(required('spec.nodeAffinity.required', 'must specify required node constraints'));
  else if (selector) errors.push(...validateNodeSelector(selector, 'spec.nodeAffinity.required'));
  errors.push(
    ...validateOneSource(spec, 'spec', persistentSourceRules, ['flexVolume']),
    ...validatePortalLength(optionalFields(spec, 'iscsi'), volumeName),
  );
  if (isSet(spec, 'local') && !affinity) errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'));
  const hostPath = textOf(optionalFields(spec, 'hostPath'), 'path');
  if (policy === 'Recycle' && /^\/+(\.?\/*)*$/.test(hostPath)) {
    errors.push(forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'"));
  }
  const className = textOf(spec, 'storageClassName');
  if (className !== '') errors.push(...invalidAll('spec.storageClassName', className, dns1123Subdomain(className)));
  const mode = optionalText(spec, 'volumeMode');
  if (mode !== undefined && !volumeModes.includes(mode)) errors.push(notSupported('spec.volumeMode', mode, volumeModes));
  return [...errors, ...validateAttributesClass(spec)];
}

/** Source: the length rule of validateISCSIPersistentVolumeSource. */
function validatePortalLength(iscsi: Fields | undefined, volumeName: string): FieldErrors {
  if (!iscsi || !isSet(iscsi, 'initiatorName')) return [];
  const portal = textOf(iscsi, 'targetPortal');
  return byteLength(`${volumeName}:${portal}`) > 64 ? [invalid('spec.iscsi.targetportal', portal, iscsiLengthText)] : [];
}

function validateAttributesClass(spec: Fields): FieldErrors {
  const path = 'spec.volumeAttributesClassName';
  const name = optionalText(spec, 'volumeAttributesClassName');
  if (name === undefined) return [];
  return [
    ...(name === '' ? [required(path, 'an empty string is disallowed')] : invalidAll(path, name, dns1123Subdomain(name))),
    ...(isSet(spec, 'csi') ? [] : [required('spec.csi', 'has to be specified when using volumeAttributesClassName')]),
  ];
}

function validateVolumeCapacity(capacity: Record<string, string>): FieldErrors {
  const errors: FieldErrors = [];
  const names = Object.keys(capacity);
  if (names.length === 0) errors.push(required('spec.capacity'));
  if (capacity['storage'] === undefined || names.length > 1) errors.push(notSupported('spec.capacity', capacity, ['storage']));
  for (const [name, text] of Object.entries(capacity)) {
    const quantity = mustParseQuantity(text);
    const path = `spec.capacity[${name}]`;
    if (quantitySign(quantity) < 0) errors.push(invalid(path, quantityString(quantity), 'must be a valid resource quantity'));
    if (quantitySign(quantity) <= 0) errors.push(invalid(path, quantityString(quantity), 'must be greater than zero'));
  }
  return errors;
}

/** Source: pkg/apis/storage/validation ValidateStorageClass, ValidateStorageClassUpdate. */
export const storageClassValidation: KindValidation = {
  create: (storageClass) => [
    ...validateObjectMeta(fieldsOf(storageClass, 'metadata'), false, dns1123SubdomainName), ...validateStorageClass(storageClass),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...[
      'parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode',
    ].flatMap((field) => validateImmutable(next[field], old[field], field)),
  ],
};

function validateStorageClass(storageClass: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const provisioner = textOf(storageClass, 'provisioner');
  if (provisioner === '') errors.push(required('provisioner'));
  else errors.push(...invalidAll('provisioner', provisioner, labelKey(provisioner.toLowerCase())));
  errors.push(...validateParameters(textMapOf(storageClass, 'parameters')));
  const choices: [string, string[]][] = [
    ['reclaimPolicy', ['Delete', 'Retain']], ['volumeBindingMode', ['Immediate', 'WaitForFirstConsumer']],
  ];
  for (const [field, supported] of choices) {
    const value = optionalText(storageClass, field);
    if (value !== undefined && !supported.includes(value) && !(field === 'reclaimPolicy' && value === '')) {
      errors.push(notSupported(field, value, supported));
    }
  }
  errors.push(...validateAllowedTopologies(itemsOf(storageClass, 'allowedTopologies')));
  return errors;
}

/** What the driver gets. */
function validateParameters(parameters: Record<string, string>): FieldErrors {
  const entries = Object.entries(parameters);
  if (entries.length > maxParameters) return [tooLong('parameters', maxParameters)];
  const errors: FieldErrors = entries.some(([key]) => key === '') ? [invalid('parameters', '', 'field can not be empty.')] : [];
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return bytes > maxParameterBytes ? [...errors, tooLong('parameters', maxParameterBytes)] : errors;
}

/**
 * No two terms may ask for the same. The API server compares each with as many empty ones too, so that an empty term is always said to be
 * there before.
 */
function validateAllowedTopologies(terms: readonly Fields[]): FieldErrors {
  const errors: FieldErrors = [];
  const asked = terms.map(() => '[]');
  terms.forEach((term, index) => {
    const valuesOf = (one: Fields) => [...new Set(textsOf(one, 'values'))].toSorted();
    const byKey = new Map(itemsOf(term, 'matchLabelExpressions').map((one) => [textOf(one, 'key'), valuesOf(one)]));
    const text = JSON.stringify([...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const repeated = duplicate(`allowedTopologies[${index}].matchLabelExpressions`, '');
    errors.push(...asked.filter((other) => other === text).map(() => repeated));
    asked.push(text);
    const keys = new Set<string>();
    itemsOf(term, 'matchLabelExpressions').forEach((requirement, position) => {
      const path = `allowedTopologies[${index}].matchLabelExpressions[${position}]`;
      const [key, values] = [textOf(requirement, 'key'), textsOf(requirement, 'values')];
      if (values.length === 0) errors.push(required(`${path}.values`));
      values.forEach((value, order) => {
        if (values.indexOf(value) < order) errors.push(duplicate(`${path}.values[${order}]`, value));
      });
      errors.push(...invalidAll(`${path}.key`, key, labelKey(key)));
      if (keys.has(key)) errors.push(duplicate(`${path}.key`, key));
      keys.add(key);
    });
  });
  return errors;
}
