import { nodeDueId, type FleetContext } from '../context.ts';
import { nextEvictionMs } from '../eviction/schedule.ts';
import { nextImageGcMs } from '../images/image-gc.ts';
import { diskFullMs, followDisk } from '../resources/full-disk.ts';
import { machineUse, maxProcesses } from '../resources/machine-use.ts';
import { memoryUsedUpMs } from '../resources/node-oom.ts';
import { runtimeAnswers } from './container-runtime.ts';
import { reachesApi } from './last-seen.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import type { KubeletProcess, NodeRuntime } from './node-state.ts';
import { kubeletStartMs } from '../timings.ts';

/** Plans the machine's next turn outside its pods. */
export function planNode(context: FleetContext, node: NodeRuntime): void {
  const { kubelet } = node;
  const due = { atMs: Infinity, backgroundMs: Infinity };
  const at = (ms: number, background: boolean): void => {
    if (background) due.backgroundMs = Math.min(due.backgroundMs, ms);
    else due.atMs = Math.min(due.atMs, ms);
  };
  node.strained = node.powered && isStrained(node);
  if (node.strained) {
    at(memoryUsedUpMs(context, node), false);
    followDisk(context, node);
    at(diskFullMs(context, node), false);
  }
  if (kubelet) {
    const reachable = reachesApi(context, node.name);
    if (runtimeAnswers(node)) at(node.pulls[0]?.endsAtMs ?? Infinity, false);
    if (!kubelet.staticPodsStarted) at(kubelet.startedAtMs + kubeletStartMs, false);
    // Without an API server these repeat until there is one, which is nothing that happens by itself.
    if (!kubelet.registered) at(kubelet.registerAtMs, !reachable);
    else {
      at(kubelet.networkReadyAtMs, false);
      at(kubelet.leaseAtMs, true);
      at(kubelet.statusAtMs, !kubelet.statusChanged || !reachable);
      at(kubelet.mirrorsAtMs, !reachable);
      planEviction(context, node, kubelet);
      at(kubelet.eviction.atMs, kubelet.eviction.idle);
      // A turn that is due now is still to come.
      if (kubelet.imageGcAtMs > context.component.env.nowMs) kubelet.imageGcAtMs = node.strained ? nextImageGcMs(context, node, kubelet) : Infinity;
      at(kubelet.imageGcAtMs, kubelet.imageGcFailed);
    }
  }
  context.due.plan(nodeDueId(node.name), due);
}

/** What the pods of a machine take may have changed. Costs next to nothing while there is enough of everything. */
export function noticeUse(context: FleetContext, node: NodeRuntime): void {
  if (node.strained || isStrained(node)) planNode(context, node);
}

/** Use grows or is near a threshold: 100Mi of memory, 15 % of the disk, 10 % of the process numbers. */
function isStrained(node: NodeRuntime): boolean {
  const { growing, faults, hardware } = node;
  if (growing.size > 0 || faults.leak || faults.diskPercent !== undefined || faults.pidPercent !== undefined || node.diskFull) return true;
  const { memoryBytes, diskBytes, processes } = machineUse(noPods, node, 0);
  return memoryBytes > hardware.memoryBytes - marginBytes || diskBytes > hardware.diskBytes * 0.84 || processes > maxProcesses * 0.89;
}

const noPods: ReadonlyMap<string, PodRuntime> = new Map();
const marginBytes = 101 * 1024 ** 2;

function planEviction(context: FleetContext, node: NodeRuntime, { eviction }: KubeletProcess): void {
  const watched = node.strained || eviction.lookWanted || eviction.observedAtMs.size > 0 || eviction.waitsFor.size > 0;
  const beforeMs = eviction.atMs;
  eviction.atMs = watched ? nextEvictionMs(context, node, eviction) : Infinity;
  if (eviction.atMs < beforeMs) eviction.idle = false;
}
