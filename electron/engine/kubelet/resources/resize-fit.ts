import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { addRequest, shortages } from '../admission/admit.ts';
import { isStaticPod } from '../pod/pod-object.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime, ResizeProblem } from '../pod/pod-state.ts';

/**
 * Why a pod cannot have what it asks for: never on this node (Infeasible), or not now (Deferred). What it has itself is not in its way.
 * Source: canAdmitPod for a resize, pkg/kubelet/allocation/allocation_manager.go; pkg/kubelet/lifecycle/predicate.go.
 */
export function resizeProblem(wanted: Pod, node: Node, runtime: NodeRuntime, pod: PodRuntime): Omit<ResizeProblem, 'generation' | 'sinceMs'> | undefined {
  if (isStaticPod(wanted)) return { reason: 'Infeasible', message: 'In-place resize of static-pods is not supported' };
  if (pod.counted) addRequest(runtime.admitted, pod.counted, -1);
  const short = shortages(wanted, node, runtime).filter(({ name }) => name === 'cpu' || name === 'memory');
  if (pod.counted) addRequest(runtime.admitted, pod.counted, 1);
  // Of what can never be had memory is told first.
  const never = short.filter(({ requested, capacity }) => requested > capacity).sort((a, b) => (a.name > b.name ? -1 : 1))[0];
  if (never) {
    return { reason: 'Infeasible', message: `Node didn't have enough capacity: ${never.name}, requested: ${never.requested}, capacity: ${never.capacity}` };
  }
  const [first] = short;
  if (!first) return undefined;
  const { name, requested, used, capacity } = first;
  return { reason: 'Deferred', message: `Node didn't have enough resource: ${name}, requested: ${requested}, used: ${used}, capacity: ${capacity}` };
}
