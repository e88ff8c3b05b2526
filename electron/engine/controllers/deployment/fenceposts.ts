import { scaledIntOrPercent } from '../../../../shared/kubernetes/intstr.ts';
import type { Deployment } from '../../../../shared/kubernetes/types/apps.ts';
import type { IntOrString } from '../../../../shared/kubernetes/types/meta.ts';

/** How far a rolling update may leave the desired number of pods. */
export interface Fenceposts {
  surge: number;
  unavailable: number;
}

/**
 * @param maxSurge rounded up; absent or malformed: 0
 * @param maxUnavailable rounded down; when both come to 0, one pod may be unavailable, else nothing could move
 * Source: ResolveFenceposts, pkg/controller/deployment/util/deployment_util.go.
 */
export function resolveFenceposts(
  maxSurge: IntOrString | undefined, maxUnavailable: IntOrString | undefined, replicas: number,
): Fenceposts {
  const surge = scaled(maxSurge, replicas, 'up');
  const unavailable = scaled(maxUnavailable, replicas, 'down');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

function scaled(value: IntOrString | undefined, replicas: number, round: 'up' | 'down'): number {
  const result = scaledIntOrPercent(value ?? 0, replicas, round);
  return result.ok ? result.value : 0;
}

export function desiredReplicas(deployment: Deployment): number {
  return deployment.spec.replicas ?? 1;
}

export function isRollingUpdate(deployment: Deployment): boolean {
  return (deployment.spec.strategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
}

/** Pods above the desired number that a rolling update may have. Source: MaxSurge. */
export function maxSurgeOf(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? fencepostsOf(deployment).surge : 0;
}

/** Pods below the desired number that a rolling update may have, at most all. Source: MaxUnavailable. */
export function maxUnavailableOf(deployment: Deployment): number {
  const replicas = desiredReplicas(deployment);
  return isRollingUpdate(deployment) && replicas > 0 ? Math.min(fencepostsOf(deployment).unavailable, replicas) : 0;
}

function fencepostsOf(deployment: Deployment): Fenceposts {
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  return resolveFenceposts(maxSurge, maxUnavailable, desiredReplicas(deployment));
}
