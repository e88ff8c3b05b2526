import type { FleetContext } from '../context.ts';
import type { NodeRuntime } from '../state.ts';
import { reachesApi } from './last-seen.ts';

/** The machine's kube-proxy starts, unless someone has stopped it for good. It runs once pods have a network, and a stopped kubelet leaves it alone. */
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
