import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, optionalFields, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { byteLength, dns1123Label, dns1123Subdomain } from '../names.ts';
import { mustParseQuantity, quantitySign, quantityString } from '../quantity.ts';
import { hasInvalidLabelValue, validateNodeSelector } from './affinity.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta } from './metadata.ts';
import { validateAccessModes, volumeModes } from './persistent-volume-claim-spec.ts';
import { validateNoBacksteps } from './paths.ts';
import type { KindValidation } from './validate.ts';
import { validateDriverName } from './volume.ts';
import type { SourceRule } from './volume-sources.ts';
import {
  iscsiLengthText, namedSecret, needed, sharedSourceRules, validateIscsi as sharedIscsi, validateOneSource,
  validateStorageOs as sharedStorageOs,
} from './volume-sources.ts';

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
  create: (volume) => [...validateVolume(volume), ...validateMountOptions(volume)],
  update: (next, old) => {
    const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
    const again = validateVolume(next, oldSpec);
    // The API server looks at the whole volume twice.
    const errors = [...again, ...validateMountOptions(next), ...again];
    if (volumeOrder.some((name) => !jsonEqual(sourceToCompare(spec, oldSpec, name), oldSpec[name]))) {
      errors.push(forbidden('spec.persistentvolumesource', 'spec.persistentvolumesource is immutable after creation'));
    }
    errors.push(...validateImmutable(spec['volumeMode'], oldSpec['volumeMode'], 'volumeMode'));
    if (isSet(oldSpec, 'nodeAffinity') && !jsonEqual(spec['nodeAffinity'], withNewLabels(oldSpec['nodeAffinity'], spec['nodeAffinity']))) {
      errors.push(invalid('nodeAffinity', spec['nodeAffinity'], 'field is immutable, except for updating from beta label to GA'));
    }
    if (isSet(oldSpec, 'volumeAttributesClassName') && !isSet(spec, 'volumeAttributesClassName')) {
      errors.push(forbidden('spec.volumeAttributesClassName', 'update from non-nil value to nil is forbidden'));
    }
    return errors;
  },
};

function validateVolume(volume: Fields, old?: Fields): FieldErrors {
  const metadata = fieldsOf(volume, 'metadata');
  return [...validateObjectMeta(metadata, false, dns1123SubdomainName), ...validateVolumeSpec(fieldsOf(volume, 'spec'), textOf(metadata, 'name'), old)];
}

/** Source: pkg/volume/validation ValidatePersistentVolume. */
const takesMountOptions = [
  'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'nfs', 'rbd', 'quobyte', 'iscsi', 'cinder', 'cephfs', 'azureFile', 'vsphereVolume',
  'azureDisk', 'photonPersistentDisk',
];

function validateMountOptions(volume: Fields): FieldErrors {
  const annotation = 'volume.beta.kubernetes.io/mount-options';
  if (textMapOf(fieldsOf(volume, 'metadata'), 'annotations')[annotation] === undefined) return [];
  if (takesMountOptions.some((name) => isSet(fieldsOf(volume, 'spec'), name))) return [];
  return [forbidden(`metadata.annotations.${annotation}`, 'may not specify mount options for this volume type')];
}

const stableLabels: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os', 'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** Where a volume can be reached, with the labels' stable names in the places where `next` has them. Source: validatePvNodeAffinity. */
function withNewLabels(old: unknown, next: unknown): unknown {
  if (Array.isArray(old)) return old.map((item, index) => withNewLabels(item, Array.isArray(next) ? next[index] : undefined));
  if (typeof old !== 'object' || old === null) return old;
  const other = (next ?? {}) as Fields;
  return Object.fromEntries(Object.entries(old).map(([field, value]) => {
    const isRenamed = field === 'key' && typeof value === 'string' && stableLabels[value] === other['key'] && value !== other['key'];
    return [field, isRenamed ? other['key'] : withNewLabels(value, other[field])];
  }));
}

/** A source is fixed, but the secret for growing a CSI volume may be added. */
function sourceToCompare(spec: Fields, oldSpec: Fields, name: string): unknown {
  const [source, old] = [optionalFields(spec, name), optionalFields(oldSpec, name)];
  if (name !== 'csi' || !source || !old || isSet(old, 'controllerExpandSecretRef')) return spec[name];
  const { controllerExpandSecretRef: _added, ...rest } = source;
  return rest;
}

/** @param old the spec before: label values that were wrong then stay allowed */
function validateVolumeSpec(spec: Fields, volumeName: string, old?: Fields): FieldErrors {
  const modes = textsOf(spec, 'accessModes');
  const errors: FieldErrors = modes.length === 0 ? [required('spec.accessModes')] : [];
  errors.push(...validateAccessModes(modes, 'spec.accessModes'), ...validateVolumeCapacity(textMapOf(spec, 'capacity')));
  const policy = textOf(spec, 'persistentVolumeReclaimPolicy');
  const policies = ['Delete', 'Recycle', 'Retain'];
  if (policy !== '' && !policies.includes(policy)) errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, policies));
  const affinity = optionalFields(spec, 'nodeAffinity');
  const selector = optionalFields(affinity, 'required');
  if (affinity && !selector) errors.push(required('spec.nodeAffinity.required', 'must specify required node constraints'));
  else if (selector) {
    const before = optionalFields(optionalFields(old, 'nodeAffinity'), 'required');
    errors.push(...validateNodeSelector(selector, 'spec.nodeAffinity.required', before !== undefined && hasInvalidLabelValue(before)));
  }
  errors.push(
    ...validateOneSource(spec, 'spec', persistentSourceRules, ['flexVolume']),
    ...validatePortalLength(optionalFields(spec, 'iscsi'), volumeName),
  );
  const [source] = volumeOrder.filter((name) => isSet(spec, name));
  if (source === 'local' && !affinity) errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'));
  const hostPath = textOf(optionalFields(spec, 'hostPath'), 'path');
  if (policy === 'Recycle' && hostPath.startsWith('/') && hostPath.split('/').every((part) => part === '' || part === '.')) {
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
