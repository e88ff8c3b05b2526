import type { FleetContext } from '../context.ts';
import { planNode } from '../node/plan-node.ts';
import { releasePodAddress } from '../node/pod-addresses.ts';
import { dropWritten } from '../resources/use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { releaseVolumes } from './volumes.ts';

/** Drops all that the machine knows about a pod that has ended and is gone from the API. */
export function forgetPod(context: FleetContext, node: NodeRuntime, pod: PodRuntime): void {
  if (pod.sandbox) releasePodAddress(node, pod.sandbox.ip, pod.uid);
  if (pod.control && node.staticPods.get(pod.control.process) === pod.uid) {
    node.staticPods.delete(pod.control.process);
    node.staleMirrors.add(pod.key);
    if (node.kubelet) node.kubelet.mirrorsAtMs = context.component.env.nowMs;
  }
  for (const { instance } of pod.containers.values()) if (instance) dropWritten(node, instance);
  node.growing.delete(pod.uid);
  releaseVolumes(context, node, pod);
  node.pods.delete(pod.uid);
  context.state.pods.delete(pod.uid);
  context.due.forget(pod.uid);
  if (pod.control) planNode(context, node);
}
