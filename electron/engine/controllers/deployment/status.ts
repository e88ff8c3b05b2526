import type { Deployment, ReplicaSet, WorkloadCondition } from '../../../../shared/kubernetes/types/apps.ts';
import type { Env } from '../../env.ts';
import { newCondition, reasons, withCondition } from './conditions.ts';
import { desiredReplicas, maxUnavailableOf } from './fenceposts.ts';
import { actualPods, availablePods, desiredPods, sumOver } from './replica-sets.ts';

export type DeploymentStatus = NonNullable<Deployment['status']>;

/**
 * The status that follows from the statuses of the ReplicaSets; pods are not looked at. Zero counts are left out as in the API's JSON.
 * Source: calculateStatus, pkg/controller/deployment/sync.go.
 */
export function deploymentStatus(
  deployment: Deployment, newReplicaSet: ReplicaSet | undefined, oldReplicaSets: readonly ReplicaSet[], env: Env,
): DeploymentStatus {
  const all = newReplicaSet ? [...oldReplicaSets, newReplicaSet] : oldReplicaSets;
  const available = availablePods(all);
  const enough = available >= desiredReplicas(deployment) - maxUnavailableOf(deployment);
  const availability = enough
    ? newCondition('Available', 'True', reasons.minimumReplicasAvailable, 'Deployment has minimum availability.', env)
    : newCondition('Available', 'False', reasons.minimumReplicasUnavailable, 'Deployment does not have minimum availability.', env);
  const terminating = terminatingPods(all);
  const { collisionCount, conditions = [] } = deployment.status ?? {};
  return {
    ...(deployment.metadata.generation ? { observedGeneration: deployment.metadata.generation } : {}),
    ...positive('replicas', actualPods(all)),
    ...positive('updatedReplicas', newReplicaSet ? actualPods([newReplicaSet]) : 0),
    ...positive('readyReplicas', sumOver(all, (replicaSet) => replicaSet.status?.readyReplicas)),
    ...positive('availableReplicas', available),
    ...positive('unavailableReplicas', desiredPods(all) - available),
    ...(terminating !== undefined ? { terminatingReplicas: terminating } : {}),
    ...(collisionCount !== undefined ? { collisionCount } : {}),
    conditions: withCondition(conditions, availability) as WorkloadCondition[],
  };
}

function positive(field: keyof DeploymentStatus, count: number): DeploymentStatus {
  return count > 0 ? { [field]: count } : {};
}

/** Unknown while a ReplicaSet that was synced has not reported it. Source: GetTerminatingReplicaCountForReplicaSets. */
function terminatingPods(all: readonly ReplicaSet[]): number | undefined {
  let sum = 0;
  for (const { status } of all) {
    if (status?.terminatingReplicas !== undefined) sum += status.terminatingReplicas;
    else if (status?.observedGeneration) return undefined;
  }
  return sum;
}

/** All pods are of the new template and available. Source: DeploymentComplete. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const desired = desiredReplicas(deployment);
  return (status.updatedReplicas ?? 0) === desired && (status.replicas ?? 0) === desired && (status.availableReplicas ?? 0) === desired
    && (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0);
}
