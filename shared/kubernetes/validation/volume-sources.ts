import type { Fields } from '../fields.ts';
import { flagOf, isSet, numberOf, optionalFields, optionalNumber, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import type { FieldErrors } from './field-errors.ts';
import { byteLength, dns1123Label } from '../names.ts';
import { forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { validateNoBacksteps } from './paths.ts';

/** Checks one kind of volume source at its own path. */
export type SourceRule = (source: Fields, path: string) => FieldErrors;

/** The API server calls a few sources by another name than their field: beside another source, and in their own errors. */
const otherNames: Readonly<Record<string, { beside?: string; within?: string }>> = {
  gcePersistentDisk: { within: 'persistentDisk' }, cephfs: { beside: 'cephFS' }, downwardAPI: { beside: 'downwarAPI' },
};

export const iscsiLengthText = 'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';

const hostPathTypes = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];

/** Sources that pods and PersistentVolumes have in common. Source: core validation.go, the validate…VolumeSource functions. */
export const sharedSourceRules: Readonly<Record<string, SourceRule>> = {
  hostPath: validateHostPath,
  gcePersistentDisk: (source, path) => [...needed(source, path, 'pdName'), ...partition(source, path)],
  awsElasticBlockStore: (source, path) => [...needed(source, path, 'volumeID'), ...partition(source, path)],
  glusterfs: (source, path) => needed(source, path, 'endpoints', 'path'),
  nfs: (source, path) => {
    const errors = needed(source, path, 'server', 'path');
    return textOf(source, 'path').startsWith('/')
      ? errors
      : [...errors, invalid(`${path}.path`, textOf(source, 'path'), 'must be an absolute path')];
  },
  rbd: (source, path) => [...neededList(source, path, 'monitors'), ...needed(source, path, 'image')],
  quobyte: validateQuobyte,
  cephfs: (source, path) => neededList(source, path, 'monitors'),
  iscsi: validateIscsi,
  cinder: (source, path) => [...needed(source, path, 'volumeID'), ...namedSecret(source, path)],
  fc: validateFibreChannel,
  flocker: validateFlocker,
  flexVolume: (source, path) => [...needed(source, path, 'driver'), ...reservedOptions(source, path)],
  azureFile: (source, path) => needed(source, path, 'secretName', 'shareName'),
  vsphereVolume: (source, path) => needed(source, path, 'volumePath'),
  photonPersistentDisk: (source, path) => needed(source, path, 'pdID'),
  portworxVolume: (source, path) => needed(source, path, 'volumeID'),
  azureDisk: validateAzureDisk,
  scaleIO: (source, path) => needed(source, path, 'gateway', 'system', 'volumeName'),
  storageos: validateStorageOs,
};

const hostPortsText = 'must be a host:port pair or multiple pairs separated by commas';

function validateQuobyte(source: Fields, path: string): FieldErrors {
  const [registry, tenant] = [textOf(source, 'registry'), textOf(source, 'tenant')];
  const errors: FieldErrors = [];
  if (registry === '') errors.push(required(`${path}.registry`, hostPortsText));
  else if (byteLength(tenant) >= 65) errors.push(required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
  else {
    for (const pair of registry.split(',')) {
      if (!/^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair)) errors.push(invalid(`${path}.registry`, registry, hostPortsText));
    }
  }
  return [...errors, ...needed(source, path, 'volume')];
}

export function validateStorageOs(source: Fields, path: string): FieldErrors {
  const [name, namespace] = [textOf(source, 'volumeName'), textOf(source, 'volumeNamespace')];
  return [
    ...(name === '' ? [required(`${path}.volumeName`)] : invalidAll(`${path}.volumeName`, name, dns1123Label(name))),
    ...(namespace === '' ? [] : invalidAll(`${path}.volumeNamespace`, namespace, dns1123Label(namespace))), ...namedSecret(source, path),
  ];
}

/** Fields that must not be empty. */
export function needed(source: Fields, path: string, ...fields: string[]): FieldErrors {
  return fields.filter((field) => textOf(source, field) === '').map((field) => required(`${path}.${field}`));
}

function neededList(source: Fields, path: string, field: string): FieldErrors {
  return textsOf(source, field).length === 0 ? [required(`${path}.${field}`)] : [];
}

/**
 * Exactly one source: the first is checked, further ones are refused. `rules` in the order in which the API server looks; it forgets to
 * refuse those in `alwaysChecked`.
 */
export function validateOneSource(
  owner: Fields, path: string, rules: readonly (readonly [string, SourceRule])[], alwaysChecked: readonly string[] = [],
): FieldErrors {
  const errors: FieldErrors = [];
  let count = 0;
  for (const [name, rule] of rules) {
    const source = optionalFields(owner, name);
    if (!source) continue;
    count += 1;
    const { beside = name, within = name } = otherNames[name] ?? {};
    if (count > 1 && !alwaysChecked.includes(name)) errors.push(forbidden(`${path}.${beside}`, 'may not specify more than 1 volume type'));
    else errors.push(...rule(source, `${path}.${within}`));
  }
  if (count === 0) errors.push(required(path, 'must specify a volume type'));
  return errors;
}

function validateHostPath(source: Fields, path: string): FieldErrors {
  const hostPath = textOf(source, 'path');
  if (hostPath === '') return [required(`${path}.path`)];
  const errors = validateNoBacksteps(hostPath, `${path}.path`);
  const type = optionalText(source, 'type');
  if (type !== undefined && !hostPathTypes.includes(type)) errors.push(notSupported(`${path}.type`, type, hostPathTypes));
  return errors;
}

function partition(source: Fields, path: string): FieldErrors {
  const value = numberOf(source, 'partition');
  return value >= 0 && value <= 255 ? [] : [invalid(`${path}.partition`, value, 'must be between 0 and 255, inclusive')];
}

export function namedSecret(source: Fields, path: string): FieldErrors {
  const secret = optionalFields(source, 'secretRef');
  return secret && textOf(secret, 'name') === '' ? [required(`${path}.secretRef.name`)] : [];
}

const iscsiNamePatterns: Readonly<Record<string, RegExp>> = {
  iqn: /^iqn\.\d{4}-\d{2}\.([\p{L}\p{N}\-.]+)(:[^,;*&$|\s]+)$/u, eui: /^eui\.[\p{L}\p{N}]{16}$/u, naa: /^naa\.[\p{L}\p{N}]{32}$/u,
};

export function validateIscsi(source: Fields, path: string): FieldErrors {
  const errors = needed(source, path, 'targetPortal', 'iqn');
  const iqn = textOf(source, 'iqn');
  if (iqn !== '' && !iscsiNamePatterns[iqn.slice(0, 3)]?.test(iqn)) errors.push(invalid(`${path}.iqn`, iqn, 'must be valid format'));
  const lun = numberOf(source, 'lun');
  if (lun < 0 || lun > 255) errors.push(invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive'));
  if ((flagOf(source, 'chapAuthDiscovery') || flagOf(source, 'chapAuthSession')) && !isSet(source, 'secretRef')) {
    errors.push(required(`${path}.secretRef`));
  }
  const initiator = optionalText(source, 'initiatorName');
  if (initiator !== undefined && !iscsiNamePatterns[initiator.slice(0, 3)]?.test(initiator)) {
    errors.push(invalid(`${path}.initiatorname`, initiator, 'must be valid format'));
  }
  return errors;
}

function validateFibreChannel(source: Fields, path: string): FieldErrors {
  const [targets, wwids] = [textsOf(source, 'targetWWNs'), textsOf(source, 'wwids')];
  const errors: FieldErrors = [];
  if (targets.length === 0 && wwids.length === 0) {
    errors.push(required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targets.length > 0 && wwids.length > 0) {
    errors.push(invalid(`${path}.targetWWNs`, targets, 'targetWWNs and wwids can not be specified simultaneously'));
  }
  if (targets.length === 0) return errors;
  const lun = optionalNumber(source, 'lun');
  if (lun === undefined) errors.push(required(`${path}.lun`, 'lun is required if targetWWNs is specified'));
  else if (lun < 0 || lun > 255) errors.push(invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive'));
  return errors;
}

function validateFlocker(source: Fields, path: string): FieldErrors {
  const [name, uuid] = [textOf(source, 'datasetName'), textOf(source, 'datasetUUID')];
  const errors: FieldErrors = [];
  if (name === '' && uuid === '') errors.push(required(path, 'one of datasetName and datasetUUID is required'));
  if (name !== '' && uuid !== '') errors.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  if (name.includes('/')) errors.push(invalid(`${path}.datasetName`, name, "must not contain '/'"));
  return errors;
}

function reservedOptions(source: Fields, path: string): FieldErrors {
  return Object.keys(textMapOf(source, 'options')).flatMap((key) => {
    const domain = `.${(key.includes('/') ? key.slice(0, key.indexOf('/')) : key).toLowerCase()}`;
    const reserved = domain.endsWith('.kubernetes.io') || domain.endsWith('.k8s.io');
    return reserved ? [invalid(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved')] : [];
  });
}

function validateAzureDisk(source: Fields, path: string): FieldErrors {
  const errors = needed(source, path, 'diskName', 'diskURI');
  const choices: [string, string[]][] = [['cachingMode', ['None', 'ReadOnly', 'ReadWrite']], ['kind', ['Dedicated', 'Managed', 'Shared']]];
  for (const [field, supported] of choices) {
    const value = optionalText(source, field);
    if (value !== undefined && !supported.includes(value)) errors.push(notSupported(`${path}.${field}`, value, supported));
  }
  const [kind, uri] = [textOf(source, 'kind'), textOf(source, 'diskURI')];
  if (kind === 'Managed' && !uri.startsWith('/subscriptions/')) {
    errors.push(
      notSupported(
        `${path}.diskURI`, uri, ['/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'],
      ),
    );
  } else if (kind !== '' && kind !== 'Managed' && !uri.startsWith('https://')) {
    errors.push(notSupported(`${path}.diskURI`, uri, ['https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd']));
  }
  return errors;
}
