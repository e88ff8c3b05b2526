import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { podCondition } from '../pod-state.ts';
import type { ChangedPod } from './service-pods.ts';

export const triggerTimeAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';

/** By key of the Service, when what its last look saw had changed last: itself, and each pod by name. RFC 3339. */
export type TriggerTimes = Map<string, { service: string; pods: Map<string, string> }>;

/**
 * When the earliest of the changes happened that are new since the last look, and notes this look. What counts is a Service's creation and the
 * turns of a pod's Ready condition.
 * @param changed pods that may have changed since; `whole`: there are no others
 * @returns RFC 3339; undefined: nothing of that kind is new
 * Source: TriggerTimeTracker.ComputeEndpointLastChangeTriggerTime, staging/src/k8s.io/endpointslice/trace.
 */
export function noteTriggerTime(times: TriggerTimes, service: Service, { changed, whole }: { changed: readonly ChangedPod[]; whole: boolean }): string | undefined {
  const key = objectKey(service);
  const made = service.metadata.creationTimestamp ?? '';
  const known = times.get(key);
  const last = known ?? { service: '', pods: new Map<string, string>() };
  let earliest = made > last.service ? made : undefined;
  last.service = made;
  for (const { key: podKey, pod } of changed) {
    const name = podKey.slice(podKey.indexOf('/') + 1);
    const turned = pod && podCondition(pod, 'Ready')?.lastTransitionTime;
    const before = last.pods.get(name);
    if (before === turned) continue;
    if (!turned) {
      last.pods.delete(name);
      continue;
    }
    last.pods.set(name, turned);
    if (turned > (before ?? '') && (earliest === undefined || turned < earliest)) earliest = turned;
  }
  if (whole && last.pods.size > 0) forgetOthers(last.pods, changed);
  if (known) return earliest;
  times.set(key, last);
  return made || undefined;
}

function forgetOthers(times: Map<string, string>, pods: readonly ChangedPod[]): void {
  const there = new Set(pods.map(({ key }) => key.slice(key.indexOf('/') + 1)));
  for (const name of times.keys()) if (!there.has(name)) times.delete(name);
}

/** The object as it is written because of a change at that time; undefined: because of something else. */
export function withTriggerTime<T extends KubernetesObject>(object: T, time: string | undefined): T {
  const { annotations, ...metadata } = object.metadata;
  const { [triggerTimeAnnotation]: _before, ...others } = annotations ?? {};
  const after = time === undefined ? others : { ...others, [triggerTimeAnnotation]: time };
  return { ...object, metadata: Object.keys(after).length > 0 ? { ...metadata, annotations: after } : metadata };
}
