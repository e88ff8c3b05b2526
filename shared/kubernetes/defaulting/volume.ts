import type { Fields } from '../fields.ts';
import { ensureFields, itemsOf, optionalFields, setDefault, textOf } from '../fields.ts';
import { defaultPullPolicy } from './image-tag.ts';
import { defaultClaimSpec } from './persistent-volume-claim.ts';

const fileMode = 0o644;
const tokenExpirationSeconds = 3_600;
const podCertificateExpirationSeconds = 86_400;

/** Volumes of a pod. A volume without any source is an emptyDir. Source: core/v1 defaults.go. */
export function defaultVolume(volume: Fields): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  if (sources.length === 0) volume['emptyDir'] = {};
  for (const key of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = optionalFields(volume, key);
    if (source) setDefault(source, 'defaultMode', fileMode);
  }
  defaultDownwardItems(optionalFields(volume, 'downwardAPI'));
  for (const projection of itemsOf(optionalFields(volume, 'projected'), 'sources')) {
    const token = optionalFields(projection, 'serviceAccountToken');
    if (token) setDefault(token, 'expirationSeconds', tokenExpirationSeconds);
    const certificate = optionalFields(projection, 'podCertificate');
    if (certificate) setDefault(certificate, 'maxExpirationSeconds', podCertificateExpirationSeconds);
    defaultDownwardItems(optionalFields(projection, 'downwardAPI'));
  }
  const image = optionalFields(volume, 'image');
  if (image) setDefault(image, 'pullPolicy', defaultPullPolicy(textOf(image, 'reference')));
  const claimTemplate = optionalFields(optionalFields(volume, 'ephemeral'), 'volumeClaimTemplate');
  if (claimTemplate) defaultClaimSpec(ensureFields(claimTemplate, 'spec'));
  defaultVolumeSource(volume);
}

/** Sources that pods and PersistentVolumes have in common. */
export function defaultVolumeSource(owner: Fields): void {
  const hostPath = optionalFields(owner, 'hostPath');
  // An explicit '' is the default type; it is stored.
  if (hostPath && hostPath['type'] === undefined) hostPath['type'] = '';
  const iscsi = optionalFields(owner, 'iscsi');
  if (iscsi) setDefault(iscsi, 'iscsiInterface', 'default');
  const rbd = optionalFields(owner, 'rbd');
  if (rbd) {
    setDefault(rbd, 'pool', 'rbd');
    setDefault(rbd, 'user', 'admin');
    setDefault(rbd, 'keyring', '/etc/ceph/keyring');
  }
  const azureDisk = optionalFields(owner, 'azureDisk');
  if (azureDisk) {
    setDefault(azureDisk, 'cachingMode', 'ReadWrite');
    setDefault(azureDisk, 'kind', 'Shared');
    if (azureDisk['fsType'] === undefined) azureDisk['fsType'] = 'ext4';
    if (azureDisk['readOnly'] === undefined) azureDisk['readOnly'] = false;
  }
  const scaleIO = optionalFields(owner, 'scaleIO');
  if (scaleIO) {
    setDefault(scaleIO, 'storageMode', 'ThinProvisioned');
    setDefault(scaleIO, 'fsType', 'xfs');
  }
}

function defaultDownwardItems(source: Fields | undefined): void {
  for (const item of itemsOf(source, 'items')) {
    const fieldRef = optionalFields(item, 'fieldRef');
    if (fieldRef) setDefault(fieldRef, 'apiVersion', 'v1');
  }
}
