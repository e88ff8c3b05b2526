import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import { desiredReplicasAnnotation, maxReplicasAnnotation, replicasAnnotation } from './annotations.ts';
import { desiredReplicas, isRollingUpdate, maxSurgeOf } from './fenceposts.ts';
import { activeOf, byCreation, bySizeNewer, bySizeOlder, desiredPods, sizeOf } from './replica-sets.ts';
import type { Resize } from './rolling.ts';

/**
 * Sizes after the Deployment's `replicas` changed, or while it is paused: one active ReplicaSet takes all; a saturated new one empties
 * the old ones; in the middle of a rollout all share the difference in proportion to their sizes.
 * @returns the resizes in order. Of proportional scaling all are returned, for their annotations change even where the size stays.
 * Source: scale, pkg/controller/deployment/sync.go.
 */
export function scaleResizes(
  deployment: Deployment, newReplicaSet: ReplicaSet | undefined, oldReplicaSets: readonly ReplicaSet[],
): Resize[] {
  const desired = desiredReplicas(deployment);
  const only = activeOrLatest(newReplicaSet, oldReplicaSets);
  if (only) return sizeOf(only) === desired ? [] : [{ replicaSet: only, size: desired }];
  if (isSaturated(deployment, newReplicaSet)) return activeOf(oldReplicaSets).map((replicaSet) => ({ replicaSet, size: 0 }));
  if (!isRollingUpdate(deployment)) return [];
  return proportionalResizes(deployment, newReplicaSet ? [...oldReplicaSets, newReplicaSet] : oldReplicaSets);
}

/** Whether the Deployment was scaled since its ReplicaSets were last sized. Source: isScalingEvent. */
export function isScalingEvent(deployment: Deployment, all: readonly ReplicaSet[]): boolean {
  return activeOf(all).some((replicaSet) => {
    const desired = replicasAnnotation(replicaSet, desiredReplicasAnnotation);
    return desired !== undefined && desired !== desiredReplicas(deployment);
  });
}

/** The only active ReplicaSet, or, with none active, the newest; undefined with several active. Source: FindActiveOrLatest. */
function activeOrLatest(newReplicaSet: ReplicaSet | undefined, oldReplicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const newestFirst = [...oldReplicaSets].sort((a, b) => byCreation(b, a));
  const active = activeOf(newReplicaSet ? [...newestFirst, newReplicaSet] : newestFirst);
  if (active.length > 1) return undefined;
  return active[0] ?? newReplicaSet ?? newestFirst[0];
}

/** Source: IsSaturated. */
function isSaturated(deployment: Deployment, replicaSet: ReplicaSet | undefined): boolean {
  const desired = desiredReplicas(deployment);
  return replicaSet !== undefined && sizeOf(replicaSet) === desired && replicasAnnotation(replicaSet, desiredReplicasAnnotation) === desired
    && (replicaSet.status?.availableReplicas ?? 0) === desired;
}

function proportionalResizes(deployment: Deployment, all: readonly ReplicaSet[]): Resize[] {
  const active = activeOf(all);
  const desired = desiredReplicas(deployment);
  const allowed = desired > 0 ? desired + maxSurgeOf(deployment) : 0;
  const toAdd = allowed - desiredPods(active);
  // Among ReplicaSets of one size the newer grow first and the older shrink first.
  if (toAdd > 0) active.sort(bySizeNewer);
  if (toAdd < 0) active.sort(bySizeOlder);

  let added = 0;
  const resizes = active.map((replicaSet): Resize => {
    const proportion = proportionOf(deployment, replicaSet, toAdd, added);
    added += proportion;
    return { replicaSet, size: sizeOf(replicaSet) + proportion };
  });
  // What rounding left over goes to the largest.
  const [largest] = resizes;
  if (largest && toAdd !== 0) largest.size = Math.max(largest.size + toAdd - added, 0);
  return resizes;
}

/** Source: GetReplicaSetProportion. */
function proportionOf(deployment: Deployment, replicaSet: ReplicaSet, toAdd: number, added: number): number {
  if (sizeOf(replicaSet) === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = fractionOf(deployment, replicaSet);
  const allowed = toAdd - added;
  return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
}

/** Source: getReplicaSetFraction: by how much this one grows or shrinks if it keeps its share. */
function fractionOf(deployment: Deployment, replicaSet: ReplicaSet): number {
  const desired = desiredReplicas(deployment);
  const size = sizeOf(replicaSet);
  if (desired === 0) return -size;
  const before = replicasAnnotation(replicaSet, maxReplicasAnnotation) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return roundHalfAwayFromZero((size * (desired + maxSurgeOf(deployment))) / before) - size;
}

/** Source: integer.RoundToInt32. */
function roundHalfAwayFromZero(value: number): number {
  return value < 0 ? Math.ceil(value - 0.5) : Math.floor(value + 0.5);
}
