import type { Fields } from '../fields.ts';
import { isSet, optionalFields, textMapOf, textOf } from '../fields.ts';
import { validateLabels } from '../label-selector-validation.ts';
import { byteLength, dns1123Label, dns1123Subdomain } from '../names.ts';
import { parseQuantity, quantitySign } from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { validateAnnotations } from './metadata.ts';
import { validateLocalDescendingPath } from './paths.ts';
import { validateClaimSpec } from './persistent-volume-claim-spec.ts';
import type { SourceRule } from './volume-sources.ts';
import { iscsiLengthText, needed, sharedSourceRules, validateOneSource } from './volume-sources.ts';
import { validateProjected } from './volume-projections.ts';
import { downwardFiles, validateFileMode, validateKeyFiles } from './volume-files.ts';

/**
 * Volumes of a pod. `valid` are those without errors by name: mounts can refer to them only. Source: ValidateVolumes.
 *
 * @param podName '' in a template, and where the name is missing: claims that will be made for the pod are not known then
 */
export function validateVolumes(
  volumes: readonly Fields[], path: string, podName: string,
): { errors: FieldErrors; valid: ReadonlyMap<string, Fields> } {
  const errors: FieldErrors = [];
  const madeClaims = new Set(
    podName === '' ? [] : volumes.filter((volume) => isSet(volume, 'ephemeral')).map((volume) => `${podName}-${textOf(volume, 'name')}`),
  );
  const valid = new Map<string, Fields>();
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`;
    const name = textOf(volume, 'name');
    const own = [...validateOneSource(volume, at, podSourceRules), ...validateNameForSource(volume, name, at, podName)];
    if (name === '') own.push(required(`${at}.name`));
    else own.push(...invalidAll(`${at}.name`, name, dns1123Label(name)));
    if (valid.has(name)) own.push(duplicate(`${at}.name`, name));
    if (own.length === 0) valid.set(name, volume);
    errors.push(...own);
    const claim = textOf(optionalFields(volume, 'persistentVolumeClaim'), 'claimName');
    if (madeClaims.has(claim)) {
      errors.push(
        invalid(`${at}.persistentVolumeClaim.claimName`, claim, 'must not reference a PVC that gets created for an ephemeral volume'),
      );
    }
  });
  return { errors, valid };
}

/** Two sources become part of longer names together with the volume's. */
function validateNameForSource(volume: Fields, name: string, path: string, podName: string): FieldErrors {
  const errors: FieldErrors = [];
  const iscsi = optionalFields(volume, 'iscsi');
  if (iscsi && isSet(iscsi, 'initiatorName') && byteLength(`${name}:${textOf(iscsi, 'targetPortal')}`) > 64) {
    errors.push(invalid(`${path}.name`, name, iscsiLengthText));
  }
  if (!isSet(volume, 'ephemeral') || podName === '' || name === '') return errors;
  const claim = `${podName}-${name}`;
  errors.push(...dns1123Subdomain(claim).map((text) => invalid(`${path}.name`, name, `PVC name ${JSON.stringify(claim)}: ${text}`)));
  return errors;
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
  downwardAPI: (source, path) => [...validateFileMode(source, 'defaultMode', path), ...downwardFiles(source, path)],
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
    // The path leaves the reference out, as the API server's does.
    errors.push(...invalidAll(`${path}.name`, textOf(secret, 'name'), dns1123Subdomain(textOf(secret, 'name'))));
  }
  return errors;
}

function validateEphemeral(source: Fields, path: string): FieldErrors {
  const template = optionalFields(source, 'volumeClaimTemplate');
  if (!template) return [required(`${path}.volumeClaimTemplate`)];
  return [
    ...validateTemplateMetadata(optionalFields(template, 'metadata') ?? {}, `${path}.volumeClaimTemplate.metadata`),
    ...validateClaimSpec(optionalFields(template, 'spec') ?? {}, `${path}.volumeClaimTemplate.spec`),
  ];
}

/** Labels and annotations only. The Go field's name shows in one of the paths. Source: ValidateTemplateObjectMeta. */
function validateTemplateMetadata(metadata: Fields, path: string): FieldErrors {
  const others = Object.keys(metadata).filter((field) => field !== 'labels' && field !== 'annotations' && isSet(metadata, field));
  return [
    ...validateAnnotations(textMapOf(metadata, 'annotations'), `${path}.annotations`),
    ...validateLabels(textMapOf(metadata, 'labels'), `${path}.labels`),
    ...others.map((field) => forbidden(`${path}.${field === 'uid' ? 'uID' : field}`, 'cannot be set')),
  ];
}

function validateImage(source: Fields, path: string): FieldErrors {
  const errors = needed(source, path, 'reference');
  const policy = textOf(source, 'pullPolicy');
  if (policy !== '' && !['Always', 'IfNotPresent', 'Never'].includes(policy)) {
    errors.push(notSupported(`${path}.pullPolicy`, policy, ['Always', 'IfNotPresent', 'Never']));
  }
  return errors;
}
