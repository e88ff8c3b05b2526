import type { KubernetesObject } from '../../../../../shared/kubernetes/types/meta.ts';
import type { PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../../../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import { diskOf, migratedDisk, type AttachableVolume } from '../../../storage/attachable.ts';
import { storageClassOf } from '../../../storage/claims.ts';
import type { PodShape } from '../../cache/pod-info.ts';

/** Says how many volumes of each driver a machine takes. */
export interface CSINode extends KubernetesObject {
  spec?: { drivers?: { name: string; allocatable?: { count?: number } }[] };
}

/** Disk → its driver. Several pods may use one disk. */
export type Disks = Map<string, string>;

/** Driver → how many of its volumes a machine takes; drivers without a limit are left out. Source: getVolumeLimits. */
export function limitsOf(node: CSINode | undefined): Map<string, number> {
  const limits = new Map<string, number>();
  for (const { name, allocatable } of node?.spec?.drivers ?? []) if (allocatable?.count !== undefined) limits.set(name, allocatable.count);
  return limits;
}

/** Whether some driver may have more volumes than before. Source: isSchedulableAfterCSINodeUpdated. */
export function limitsGrew(before: CSINode | undefined, after: CSINode | undefined): boolean {
  const known = limitsOf(before);
  for (const [driver, limit] of limitsOf(after)) if (limit > (known.get(driver) ?? Infinity)) return true;
  return false;
}

export function migratedVolumesOf(spec: PodSpec): AttachableVolume[] {
  return (spec.volumes ?? []).flatMap((volume) => migratedDisk(volume as Record<string, unknown>) ?? []);
}

/** Adds the disks of pods of a shape; a claim without a volume counts as one of its class's provisioner. Source: filterAttachableVolumes. */
export function addDisks(disks: Disks, { claims, spec }: PodShape, api: ApiReader): void {
  for (const key of claims) {
    const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
    const volume = claim?.spec.volumeName ? api.get<PersistentVolume>('persistentvolumes', claim.spec.volumeName) : undefined;
    const disk = volume && diskOf(volume.spec);
    if (disk) disks.set(diskKey(disk), disk.driver);
    if (volume || !claim) continue;
    const provisioner = storageClassOf(api, claim)?.provisioner;
    if (provisioner) disks.set(`claim/${key}`, provisioner);
  }
  for (const disk of migratedVolumesOf(spec)) disks.set(diskKey(disk), disk.driver);
}

/** Adds the disks that are attached to the node already, whichever pods they are for. Source: getNodeVolumeAttachmentInfo. */
export function addAttached(disks: Disks, nodeName: string, api: ApiReader): void {
  for (const { spec } of api.byIndex<VolumeAttachment>('volumeattachments', 'nodeName', nodeName)) {
    const csi = api.get<PersistentVolume>('persistentvolumes', spec.source.persistentVolumeName ?? '')?.spec.csi;
    if (csi) disks.set(diskKey({ driver: spec.attacher, handle: csi.volumeHandle }), spec.attacher);
  }
}

function diskKey({ driver, handle }: AttachableVolume): string {
  return `${driver}/${handle}`;
}
