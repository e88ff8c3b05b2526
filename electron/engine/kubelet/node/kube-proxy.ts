import type { FleetContext } from '../context.ts';
import { isRunning } from '../pod/instance.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import type { NodeRuntime } from './node-state.ts';
import { reachesApi } from './last-seen.ts';

/** The machine's own kube-proxy starts, where it is no pod. It runs once pods have a network, and a stopped kubelet leaves it alone. */
export function startOwnKubeProxy(context: FleetContext, node: NodeRuntime): void {
  if (!context.options.processes.state.addons.has('kube-proxy')) startKubeProxy(context, node);
}

/** The containers of a pod have changed: where the add-on is, the kube-proxy of a machine is what runs in its pod. */
export function followProxyPod(context: FleetContext, pod: PodRuntime): void {
  const node = pod.key.startsWith(podPrefix) && context.options.processes.state.addons.has('kube-proxy') ? context.state.nodes.get(pod.node) : undefined;
  if (!node) return;
  if (proxyPodRuns(context, node)) startKubeProxy(context, node);
  else stopKubeProxy(context, node);
}

/** Whether there is a process that could be the machine's kube-proxy. */
export function mayRunKubeProxy(context: FleetContext, node: NodeRuntime): boolean {
  if (!node.powered) return false;
  return context.options.processes.state.addons.has('kube-proxy') ? proxyPodRuns(context, node) : node.networkInstalled;
}

/** Source: the DaemonSet that kubeadm makes. */
const podPrefix = 'kube-system/kube-proxy-';

function proxyPodRuns(context: FleetContext, node: NodeRuntime): boolean {
  const { nowMs } = context.component.env;
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    if (pod?.key.startsWith(podPrefix) && isRunning(pod.containers.get('kube-proxy'), nowMs)) return true;
  }
  return false;
}

/** It starts, unless someone has stopped it for good. */
export function startKubeProxy(context: FleetContext, node: NodeRuntime): void {
  if (node.kubeProxyDisabled || node.kubeProxy) return;
  node.kubeProxy = true;
  reportReach(context, node);
}

/** It may have changed whether an API server answers the machine's kube-proxy. One that hears nothing of what happens keeps its rules. */
export function reportReach(context: FleetContext, node: NodeRuntime): void {
  if (!node.kubeProxy) return;
  const isDeaf = !reachesApi(context, node.name) && context.component.apiReachable();
  context.options.proxies?.report(node.name, isDeaf ? 'Stopped' : 'Started');
}

/** Its process ends; the rules that it has written stay in the kernel. */
export function stopKubeProxy(context: FleetContext, node: NodeRuntime): void {
  if (!node.kubeProxy) return;
  node.kubeProxy = false;
  context.options.proxies?.report(node.name, 'Stopped');
}

/** The kernel is gone, and its rules with it. */
export function loseKubeProxy(context: FleetContext, node: NodeRuntime): void {
  node.kubeProxy = false;
  context.options.proxies?.report(node.name, 'Lost');
}
