import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { podCondition } from '../pod-state.ts';

export const triggerTimeAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';

/** By key of the Service, when what its last look saw had changed last: itself, and each pod by name. RFC 3339. */
export type TriggerTimes = Map<string, { service: string; pods: Map<string, string> }>;

/**
 * When the earliest of the changes happened that are new since the last look, and notes this look. What counts is a Service's creation and the
 * turns of a pod's Ready condition.
 * @returns RFC 3339; undefined: nothing of that kind is new
 * Source: TriggerTimeTracker.ComputeEndpointLastChangeTriggerTime, staging/src/k8s.io/endpointslice/trace.
 */
export function noteTriggerTime(times: TriggerTimes, service: Service, pods: readonly Pod[]): string | undefined {
  const key = objectKey(service);
  const last = times.get(key);
  const made = service.metadata.creationTimestamp ?? '';
  const seen = new Map<string, string>();
  let earliest = made > (last?.service ?? '') ? made : undefined;
  for (const pod of pods) {
    const turned = podCondition(pod, 'Ready')?.lastTransitionTime;
    if (!turned) continue;
    seen.set(pod.metadata.name, turned);
    if (turned > (last?.pods.get(pod.metadata.name) ?? '') && (earliest === undefined || turned < earliest)) earliest = turned;
  }
  times.set(key, { service: made, pods: seen });
  return last ? earliest : made || undefined;
}

/** The object as it is written because of a change at that time; undefined: because of something else. */
export function withTriggerTime<T extends KubernetesObject>(object: T, time: string | undefined): T {
  const { annotations, ...metadata } = object.metadata;
  const { [triggerTimeAnnotation]: _before, ...others } = annotations ?? {};
  const after = time === undefined ? others : { ...others, [triggerTimeAnnotation]: time };
  return { ...object, metadata: Object.keys(after).length > 0 ? { ...metadata, annotations: after } : metadata };
}
