import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { PodInfo } from '../cache/pod-info.ts';
import type { SchedulerCache } from '../cache/scheduler-cache.ts';

/**
 * What happened in the cluster, as far as it may make an unschedulable pod schedulable. Source: framework.ClusterEvent of
 * k8s.io/kube-scheduler/framework.
 */
export type ClusterEventKind =
  | 'NodeAdd' | 'NodeDelete' | 'NodeUpdateAllocatable' | 'NodeUpdateLabel' | 'NodeUpdateTaint'
  | 'AssignedPodAdd' | 'AssignedPodDelete' | 'AssignedPodUpdateLabel' | 'AssignedPodScaleDown'
  | 'PodUpdateLabel' | 'PodUpdateToleration' | 'PodScaleDown' | 'PodGatesEliminated' | 'PodGeneratedResourceClaims'
  | 'NamespaceUpdateLabel'
  | 'PersistentVolumeClaimAdd' | 'PersistentVolumeClaimUpdate' | 'PersistentVolumeAdd' | 'PersistentVolumeUpdate'
  | 'StorageClassAdd' | 'StorageClassUpdate' | 'CSINodeAdd' | 'CSINodeUpdate' | 'VolumeAttachmentDelete'
  | 'ResourceClaimAdd' | 'ResourceClaimUpdate' | 'ResourceClaimDelete' | 'DeviceClassAdd' | 'DeviceClassUpdate' | 'ResourceSliceAdd' | 'ResourceSliceUpdate';

export interface ClusterEvent {
  readonly kind: ClusterEventKind;
  readonly node?: Node;
  readonly previousNode?: Node;
  /** The pod that changed: an assigned one, or (Pod…) the waiting pod itself. */
  readonly pod?: PodInfo;
  readonly previousPod?: PodInfo;
  /** Another object that changed: a claim, a volume, a class … */
  readonly object?: KubernetesObject;
  readonly previousObject?: KubernetesObject;
}

/** Whether the event is worth another attempt. Source: framework.QueueingHint. */
export type QueueingHint = 'Queue' | 'Skip';

export interface EventRegistration {
  readonly kinds: readonly ClusterEventKind[];
  /** Absent: every such event is worth an attempt. */
  readonly hint?: (waiting: PodInfo, event: ClusterEvent, cache: SchedulerCache) => QueueingHint;
}
