import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from '../context.ts';
import { podEvent } from '../events.ts';
import { isMirrorPod } from '../pod/pod-object.ts';
import { planPod } from '../pod/schedule.ts';
import type { EvictionReason } from './message.ts';
import { beginTermination } from '../pod/termination.ts';
import type { KubeletProcess, NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import { evictionWaitMs } from '../timings.ts';

/** Source: immediateEvictionGracePeriodSeconds, pkg/kubelet/eviction/eviction_manager.go. */
const hardGraceSeconds = 1;
const systemCriticalPriority = 2_000_000_000;

/** Static pods, and those of the system priority classes. Source: IsCriticalPod, pkg/kubelet/types/pod_update.go. */
export function isCriticalPod(pod: PodRuntime | undefined, object: Pod): boolean {
  return pod?.control !== undefined || isMirrorPod(object) || (object.spec.priority ?? 0) >= systemCriticalPriority;
}

/**
 * Ends a pod as Failed and Evicted, with a second of grace.
 * @param annotations of the Event, which pods have that are evicted under pressure
 * @returns false when it is critical and stays
 */
export function evictPod(
  context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess, pod: PodRuntime, object: Pod, message: string, annotations?: EvictionReason['annotations'],
): boolean {
  if (isCriticalPod(pod, object)) return false;
  podEvent(context, pod, 'Warning', 'Evicted', message, annotations);
  const disruption = annotations ? { disruption: { reason: 'TerminationByKubelet' as const, message } } : {};
  beginTermination(context, node, pod, object, { cause: 'Failed', reason: 'Evicted', message, ...disruption }, hardGraceSeconds);
  planPod(context, node, pod);
  kubelet.eviction.waitsFor.add(pod.uid);
  kubelet.eviction.idle = false;
  kubelet.eviction.waitsUntilMs = context.component.env.nowMs + evictionWaitMs;
  return true;
}
