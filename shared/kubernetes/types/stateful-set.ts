import type { WorkloadCondition } from './apps.ts';
import type { IntOrString, KubernetesObject, LabelSelector } from './meta.ts';
import type { PodTemplateSpec } from './pod.ts';

export interface PersistentVolumeClaim extends KubernetesObject {
  spec?: { storageClassName?: string; volumeName?: string; accessModes?: string[]; [field: string]: unknown };
  status?: { phase?: 'Pending' | 'Bound' | 'Lost'; [field: string]: unknown };
}

export type RetentionPolicy = 'Retain' | 'Delete';

/** apps/v1. */
export interface StatefulSet extends KubernetesObject {
  spec: {
    /** Defaulted to 1. */
    replicas?: number;
    selector: LabelSelector;
    template: PodTemplateSpec;
    volumeClaimTemplates?: PersistentVolumeClaim[];
    serviceName?: string;
    podManagementPolicy?: 'OrderedReady' | 'Parallel';
    updateStrategy?: { type?: 'RollingUpdate' | 'OnDelete'; rollingUpdate?: { partition?: number; maxUnavailable?: IntOrString } };
    revisionHistoryLimit?: number;
    minReadySeconds?: number;
    persistentVolumeClaimRetentionPolicy?: { whenDeleted?: RetentionPolicy; whenScaled?: RetentionPolicy };
    ordinals?: { start?: number };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    currentReplicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    currentRevision?: string;
    updateRevision?: string;
    collisionCount?: number;
    conditions?: WorkloadCondition[];
  };
}

