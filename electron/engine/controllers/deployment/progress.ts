import type { Deployment, ReplicaSet, WorkloadCondition } from '../../../../shared/kubernetes/types/apps.ts';
import type { Env } from '../../env.ts';
import { conditionOf, newCondition, progressDeadlineMs, reasons, withCondition, withoutCondition } from './conditions.ts';
import { isComplete, type DeploymentStatus } from './status.ts';

/** Source of this file: pkg/controller/deployment/progress.go. */

/**
 * Adds to a calculated status what it says about progress, and the failures of the ReplicaSets.
 * @param deployment with the status as it stands in the API
 * Source: syncRolloutStatus.
 */
export function withProgress(
  deployment: Deployment, status: DeploymentStatus, newReplicaSet: ReplicaSet | undefined, oldReplicaSets: readonly ReplicaSet[], env: Env,
): DeploymentStatus {
  const progressing = progressConditions(deployment, status, newReplicaSet, env);
  const failure = replicaFailure(newReplicaSet, oldReplicaSets);
  const conditions = failure ? withCondition(progressing, failure) : withoutCondition(progressing, 'ReplicaFailure');
  return { ...status, conditions: conditions as WorkloadCondition[] };
}

function progressConditions(
  deployment: Deployment, status: DeploymentStatus, newReplicaSet: ReplicaSet | undefined, env: Env,
): readonly WorkloadCondition[] {
  const conditions = status.conditions ?? [];
  if (progressDeadlineMs(deployment) === undefined) return withoutCondition(conditions, 'Progressing');
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  const rolledOutBefore = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === reasons.newReplicaSetAvailable;
  if (rolledOutBefore) return conditions;

  const subject = newReplicaSet ? `ReplicaSet "${newReplicaSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(deployment, status)) {
    return withCondition(
      conditions, newCondition('Progressing', 'True', reasons.newReplicaSetAvailable, `${subject} has successfully progressed.`, env),
    );
  }
  if (madeProgress(deployment.status ?? {}, status)) {
    // Here alone lastUpdateTime moves although status and reason stay: the deadline counts from it.
    const condition = newCondition('Progressing', 'True', reasons.replicaSetUpdated, `${subject} is progressing.`, env);
    if (current?.status === 'True' && current.lastTransitionTime) condition.lastTransitionTime = current.lastTransitionTime;
    return [...withoutCondition(conditions, 'Progressing'), condition];
  }
  if (hasTimedOut(deployment, status, env)) {
    return withCondition(conditions, newCondition('Progressing', 'False', reasons.timedOut, `${subject} has timed out progressing.`, env));
  }
  return conditions;
}

/** Source: DeploymentProgressing. */
function madeProgress(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const oldPods = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) || oldPods(after) < oldPods(before)
    || (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) || (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0);
}

/** Source: DeploymentTimedOut. */
function hasTimedOut(deployment: Deployment, status: DeploymentStatus, env: Env): boolean {
  const condition = conditionOf(status.conditions, 'Progressing');
  if (!condition || condition.reason === reasons.newReplicaSetAvailable) return false;
  if (condition.reason === reasons.timedOut) return true;
  const deadline = deadlineAtMs(deployment, condition, env);
  return deadline !== undefined && deadline < env.nowMs;
}

function deadlineAtMs(deployment: Deployment, condition: WorkloadCondition, env: Env): number | undefined {
  const deadlineMs = progressDeadlineMs(deployment);
  return deadlineMs === undefined || !condition.lastUpdateTime ? undefined : env.parseTimestamp(condition.lastUpdateTime) + deadlineMs;
}

/**
 * Milliseconds until a stuck rollout must be looked at again; undefined: nothing to wait for.
 * Source: requeueStuckDeployment, which adds a second. Differs: once a rollout has completed nothing can time out, so it is not polled.
 */
export function deadlineCheckAfterMs(deployment: Deployment, status: DeploymentStatus, env: Env): number | undefined {
  const condition = conditionOf(status.conditions, 'Progressing');
  if (!condition || isComplete(deployment, status)) return undefined;
  if (condition.reason === reasons.timedOut || condition.reason === reasons.newReplicaSetAvailable) return undefined;
  const deadline = deadlineAtMs(deployment, condition, env);
  return deadline === undefined ? undefined : Math.max(deadline - env.nowMs, 0) + 1000;
}

/** A failure of the new ReplicaSet comes before one of the old. Source: getReplicaFailures. */
function replicaFailure(newReplicaSet: ReplicaSet | undefined, oldReplicaSets: readonly ReplicaSet[]): WorkloadCondition | undefined {
  for (const replicaSet of newReplicaSet ? [newReplicaSet, ...oldReplicaSets] : oldReplicaSets) {
    const condition = conditionOf(replicaSet.status?.conditions, 'ReplicaFailure');
    if (condition) return { ...condition, ...(condition.lastTransitionTime ? { lastUpdateTime: condition.lastTransitionTime } : {}) };
  }
  return undefined;
}
