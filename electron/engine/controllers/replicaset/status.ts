import { jsonEqual } from '../../../../shared/json.ts';
import type { Status } from '../../../../shared/kubernetes/status.ts';
import type { ReplicaSet, WorkloadCondition } from '../../../../shared/kubernetes/types/apps.ts';
import type { Env } from '../../env.ts';
import type { Write } from '../controller.ts';

export interface ReplicaCounts {
  replicas: number;
  fullyLabeled: number;
  ready: number;
  available: number;
  terminating: number;
}

/**
 * The status to report. Zero counts are left out as in the API's JSON, but for `replicas` and `terminatingReplicas`.
 * @param failure the refusal that stopped creation in this pass
 * Source: calculateStatus, pkg/controller/replicaset/replica_set_utils.go.
 */
export function replicaSetStatus(
  replicaSet: ReplicaSet, counts: ReplicaCounts, failure: Status | undefined, env: Env,
): NonNullable<ReplicaSet['status']> {
  const conditions = conditionsAfter(replicaSet, counts, failure, env);
  return {
    replicas: counts.replicas,
    ...(counts.fullyLabeled > 0 ? { fullyLabeledReplicas: counts.fullyLabeled } : {}),
    ...(counts.ready > 0 ? { readyReplicas: counts.ready } : {}),
    ...(counts.available > 0 ? { availableReplicas: counts.available } : {}),
    terminatingReplicas: counts.terminating,
    ...(replicaSet.metadata.generation ? { observedGeneration: replicaSet.metadata.generation } : {}),
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}

function conditionsAfter(replicaSet: ReplicaSet, counts: ReplicaCounts, failure: Status | undefined, env: Env): WorkloadCondition[] {
  const conditions = replicaSet.status?.conditions ?? [];
  const reported = conditions.some((condition) => condition.type === 'ReplicaFailure');
  if (failure && !reported) {
    const reason = counts.replicas < (replicaSet.spec.replicas ?? 1) ? 'FailedCreate' : 'FailedDelete';
    return [
      ...conditions, { type: 'ReplicaFailure', status: 'True', lastTransitionTime: env.timestamp(), reason, message: failure.message },
    ];
  }
  return failure || !reported ? conditions : conditions.filter((condition) => condition.type !== 'ReplicaFailure');
}

/** No write when nothing differs. */
export function statusWrite(replicaSet: ReplicaSet, counts: ReplicaCounts, failure: Status | undefined, env: Env): Write[] {
  const status = replicaSetStatus(replicaSet, counts, failure, env);
  return jsonEqual(status, replicaSet.status) ? [] : [{ verb: 'updateStatus', object: { ...replicaSet, status } as ReplicaSet }];
}
