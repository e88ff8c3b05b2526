import type { FleetContext } from '../context.ts';
import { releasePodAddress } from '../node/pod-addresses.ts';
import type { NodeRuntime, PodRuntime } from '../state.ts';

/** Drops all that the machine knows about a pod that has ended and is gone from the API. */
export function forgetPod(context: FleetContext, node: NodeRuntime, pod: PodRuntime): void {
  if (pod.sandbox) releasePodAddress(node, pod.sandbox.ip, pod.uid);
  node.pods.delete(pod.uid);
  context.state.pods.delete(pod.uid);
  context.due.forget(pod.uid);
}
