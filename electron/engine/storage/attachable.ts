import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PersistentVolume } from '../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import { hexDigest } from '../hex-digest.ts';

/** A disk that must be attached to a machine before it can be mounted there. */
export interface AttachableVolume {
  driver: string;
  handle: string;
}

interface CsiDriver extends KubernetesObject {
  spec?: { attachRequired?: boolean };
}

/** Drivers of shared file systems come with a CSIDriver that says `attachRequired: false`. */
const driversWithoutAttach: ReadonlySet<string> = new Set([
  'efs.csi.aws.com', 'fsx.csi.aws.com', 'file.csi.azure.com', 'filestore.csi.storage.gke.io', 'nfs.csi.k8s.io', 'smb.csi.k8s.io', 's3.csi.aws.com',
  // Disks of the machine itself.
  'topolvm.io', 'openebs.io/local',
]);

/** In-tree sources that CSI drivers have taken over: the field that names the disk. Source: csi-translation-lib/plugins. */
const migrated: Readonly<Record<string, { driver: string; handle: string }>> = {
  awsElasticBlockStore: { driver: 'ebs.csi.aws.com', handle: 'volumeID' },
  azureDisk: { driver: 'disk.csi.azure.com', handle: 'diskURI' },
  cinder: { driver: 'cinder.csi.openstack.org', handle: 'volumeID' },
  gcePersistentDisk: { driver: 'pd.csi.storage.gke.io', handle: 'pdName' },
  vsphereVolume: { driver: 'csi.vsphere.vmware.com', handle: 'volumePath' },
};

/** The disk behind a volume; undefined where nothing is to be attached (hostPath, local, NFS …). Source: CanAttach, pkg/volume/csi. */
export function attachableOf(api: Pick<ApiReader, 'get'>, { spec }: PersistentVolume): AttachableVolume | undefined {
  const volume = diskOf(spec);
  if (!volume) return undefined;
  const attachRequired = api.get<CsiDriver>('csidrivers', volume.driver)?.spec?.attachRequired ?? !driversWithoutAttach.has(volume.driver);
  return attachRequired ? volume : undefined;
}

/** The disk behind a volume as its driver knows it, whether it has to be attached or not. */
export function diskOf(spec: PersistentVolume['spec']): AttachableVolume | undefined {
  return spec.csi ? { driver: spec.csi.driver, handle: spec.csi.volumeHandle } : migratedDisk(spec);
}

/** The disk that an in-tree source names, of a volume or of a pod's own. */
export function migratedDisk(spec: Readonly<Record<string, unknown>>): AttachableVolume | undefined {
  for (const [source, { driver, handle }] of Object.entries(migrated)) {
    const found = spec[source] as Record<string, unknown> | undefined;
    if (found) return { driver, handle: String(found[handle] ?? '') };
  }
  return undefined;
}

/** As it stands in `volumesInUse` and `volumesAttached` of a Node. Source: GetUniqueVolumeName, pkg/volume/util. */
export function uniqueVolumeName({ driver, handle }: AttachableVolume): string {
  return `kubernetes.io/csi/${driver}^${handle}`;
}

/**
 * The name of the VolumeAttachment of a disk on a node. Source: getAttachmentName, pkg/volume/csi. Differs: the digits are no SHA-256.
 */
export function attachmentName({ driver, handle }: AttachableVolume, node: string): string {
  return `csi-${hexDigest(`${handle}${driver}${node}`, 64)}`;
}

/** Whether several nodes may have it at once; without access modes it is left to the storage. Source: IsMultiAttachAllowed, pkg/volume/util. */
export function allowsMultiAttach({ spec: { accessModes = [] } }: PersistentVolume): boolean {
  return accessModes.length === 0 || accessModes.includes('ReadWriteMany') || accessModes.includes('ReadOnlyMany');
}
