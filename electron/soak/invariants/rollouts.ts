import type { Deployment, ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import { desiredReplicas, isRollingUpdate, maxSurgeOf, maxUnavailableOf } from '../../engine/controllers/deployment/fenceposts.ts';
import { noteLimit, recentLimit, seenAfterMs } from './controllers.ts';
import type { CommitInvariant } from './index.ts';

/**
 * What the Deployment controller guarantees of a rolling update, by the sizes it writes: their sum grows to no more than replicas and surge, and pods that count
 * as available are taken away only down to what must stay available.
 */
export const rolloutsKeepTheirBounds: CommitInvariant = {
  name: 'rolling updates keep maxSurge and maxUnavailable',
  check({ resource, object, previous, type }, world, history) {
    if (resource === 'deployments') {
      if (previous) noteLimit(history, world, object.metadata.uid ?? '', desiredReplicas(previous as Deployment) + maxSurgeOf(previous as Deployment));
      return undefined;
    }
    if (resource !== 'replicasets' || type !== 'MODIFIED') return undefined;
    const [before, after] = [previous as ReplicaSet, object as ReplicaSet];
    const [from, to] = [before.spec.replicas ?? 1, after.spec.replicas ?? 1];
    const owner = after.metadata.ownerReferences?.find(({ controller }) => controller);
    const deployment = owner && world.api.get<Deployment>('deployments', `${after.metadata.namespace ?? ''}/${owner.name}`);
    if (from === to || !deployment || deployment.metadata.uid !== owner.uid || !isRollingUpdate(deployment)) return undefined;
    const siblings = [...world.api.byIndex<ReplicaSet>('replicasets', 'controller', owner.uid)].filter(({ metadata }) => metadata.uid !== after.metadata.uid);
    const others = siblings.reduce((sum, { spec }) => sum + (spec.replicas ?? 1), 0);
    const limit = recentLimit(history, world, owner.uid, desiredReplicas(deployment) + maxSurgeOf(deployment));
    if (to > from && others + to > limit) return `the sizes sum up to ${others + to}, at most ${limit} are allowed`;
    if (to > from || lately(history.sizes.get(owner.uid), world.nowMs)) return undefined;
    const available = (set: ReplicaSet, size: number): number => Math.min(set.status?.availableReplicas ?? 0, size);
    const rest = siblings.reduce((sum, set) => sum + available(set, set.spec.replicas ?? 1), 0);
    const least = desiredReplicas(deployment) - maxUnavailableOf(deployment);
    const [had, has] = [rest + available(before, from), rest + available(before, to)];
    return has < Math.min(had, least) ? `${had} available pods became ${has}, at least ${least} must stay` : undefined;
  },
};

/** The Deployment was written within the last moment: sizes may still follow what it wanted before. */
function lately(entries: readonly { readonly atMs: number }[] | undefined, nowMs: number): boolean {
  return entries?.some(({ atMs }) => nowMs - atMs <= seenAfterMs) ?? false;
}
