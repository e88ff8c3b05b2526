import { jsonEqual } from '../../../../shared/json.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { Env } from '../../env.ts';
import type { Write } from '../controller.ts';
import { revisionOf } from './identity.ts';
import { isCreated, isRunningAndAvailable, isRunningAndReady, isTerminating } from './pods.ts';
import type { SetRevisions } from './revisions.ts';

export interface SetCounts {
  replicas: number;
  ready: number;
  available: number;
  current: number;
  updated: number;
}

/** Counts the pods as they were before this pass; what it creates or deletes is told by the next. Source: computeReplicaStatus. */
export function countPods(set: StatefulSet, pods: readonly Pod[], { current, update }: SetRevisions, env: Env): SetCounts {
  const counts: SetCounts = { replicas: 0, ready: 0, available: 0, current: 0, updated: 0 };
  for (const pod of pods) {
    if (!isCreated(pod)) continue;
    counts.replicas += 1;
    if (isRunningAndReady(pod)) counts.ready += 1;
    if (isRunningAndAvailable(pod, set.spec.minReadySeconds ?? 0, env)) counts.available += 1;
    if (isTerminating(pod)) continue;
    if (revisionOf(pod) === current.metadata.name) counts.current += 1;
    if (revisionOf(pod) === update.metadata.name) counts.updated += 1;
  }
  return counts;
}

/**
 * The status to report; zero counts are left out as in the API's JSON. A finished update makes the update revision the current one.
 * Source: updateStatefulSet, completeRollingUpdate.
 */
export function setStatus(set: StatefulSet, counts: SetCounts, revisions: SetRevisions): NonNullable<StatefulSet['status']> {
  const replicas = set.spec.replicas ?? 1;
  const complete = set.spec.updateStrategy?.type === 'RollingUpdate'
    && counts.updated === replicas && counts.ready === replicas && counts.replicas === replicas;
  const current = complete ? counts.updated : counts.current;
  const { conditions } = set.status ?? {};
  return {
    ...(set.metadata.generation ? { observedGeneration: set.metadata.generation } : {}),
    replicas: counts.replicas,
    ...(counts.ready > 0 ? { readyReplicas: counts.ready } : {}),
    ...(current > 0 ? { currentReplicas: current } : {}),
    ...(counts.updated > 0 ? { updatedReplicas: counts.updated } : {}),
    currentRevision: complete ? revisions.update.metadata.name : revisions.current.metadata.name,
    updateRevision: revisions.update.metadata.name,
    collisionCount: revisions.collisionCount,
    availableReplicas: counts.available,
    ...(conditions ? { conditions } : {}),
  };
}

/** No write when nothing differs. */
export function statusWrite(set: StatefulSet, counts: SetCounts, revisions: SetRevisions): Write[] {
  const status = setStatus(set, counts, revisions);
  return jsonEqual(status, set.status) ? [] : [{ verb: 'updateStatus', object: { ...set, status } as StatefulSet }];
}
