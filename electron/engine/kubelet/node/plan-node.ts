import { nodeDueId, type FleetContext } from '../context.ts';
import type { NodeRuntime } from '../state.ts';
import { kubeletStartMs } from '../timings.ts';

/** Plans the machine's next turn outside its pods. */
export function planNode(context: FleetContext, node: NodeRuntime): void {
  const { kubelet } = node;
  const due = { atMs: Infinity, backgroundMs: Infinity };
  if (kubelet) {
    const reachable = context.component.apiReachable();
    const at = (ms: number, background: boolean): void => {
      if (background) due.backgroundMs = Math.min(due.backgroundMs, ms);
      else due.atMs = Math.min(due.atMs, ms);
    };
    at(node.pulls[0]?.endsAtMs ?? Infinity, false);
    if (!kubelet.staticPodsStarted) at(kubelet.startedAtMs + kubeletStartMs, false);
    // Without an API server these repeat until there is one, which is nothing that happens by itself.
    if (!kubelet.registered) at(kubelet.registerAtMs, !reachable);
    else {
      at(kubelet.networkReadyAtMs, false);
      at(kubelet.leaseAtMs, true);
      at(kubelet.statusAtMs, !kubelet.statusChanged || !reachable);
      at(kubelet.mirrorsAtMs, !reachable);
    }
  }
  context.due.plan(nodeDueId(node.name), due);
}
