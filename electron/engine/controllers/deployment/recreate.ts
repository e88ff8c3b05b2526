import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Outcome } from '../controller.ts';
import { isPodTerminal } from '../pod-state.ts';
import { cleanupWrites } from './cleanup.ts';
import { desiredReplicas } from './fenceposts.ts';
import { activeOf, actualPods, sizeOf } from './replica-sets.ts';
import type { DeploymentSync } from './sync.ts';
import { isComplete } from './status.ts';

/**
 * All old pods go before the first new one comes.
 * @param podsOf all pods of a ReplicaSet, terminating ones included
 * Source: rolloutRecreate, pkg/controller/deployment/recreate.go.
 */
export function rolloutRecreate(
  sync: DeploymentSync, podsOf: (replicaSet: ReplicaSet) => Iterable<Pod>, existing: (name: string) => ReplicaSet | undefined,
): Outcome {
  sync.syncRevision();
  if (sync.resize(activeOf(sync.oldReplicaSets).map((replicaSet) => ({ replicaSet, size: 0 })))) return sync.finish(true);
  if (oldPodsRunning(sync.oldReplicaSets, podsOf)) return sync.finish(true);
  if (!sync.newReplicaSet && !sync.createNewReplicaSet(existing)) return sync.finish(true);

  const { newReplicaSet, deployment } = sync;
  const desired = desiredReplicas(deployment);
  if (newReplicaSet && sizeOf(newReplicaSet) !== desired) sync.resize([{ replicaSet: newReplicaSet, size: desired }]);
  if (isComplete(deployment, deployment.status ?? {})) sync.writes.push(...cleanupWrites(deployment, sync.oldReplicaSets));
  return sync.finish(true);
}

/** Source: oldPodsRunning: a terminating pod counts as long as it has not ended. */
function oldPodsRunning(oldReplicaSets: readonly ReplicaSet[], podsOf: (replicaSet: ReplicaSet) => Iterable<Pod>): boolean {
  if (actualPods(oldReplicaSets) > 0) return true;
  for (const replicaSet of oldReplicaSets) for (const pod of podsOf(replicaSet)) if (!isPodTerminal(pod)) return true;
  return false;
}
