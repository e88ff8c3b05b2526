import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../apistore/api-client.ts';

/** Annotations by which binder, scheduler and provisioners talk to each other. Source: component-helpers/storage/volume. */
export const annotations = {
  bindCompleted: 'pv.kubernetes.io/bind-completed',
  boundByController: 'pv.kubernetes.io/bound-by-controller',
  provisionedBy: 'pv.kubernetes.io/provisioned-by',
  selectedNode: 'volume.kubernetes.io/selected-node',
  storageProvisioner: 'volume.kubernetes.io/storage-provisioner',
  betaStorageProvisioner: 'volume.beta.kubernetes.io/storage-provisioner',
} as const;

const betaClass = 'volume.beta.kubernetes.io/storage-class';

/** The provisioner of classes whose volumes are made by hand. */
export const noProvisioner = 'kubernetes.io/no-provisioner';

export function annotationOf(object: KubernetesObject, name: string): string | undefined {
  return object.metadata.annotations?.[name];
}

/** '' when it has none. Source: GetPersistentVolumeClaimClass, GetPersistentVolumeClass. */
export function classOf(object: PersistentVolume | PersistentVolumeClaim): string {
  return annotationOf(object, betaClass) ?? object.spec.storageClassName ?? '';
}

export function storageClassOf(api: ApiReader, object: PersistentVolume | PersistentVolumeClaim): StorageClass | undefined {
  const name = classOf(object);
  return name === '' ? undefined : api.get<StorageClass>('storageclasses', name);
}

/** Source: IsDelayBindingMode. */
export function waitsForConsumer(api: ApiReader, claim: PersistentVolumeClaim): boolean {
  return storageClassOf(api, claim)?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Source: isPVCFullyBound: the binder has finished with it. */
export function isFullyBound(claim: PersistentVolumeClaim): boolean {
  return Boolean(claim.spec.volumeName) && annotationOf(claim, annotations.bindCompleted) !== undefined;
}

/** Whether the volume is this claim's, or reserved for one of its name. Source: IsVolumeBoundToClaim. */
export function isMeantFor({ spec: { claimRef } }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  if (!claimRef || claimRef.name !== claim.metadata.name || claimRef.namespace !== claim.metadata.namespace) return false;
  return !claimRef.uid || claimRef.uid === claim.metadata.uid;
}
