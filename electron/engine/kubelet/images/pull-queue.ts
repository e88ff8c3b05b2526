import type { FleetContext } from '../context.ts';
import { planNode } from '../node/plan-node.ts';
import { nextNodeStatusMs } from '../node/status-schedule.ts';
import type { ImagePull, NodeRuntime } from '../state.ts';
import { pullBytesPerSecond, registryLatencyMs } from '../timings.ts';

/**
 * Image pulls of one machine, one after the other (serializeImagePulls is the default). A pull whose layers are present costs only the
 * registry's
 * answer, so pods that wait for the same image follow quickly. Source: pkg/kubelet/images/puller.go.
 */
export function requestPull(context: FleetContext, node: NodeRuntime, uid: string, container: string, image: string): void {
  const { sizeBytes, missing } = context.behaviours.of(image);
  const { nowMs } = context.component.env;
  node.pulls.push({ image, uid, container, requestedAtMs: nowMs, startedAtMs: Infinity, endsAtMs: Infinity, sizeBytes, missing });
  if (node.pulls.length > 1) return;
  startPull(node, node.pulls[0] as ImagePull, nowMs);
  planNode(context, node);
}

/** Takes the pulls that are done off the queue. @returns them; the caller tells the pod workers */
export function finishPulls(node: NodeRuntime, nowMs: number): ImagePull[] {
  const done: ImagePull[] = [];
  for (let pull = node.pulls[0]; pull && pull.endsAtMs <= nowMs; pull = node.pulls[0]) {
    node.pulls.shift();
    if (!pull.missing && !node.images.has(pull.image)) {
      node.images.set(pull.image, pull.sizeBytes);
      if (node.kubelet) {
        node.kubelet.statusChanged = true;
        node.kubelet.statusAtMs = Math.min(node.kubelet.statusAtMs, nextNodeStatusMs(node.kubelet, nowMs));
      }
    }
    done.push(pull);
    const next = node.pulls[0];
    if (next) startPull(node, next, pull.endsAtMs);
  }
  return done;
}

/** The pod no longer wants its pulls. One under way goes on, as the runtime's does; its image will be there for others. */
export function cancelPulls(node: NodeRuntime, uid: string): void {
  node.pulls = node.pulls.filter((pull, index) => index === 0 || pull.uid !== uid);
}

/** How many bytes of a pull are there. */
export function pulledBytes(pull: ImagePull, nowMs: number): number {
  if (pull.startedAtMs > nowMs) return 0;
  const share = (nowMs - pull.startedAtMs) / Math.max(1, pull.endsAtMs - pull.startedAtMs);
  return Math.floor(pull.sizeBytes * Math.min(1, share));
}

function startPull(node: NodeRuntime, pull: ImagePull, nowMs: number): void {
  const transferMs = pull.missing || node.images.has(pull.image) ? 0 : Math.ceil((pull.sizeBytes * 1000) / pullBytesPerSecond);
  pull.startedAtMs = nowMs;
  pull.endsAtMs = nowMs + registryLatencyMs + transferMs;
}
