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

  const unhealthy = cleanUpUnhealthy(old, maxScaledDown);
  if (!unhealthy.upToDate) return unhealthy.resizes;
  const left = old.map((replicaSet) => resized(unhealthy.resizes.find((resize) => resize.replicaSet === replicaSet)) ?? replicaSet);
  return [...unhealthy.resizes, ...shrinkAvailable(left, availablePods([...old, newReplicaSet]) - minAvailable)];
}

/**
 * `upToDate`: false when a ReplicaSet reports more available pods than it should have: its status is from before its last resize, and
 * counting on it would take away too many. Source: cleanupUnhealthyReplicas, which calls that an invalid request to scale down.
 */
function cleanUpUnhealthy(old: readonly ReplicaSet[], limit: number): { resizes: Resize[]; upToDate: boolean } {
  const resizes: Resize[] = [];
  let left = limit;
  for (const replicaSet of old) {
    if (left <= 0) break;
    const unhealthy = sizeOf(replicaSet) - (replicaSet.status?.availableReplicas ?? 0);
    if (unhealthy < 0) return { resizes, upToDate: false };
    const removed = Math.min(left, unhealthy);
    if (removed > 0) resizes.push({ replicaSet, size: sizeOf(replicaSet) - removed });
    left -= removed;
  }
  return { resizes, upToDate: true };
}

/** A second resize of one of them, after that of its unhealthy pods, is told apart. Source: scaleDownOldReplicaSetsForRollingUpdate. */
function shrinkAvailable(old: readonly ReplicaSet[], surplus: number): Resize[] {
  let left = Math.max(surplus, 0);
  return old.flatMap((replicaSet) => {
    const removed = Math.min(left, sizeOf(replicaSet));
    left -= removed;
    return removed > 0 ? [{ replicaSet, size: sizeOf(replicaSet) - removed }] : [];
  });
}

function resized(resize: Resize | undefined): ReplicaSet | undefined {
  return resize && { ...resize.replicaSet, spec: { ...resize.replicaSet.spec, replicas: resize.size } };
}
