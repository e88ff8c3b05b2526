import { scaledIntOrPercent } from '../../../../shared/kubernetes/intstr.ts';
import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, OwnerReference } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { Result } from '../../../../shared/result.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { controllerOf } from '../owner-references.ts';
import type { BudgetCounts } from './tally.ts';

export interface ExpectedPods {
  expected: number;
  desiredHealthy: number;
  /** There are pods that no controller owns, which are not counted but should be. */
  unmanaged: boolean;
}

type Scaled = KubernetesObject & { spec?: { replicas?: number } };

/** Kinds with a scale subresource. */
const scalable = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/**
 * How many pods there should be and how many of them must be healthy. A number of `minAvailable` counts the pods that are there; all else is a
 * share of what the pods' controllers want. The error is the reason for the condition. Source: getExpectedPodCount, getExpectedScale.
 * @param pods the counted ones, in the order of the store; asked for only to tell of which the controller is not found
 */
export function expectedPods(budget: PodDisruptionBudget, counts: BudgetCounts, pods: () => Iterable<Pod>, api: ApiReader): Result<ExpectedPods, string> {
  const { minAvailable, maxUnavailable } = budget.spec;
  if (maxUnavailable === undefined && minAvailable === undefined) return ok({ expected: 0, desiredHealthy: 0, unmanaged: false });
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return ok({ expected: counts.pods, desiredHealthy: minAvailable, unmanaged: false });
  }
  const scale = expectedScale(budget.metadata.namespace ?? '', counts, pods, api);
  if (!scale.ok) return scale;
  const share = scaledIntOrPercent(maxUnavailable ?? minAvailable ?? 0, scale.value, 'up');
  if (!share.ok) return share;
  const desiredHealthy = maxUnavailable === undefined ? share.value : Math.max(0, scale.value - share.value);
  return ok({ expected: scale.value, desiredHealthy, unmanaged: counts.unmanaged > 0 });
}

function expectedScale(namespace: string, { controllers }: BudgetCounts, pods: () => Iterable<Pod>, api: ApiReader): Result<number, string> {
  const scales = new Map<string, number>();
  for (const { reference } of controllers.values()) {
    const controller = topController(namespace, reference, api);
    if (!controller.ok) return firstFailure(namespace, pods(), api);
    scales.set(controller.value.metadata.uid ?? '', controller.value.spec?.replicas ?? 1);
  }
  return ok([...scales.values()].reduce((sum, count) => sum + count, 0));
}

/** The first pod whose controller is not found, or has no scale, is named. */
function firstFailure(namespace: string, pods: Iterable<Pod>, api: ApiReader): Result<never, string> {
  for (const pod of pods) {
    const reference = controllerOf(pod);
    const controller = reference && topController(namespace, reference, api);
    if (controller && !controller.ok) return err(controller.error ?? `found no controllers for pod ${JSON.stringify(pod.metadata.name)}`);
  }
  return err('found no controllers');
}

/** The controller of pods; the Deployment above a ReplicaSet. The error is why it has no scale; undefined: it is not there. */
function topController(namespace: string, reference: OwnerReference, api: ApiReader): Result<Scaled, string | undefined> {
  if (!scalable.has(reference.kind)) {
    const { resource, group } = resourceTypeFor(reference.apiVersion, reference.kind);
    return err(`${group === '' ? resource : `${resource}.${group}`} does not implement the scale subresource`);
  }
  const owner = find(namespace, reference, api);
  if (!owner) return err(undefined);
  const above = owner.kind === 'ReplicaSet' ? controllerOf(owner) : undefined;
  const deployment = above?.kind === 'Deployment' ? find(namespace, above, api) : undefined;
  return ok(deployment ?? owner);
}

function find(namespace: string, { apiVersion, kind, name, uid }: OwnerReference, api: ApiReader): Scaled | undefined {
  const owner = api.get<Scaled>(resourceTypeFor(apiVersion, kind).resource, `${namespace}/${name}`);
  return owner?.metadata.uid === uid ? owner : undefined;
}
