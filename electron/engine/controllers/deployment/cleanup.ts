import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Write } from '../controller.ts';
import { byRevision, sizeOf } from './replica-sets.ts';

const maxInt32 = 2 ** 31 - 1;

/**
 * Deletes old, empty ReplicaSets beyond revisionHistoryLimit, lowest revision first. One that is not empty uses up its turn.
 * Source: cleanupDeployment, pkg/controller/deployment/sync.go.
 */
export function cleanupWrites(deployment: Deployment, oldReplicaSets: readonly ReplicaSet[]): Write[] {
  const limit = deployment.spec.revisionHistoryLimit;
  if (limit === undefined || limit === maxInt32) return [];
  const cleanable = oldReplicaSets.filter((replicaSet) => !replicaSet.metadata.deletionTimestamp);
  const surplus = [...cleanable].sort(byRevision).slice(0, Math.max(cleanable.length - limit, 0));
  return surplus.filter(isEmptyAndSynced).map(
    (replicaSet): Write => ({ verb: 'delete', resource: 'replicasets', key: objectKey(replicaSet) }),
  );
}

function isEmptyAndSynced(replicaSet: ReplicaSet): boolean {
  return (replicaSet.status?.replicas ?? 0) === 0 && sizeOf(replicaSet) === 0
    && (replicaSet.metadata.generation ?? 0) <= (replicaSet.status?.observedGeneration ?? 0);
}
