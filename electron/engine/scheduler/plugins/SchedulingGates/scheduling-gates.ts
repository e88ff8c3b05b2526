import type { PodInfo } from '../../cache/pod-info.ts';

export const schedulingGatesName = 'SchedulingGates';

/** Pods with scheduling gates do not enter the queue. Source: plugins/schedulinggates, PreEnqueue. */
export function isGated({ pod }: PodInfo): boolean {
  return (pod.spec.schedulingGates?.length ?? 0) > 0;
}
