import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import { desiredReplicas, isRollingUpdate, maxSurgeOf, maxUnavailableOf } from './fenceposts.ts';
import { activeOf, availablePods, byCreation, desiredPods, sizeOf } from './replica-sets.ts';

/** A ReplicaSet and the size it shall have. */
export interface Resize {
  replicaSet: ReplicaSet;
  size: number;
}

/**
 * The next step of a rolling update: the new ReplicaSet first; the old ones only if that one stays as it is.
 * Source: rolloutRolling, pkg/controller/deployment/rolling.go.
 * @returns the resizes in order; empty when nothing may move now
 */
export function rollingStep(deployment: Deployment, newReplicaSet: ReplicaSet, oldReplicaSets: readonly ReplicaSet[]): Resize[] {
  const newSize = newSizeOf(deployment, newReplicaSet, [...oldReplicaSets, newReplicaSet]);
  if (newSize !== sizeOf(newReplicaSet)) return [{ replicaSet: newReplicaSet, size: newSize }];
  return shrinkOld(deployment, newReplicaSet, oldReplicaSets);
}

/**
 * How large the new ReplicaSet may be now.
 * @param all every ReplicaSet of the Deployment, the new one included
 * Source: reconcileNewReplicaSet, NewRSNewReplicas.
 */
export function newSizeOf(deployment: Deployment, newReplicaSet: ReplicaSet, all: readonly ReplicaSet[]): number {
  const desired = desiredReplicas(deployment);
  const size = sizeOf(newReplicaSet);
  if (!isRollingUpdate(deployment) || size >= desired) return desired;
  const room = desired + maxSurgeOf(deployment) - desiredPods(all);
  return room <= 0 ? size : Math.min(size + room, desired);
}

/** Source: reconcileOldReplicaSets: unhealthy replicas go first, since they serve nobody and would block the rollout. */
function shrinkOld(deployment: Deployment, newReplicaSet: ReplicaSet, oldReplicaSets: readonly ReplicaSet[]): Resize[] {
  const old = activeOf(oldReplicaSets).sort(byCreation);
  const minAvailable = desiredReplicas(deployment) - maxUnavailableOf(deployment);
  const newUnavailable = sizeOf(newReplicaSet) - (newReplicaSet.status?.availableReplicas ?? 0);
  const maxScaledDown = desiredPods([...oldReplicaSets, newReplicaSet]) - minAvailable - newUnavailable;
  if (old.length === 0 || maxScaledDown <= 0) return [];

  const sizes = old.map(sizeOf);
  const upToDate = cleanUpUnhealthy(old, sizes, maxScaledDown);
  if (upToDate) shrinkAvailable(old, sizes, availablePods([...old, newReplicaSet]) - minAvailable);
  return old.flatMap((replicaSet, index) => (sizes[index] === sizeOf(replicaSet) ? [] : [{ replicaSet, size: sizes[index] as number }]));
}

/**
 * @returns false when a ReplicaSet reports more available pods than it should have: its status is from before its last resize, and
 * counting on it would take away too many. Source: cleanupUnhealthyReplicas, which calls that an invalid request to scale down.
 */
function cleanUpUnhealthy(old: readonly ReplicaSet[], sizes: number[], limit: number): boolean {
  let left = limit;
  for (const [index, replicaSet] of old.entries()) {
    if (left <= 0) return true;
    const unhealthy = (sizes[index] as number) - (replicaSet.status?.availableReplicas ?? 0);
    if (unhealthy < 0) return false;
    const removed = Math.min(left, unhealthy);
    sizes[index] = (sizes[index] as number) - removed;
    left -= removed;
  }
  return true;
}

/** Source: scaleDownOldReplicaSetsForRollingUpdate. */
function shrinkAvailable(old: readonly ReplicaSet[], sizes: number[], surplus: number): void {
  let left = Math.max(surplus, 0);
  for (const index of old.keys()) {
    const removed = Math.min(left, sizes[index] as number);
    sizes[index] = (sizes[index] as number) - removed;
    left -= removed;
  }
}
