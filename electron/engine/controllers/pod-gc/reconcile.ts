import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import type { Write } from '../controller.ts';
import { taintKeys } from '../node-lifecycle/taints.ts';
import { readyCondition } from '../node-lifecycle/health.ts';
import { isPodTerminal } from '../pod-state.ts';

/** Finished pods that are kept. Flag --terminated-pod-gc-threshold. */
export const terminatedPodThreshold = 12_500;

/**
 * Removes a pod for good; one that has not finished is marked Failed first. Source: markFailedAndDeletePodWithCondition,
 * pkg/controller/podgc.
 */
export function removePod(pod: Pod, disruption: { reason: string; message: string } | undefined, env: Env): Write[] {
  const deletion: Write = { verb: 'delete', resource: 'pods', key: objectKey(pod), options: { gracePeriodSeconds: 0 } };
  if (isPodTerminal(pod)) return [deletion];
  const others = (pod.status?.conditions ?? []).filter((condition) => !disruption || condition.type !== 'DisruptionTarget');
  const condition = disruption && {
    type: 'DisruptionTarget', status: 'True' as const, lastProbeTime: null, lastTransitionTime: env.timestamp(), ...disruption,
    ...(pod.metadata.generation ? { observedGeneration: pod.metadata.generation } : {}),
  };
  const status: Pod['status'] = { ...pod.status, phase: 'Failed', conditions: condition ? [...others, condition] : others };
  return [{ verb: 'updateStatus', object: { ...pod, status } as Pod }, deletion];
}

/** Source: gcOrphaned. */
export function removeOrphan(pod: Pod, env: Env): Write[] {
  return removePod(pod, { reason: 'DeletionByPodGC', message: 'PodGC: node no longer exists' }, env);
}

/**
 * A terminating pod whose node an administrator has declared out of service, with whatever effect, will never be confirmed by its kubelet.
 * Source: gcTerminating.
 */
export function isOutOfService(node: Node): boolean {
  const declared = node.spec.taints?.some(({ key }) => key === taintKeys.outOfService) ?? false;
  return declared && readyCondition(node)?.status !== 'True';
}

/** Which of too many finished pods go: evicted ones first, then the oldest. Source: gcTerminated, byEvictionAndCreationTimestamp. */
export function surplusTerminated(pods: readonly Pod[]): Pod[] {
  const surplus = pods.length - terminatedPodThreshold;
  if (surplus <= 0) return [];
  return [...pods].sort(byEvictionAndAge).slice(0, surplus);
}

function byEvictionAndAge(a: Pod, b: Pod): number {
  const evicted = (pod: Pod): number => (pod.status?.phase === 'Failed' && pod.status.reason === 'Evicted' ? 0 : 1);
  const created = (pod: Pod): string => pod.metadata.creationTimestamp ?? '';
  if (evicted(a) !== evicted(b)) return evicted(a) - evicted(b);
  if (created(a) !== created(b)) return created(a) < created(b) ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}
