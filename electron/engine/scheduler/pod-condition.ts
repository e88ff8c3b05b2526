import type { Pod, PodCondition, PodStatus } from '../../../shared/kubernetes/types/pod.ts';

/**
 * The pod's status with `condition` set, as pod/util.UpdatePodCondition does: the transition time changes only with the status.
 * @returns undefined when nothing would change
 */
export function withCondition(pod: Pod, condition: Omit<PodCondition, 'lastTransitionTime'>, now: string): PodStatus | undefined {
  const conditions = pod.status?.conditions ?? [];
  const before = conditions.find(({ type }) => type === condition.type);
  const { status, reason, message } = condition;
  if (before && before.status === status && before.reason === reason && before.message === message) return undefined;
  const generation = pod.metadata.generation;
  const after: PodCondition = {
    ...condition,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    lastTransitionTime: before?.status === condition.status && before.lastTransitionTime ? before.lastTransitionTime : now,
  };
  return {
    ...pod.status,
    conditions: before ? conditions.map((existing) => (existing === before ? after : existing)) : [...conditions, after],
  };
}
