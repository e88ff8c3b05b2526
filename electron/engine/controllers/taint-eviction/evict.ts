import type { Pod, PodCondition } from '../../../../shared/kubernetes/types/pod.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Env } from '../../env.ts';
import type { EventWrite, Write } from '../controller.ts';

const deletionReason = 'DeletionByTaintManager';

/** Source: addConditionAndDeletePod, emitPodDeletionEvent, pkg/controller/tainteviction/taint_eviction.go. */
export function evictionWrites(pod: Pod, env: Env): Write[] {
  return [
    taintManagerEvent(pod, `Marking for deletion Pod ${objectKey(pod)}`),
    ...disruptionTarget(pod, deletionReason, 'Taint manager: deleting due to NoExecute taint', env),
    { verb: 'delete', resource: 'pods', key: objectKey(pod) },
  ];
}

/** It is on its way out because of a taint. */
export function isEvicted({ metadata, status }: Pod): boolean {
  if (!metadata.deletionTimestamp) return false;
  return status?.conditions?.some(({ type, reason }) => type === 'DisruptionTarget' && reason === deletionReason) ?? false;
}

/** Source: emitCancelPodDeletionEvent. */
export function cancellationEvent(pod: Pod): EventWrite {
  return taintManagerEvent(pod, `Cancelling deletion of Pod ${objectKey(pod)}`);
}

/** The same for a pod that is no more. @param key `namespace/name` */
export function cancellationOfGone(key: string): EventWrite {
  const [namespace = '', name = ''] = key.split('/');
  return { verb: 'event', about: { apiVersion: 'v1', kind: 'Pod', namespace, name }, record: recordOf(`Cancelling deletion of Pod ${key}`) };
}

/** Says on the pod why it is about to be deleted; nothing when it says so already. */
export function disruptionTarget(pod: Pod, reason: string, message: string, env: Env): Write[] {
  const conditions = pod.status?.conditions ?? [];
  const present = conditions.find((condition) => condition.type === 'DisruptionTarget');
  if (present?.status === 'True' && present.reason === reason) return [];
  const condition: PodCondition = {
    type: 'DisruptionTarget', status: 'True', lastProbeTime: null, lastTransitionTime: env.timestamp(), reason, message,
    ...(pod.metadata.generation ? { observedGeneration: pod.metadata.generation } : {}),
  };
  const others = conditions.filter(({ type }) => type !== 'DisruptionTarget');
  return [{ verb: 'updateStatus', object: { ...pod, status: { ...pod.status, conditions: [...others, condition] } } as Pod }];
}

function taintManagerEvent(pod: Pod, message: string): EventWrite {
  return { verb: 'event', about: pod, record: recordOf(message) };
}

function recordOf(message: string): EventWrite['record'] {
  return { type: 'Normal', reason: 'TaintManagerEviction', message };
}
