import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { podCondition } from '../pod-state.ts';
import type { MeasuredPod } from './group-pods.ts';

/** What the metric mathematics reads of a pod. */
export function measuredPod(pod: Pod, env: Env): MeasuredPod {
  const ready = podCondition(pod, 'Ready');
  return {
    name: pod.metadata.name,
    phase: pod.status?.phase ?? 'Pending',
    deleting: pod.metadata.deletionTimestamp !== undefined,
    startedAtMs: pod.status?.startTime ? env.parseTimestamp(pod.status.startTime) : undefined,
    ready: ready && { status: ready.status, transitionAtMs: ready.lastTransitionTime ? env.parseTimestamp(ready.lastTransitionTime) : 0 },
  };
}
