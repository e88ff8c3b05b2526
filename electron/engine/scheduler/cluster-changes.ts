import { jsonEqual } from '../../../shared/json.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { PodInfo } from './cache/pod-info.ts';
import type { ClusterEventKind } from './framework/cluster-event.ts';

/** What about a node changed that plugins may care for. Source: framework.NodeSchedulingPropertiesChange. */
export function nodeChanges(before: Node, after: Node): ClusterEventKind[] {
  const kinds: ClusterEventKind[] = [];
  const uncordoned = Boolean(before.spec?.unschedulable) && !after.spec?.unschedulable;
  if (!jsonEqual(before.status?.allocatable, after.status?.allocatable)) kinds.push('NodeUpdateAllocatable');
  if (!jsonEqual(before.metadata.labels, after.metadata.labels)) kinds.push('NodeUpdateLabel');
  if (uncordoned || !jsonEqual(before.spec?.taints, after.spec?.taints)) kinds.push('NodeUpdateTaint');
  return kinds;
}

/** The same for a pod that waits. Source: framework.PodSchedulingPropertiesChange. */
export function waitingPodChanges(before: PodInfo, after: PodInfo): ClusterEventKind[] {
  const kinds: ClusterEventKind[] = [];
  if (!jsonEqual(before.pod.status?.resourceClaimStatuses, after.pod.status?.resourceClaimStatuses)) kinds.push('PodGeneratedResourceClaims');
  if (before.shape === after.shape && before.pod.spec.schedulingGates === after.pod.spec.schedulingGates) return kinds;
  if (!jsonEqual(before.shape.labels, after.shape.labels)) kinds.push('PodUpdateLabel');
  if (!jsonEqual(before.shape.spec.tolerations, after.shape.spec.tolerations)) kinds.push('PodUpdateToleration');
  if (asksLess(before, after)) kinds.push('PodScaleDown');
  if (before.pod.spec.schedulingGates?.length && !after.pod.spec.schedulingGates?.length) kinds.push('PodGatesEliminated');
  return kinds;
}

/** The same for a pod on a node. */
export function assignedPodChanges(before: PodInfo, after: PodInfo): ClusterEventKind[] {
  if (before.shape === after.shape) return [];
  const kinds: ClusterEventKind[] = [];
  if (!jsonEqual(before.shape.labels, after.shape.labels)) kinds.push('AssignedPodUpdateLabel');
  if (asksLess(before, after)) kinds.push('AssignedPodScaleDown');
  return kinds;
}

function asksLess({ shape: { request: before } }: PodInfo, { shape: { request: after } }: PodInfo): boolean {
  return after.milliCpu < before.milliCpu || after.memory < before.memory || after.ephemeralStorage < before.ephemeralStorage
    || Object.entries(before.scalar).some(([name, amount]) => (after.scalar[name] ?? 0) < amount);
}
