import type { ConditionStatus, KubernetesObject, LabelSelector, ObjectReference } from './meta.ts';
import type { NodeSelector, ResourceList } from './pod.ts';

export type VolumeAccessMode = 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';
export type VolumeMode = 'Filesystem' | 'Block';
export type ReclaimPolicy = 'Retain' | 'Delete' | 'Recycle';

export interface ClaimCondition {
  type: 'Resizing' | 'FileSystemResizePending';
  status: ConditionStatus;
  lastProbeTime?: string | null;
  lastTransitionTime?: string;
  reason?: string;
  message?: string;
}

export interface PersistentVolumeClaim extends KubernetesObject {
  spec: {
    accessModes?: VolumeAccessMode[];
    selector?: LabelSelector;
    resources?: { requests?: ResourceList; limits?: ResourceList };
    /** The PersistentVolume that is bound, or asked for. */
    volumeName?: string;
    /** Absent: none was set, and there was no default; '': surely none. */
    storageClassName?: string;
    volumeMode?: VolumeMode;
  };
  status?: {
    phase?: 'Pending' | 'Bound' | 'Lost';
    accessModes?: VolumeAccessMode[];
    capacity?: ResourceList;
    /** What the storage has promised while it is being made larger, and how far that is. */
    allocatedResources?: ResourceList;
    allocatedResourceStatuses?: Record<string, string>;
    conditions?: ClaimCondition[];
  };
}

export interface PersistentVolume extends KubernetesObject {
  spec: {
    capacity?: ResourceList;
    accessModes?: VolumeAccessMode[];
    claimRef?: ObjectReference;
    persistentVolumeReclaimPolicy?: ReclaimPolicy;
    storageClassName?: string;
    mountOptions?: string[];
    volumeMode?: VolumeMode;
    nodeAffinity?: { required?: NodeSelector };
    csi?: { driver: string; volumeHandle: string; fsType?: string; volumeAttributes?: Record<string, string> };
    /** All other volume sources are kept as they are. */
    [source: string]: unknown;
  };
  status?: {
    phase?: 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed';
    message?: string;
    reason?: string;
    lastPhaseTransitionTime?: string;
  };
}

export interface StorageClass extends KubernetesObject {
  provisioner: string;
  parameters?: Record<string, string>;
  reclaimPolicy?: ReclaimPolicy;
  mountOptions?: string[];
  allowVolumeExpansion?: boolean;
  volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  allowedTopologies?: { matchLabelExpressions?: { key: string; values: string[] }[] }[];
}

export interface VolumeAttachment extends KubernetesObject {
  spec: { attacher: string; nodeName: string; source: { persistentVolumeName?: string } };
  status?: {
    attached: boolean;
    attachError?: { time?: string; message?: string };
    detachError?: { time?: string; message?: string };
  };
}
