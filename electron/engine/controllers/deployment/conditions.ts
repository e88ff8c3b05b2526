import type { Deployment, WorkloadCondition } from '../../../../shared/kubernetes/types/apps.ts';
import type { ConditionStatus } from '../../../../shared/kubernetes/types/meta.ts';
import type { Env } from '../../env.ts';

/** Reasons of the conditions of a Deployment. Source: pkg/controller/deployment/util/deployment_util.go. */
export const reasons = {
  replicaSetUpdated: 'ReplicaSetUpdated',
  failedReplicaSetCreate: 'ReplicaSetCreateError',
  newReplicaSet: 'NewReplicaSetCreated',
  foundNewReplicaSet: 'FoundNewReplicaSet',
  newReplicaSetAvailable: 'NewReplicaSetAvailable',
  timedOut: 'ProgressDeadlineExceeded',
  paused: 'DeploymentPaused',
  resumed: 'DeploymentResumed',
  minimumReplicasAvailable: 'MinimumReplicasAvailable',
  minimumReplicasUnavailable: 'MinimumReplicasUnavailable',
} as const;

type Conditions = readonly WorkloadCondition[];

export function conditionOf(conditions: Conditions | undefined, type: string): WorkloadCondition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function newCondition(type: string, status: ConditionStatus, reason: string, message: string, env: Env): WorkloadCondition {
  const now = env.timestamp();
  return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/**
 * Sets a condition unless one of the same status and reason stands already; the transition time survives when the status stays. A changed
 * one moves to the end.
 * Source: SetDeploymentCondition.
 */
export function withCondition(conditions: Conditions, condition: WorkloadCondition): Conditions {
  const current = conditionOf(conditions, condition.type);
  if (current && current.status === condition.status && current.reason === condition.reason) return conditions;
  const lastTransitionTime = current?.status === condition.status ? current.lastTransitionTime : condition.lastTransitionTime;
  return [...withoutCondition(conditions, condition.type), { ...condition, ...(lastTransitionTime ? { lastTransitionTime } : {}) }];
}

export function withoutCondition(conditions: Conditions, type: string): Conditions {
  return conditions.some((condition) => condition.type === type) ? conditions.filter((condition) => condition.type !== type) : conditions;
}

const maxInt32 = 2 ** 31 - 1;

/** The largest int32 stands for "no deadline". Source: HasProgressDeadline. */
export function progressDeadlineMs(deployment: Deployment): number | undefined {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds === undefined || seconds === maxInt32 ? undefined : seconds * 1000;
}
