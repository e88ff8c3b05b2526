import { scaledIntOrPercent } from '../../../../shared/kubernetes/intstr.ts';
import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, OwnerReference } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { Result } from '../../../../shared/result.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { ApiReader } from '../../apistore/api-client.ts';

export interface ExpectedPods {
  expected: number;
  desiredHealthy: number;
  /** Names of pods that no controller owns; they are not counted. */
  unmanaged: string[];
}

type Scaled = KubernetesObject & { spec?: { replicas?: number } };

/** Kinds with a scale subresource. */
const scalable = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/**
 * How many pods there should be and how many of them must be healthy. A number of `minAvailable` counts the pods that are there; all else is a
 * share of what the pods' controllers want. The error is the reason for the condition. Source: getExpectedPodCount, getExpectedScale.
 */
export function expectedPods(budget: PodDisruptionBudget, pods: readonly Pod[], api: ApiReader): Result<ExpectedPods, string> {
  const { minAvailable, maxUnavailable } = budget.spec;
  if (maxUnavailable === undefined && minAvailable === undefined) return ok({ expected: 0, desiredHealthy: 0, unmanaged: [] });
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return ok({ expected: pods.length, desiredHealthy: minAvailable, unmanaged: [] });
  }
  const scale = expectedScale(pods, api);
  if (!scale.ok) return scale;
  const { expected, unmanaged } = scale.value;
  const share = scaledIntOrPercent(maxUnavailable ?? minAvailable ?? 0, expected, 'up');
  if (!share.ok) return share;
  const desiredHealthy = maxUnavailable === undefined ? share.value : Math.max(0, expected - share.value);
  return ok({ expected, desiredHealthy, unmanaged });
}

function expectedScale(pods: readonly Pod[], api: ApiReader): Result<Omit<ExpectedPods, 'desiredHealthy'>, string> {
  const scales = new Map<string, number>();
  const unmanaged: string[] = [];
  const seen = new Set<string>();
  for (const pod of pods) {
    const reference = controllerOf(pod);
    if (!reference) {
      unmanaged.push(pod.metadata.name);
      continue;
    }
    if (seen.has(reference.uid)) continue;
    seen.add(reference.uid);
    const controller = topController(pod, reference, api);
    if (!controller.ok) return controller;
    scales.set(controller.value.metadata.uid ?? '', controller.value.spec?.replicas ?? 1);
  }
  return ok({ expected: [...scales.values()].reduce((sum, count) => sum + count, 0), unmanaged });
}

/** The controller of a pod; the Deployment above a ReplicaSet. */
function topController(pod: Pod, reference: OwnerReference, api: ApiReader): Result<Scaled, string> {
  if (!scalable.has(reference.kind)) {
    const { resource, group } = resourceTypeFor(reference.apiVersion, reference.kind);
    return err(`${group === '' ? resource : `${resource}.${group}`} does not implement the scale subresource`);
  }
  const owner = find(pod.metadata.namespace ?? '', reference, api);
  if (!owner) return err(`found no controllers for pod ${JSON.stringify(pod.metadata.name)}`);
  const above = owner.kind === 'ReplicaSet' ? controllerOf(owner) : undefined;
  const deployment = above?.kind === 'Deployment' ? find(pod.metadata.namespace ?? '', above, api) : undefined;
  return ok(deployment ?? owner);
}

function controllerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find((owner) => owner.controller);
}

function find(namespace: string, { apiVersion, kind, name, uid }: OwnerReference, api: ApiReader): Scaled | undefined {
  const owner = api.get<Scaled>(resourceTypeFor(apiVersion, kind).resource, `${namespace}/${name}`);
  return owner?.metadata.uid === uid ? owner : undefined;
}
