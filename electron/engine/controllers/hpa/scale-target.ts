import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import { selectorFromObject, selectorString } from '../../../../shared/kubernetes/label-selector.ts';
import { compileSelector } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { Matcher } from '../../../../shared/kubernetes/label-selector.ts';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { KubernetesObject, LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { ApiReader } from '../../apistore/api-client.ts';

/** A workload with a scale subresource. */
export interface Scalable extends KubernetesObject {
  spec: { replicas?: number; selector?: LabelSelector };
  status?: { replicas?: number };
}

/** The scale of an autoscaler's target: autoscaling/v1 Scale, and the object behind it. */
export interface ScaleTarget {
  readonly object: Scalable;
  readonly specReplicas: number;
  readonly statusReplicas: number;
  /** status.selector; '' selects nothing that an autoscaler could work with. */
  readonly selector: string;
  readonly matches: Matcher;
}

/** The built-in resources that have a scale subresource. */
const scalableResources: ReadonlySet<string> = new Set(['deployments', 'replicasets', 'statefulsets']);

/** Reads the scale. The error is the text with which the API refuses. Source: scaleForResourceMappings. */
export function readScale(api: ApiReader, { metadata, spec: { scaleTargetRef } }: HorizontalPodAutoscaler): Result<ScaleTarget, string> {
  const { apiVersion = '', kind, name } = scaleTargetRef;
  const { resource, group } = resourceTypeFor(apiVersion, kind);
  if (!scalableResources.has(resource)) return err('the server could not find the requested resource');
  const object = api.get<Scalable>(resource, `${metadata.namespace ?? ''}/${name}`);
  // Only the scale of a StatefulSet reports the error of the object itself.
  if (!object) return err(`${resource}${resource === 'statefulsets' ? '' : '/scale'}.${group} "${name}" not found`);
  const selector = selectorFromObject(object.spec.selector);
  if (!selector.ok) return err(selector.error);
  return ok({
    object,
    specReplicas: object.spec.replicas ?? 1,
    statusReplicas: object.status?.replicas ?? 0,
    selector: selector.value.nothing ? '' : selectorString(selector.value),
    matches: compileSelector(selector.value),
  });
}
