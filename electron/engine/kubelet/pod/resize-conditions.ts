import type { Pod, PodCondition } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import type { ResizeState } from './pod-state.ts';

export const resizeConditionTypes = ['PodResizePending', 'PodResizeInProgress'];

/** What the status says while a resize waits or is carried out. Source: SetPodResizePendingCondition, SetPodResizeInProgressCondition, pkg/kubelet/status/status_manager.go. */
export function resizeConditions({ pending, progress }: ResizeState, previous: readonly PodCondition[], env: Env): PodCondition[] {
  const conditions: PodCondition[] = [];
  const add = (type: string, finding: { reason?: string; message?: string; generation: number | undefined; sinceMs: number }): void => {
    const { reason, message, generation, sinceMs } = finding;
    const before = previous.find((condition) => condition.type === type);
    conditions.push({
      type, status: 'True', lastProbeTime: null, lastTransitionTime: before?.lastTransitionTime ?? env.timestamp(sinceMs),
      ...(reason === undefined ? {} : { reason }), ...(message === undefined ? {} : { message }),
      ...(generation === undefined ? {} : { observedGeneration: generation }),
    });
  };
  if (pending) add('PodResizePending', pending);
  if (progress) add('PodResizeInProgress', progress.error === undefined ? progress : { ...progress, reason: 'Error', message: progress.error });
  return conditions;
}

/** Text of the Events about a resize: all resources, as JSON. Source: pkg/kubelet/events/pod_resize.go. */
export function resizeMessage(what: string, { spec }: Pod, generation: number | undefined, error?: string): string {
  const summary = ({ name, resources = {} }: Pod['spec']['containers'][number]): unknown => ({
    name, resources: { ...(resources.limits ? { limits: sorted(resources.limits) } : {}), ...(resources.requests ? { requests: sorted(resources.requests) } : {}) },
  });
  return `Pod resize ${what}: ${JSON.stringify({
    ...(spec.initContainers?.length ? { initContainers: spec.initContainers.map(summary) } : {}), containers: spec.containers.map(summary),
    generation: generation ?? 0, ...(error === undefined ? {} : { error }),
  })}`;
}

function sorted(list: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
}
