import type { FleetContext } from '../context.ts';
import { nextNodeStatusMs } from '../node/status-schedule.ts';
import type { NodeRuntime } from '../state.ts';
import { preloadedImages } from '../static-pods.ts';

/**
 * Removes all images that no container on the machine uses. Source: DeleteUnusedImages, pkg/kubelet/images/image_gc_manager.go. Differs: the periodic collection at 85 % of the disk is
 * left out, since with one disk the eviction manager acts at the same mark, and sooner.
 */
export function deleteUnusedImages(context: FleetContext, node: NodeRuntime): void {
  const used = new Set(preloadedImages());
  for (const uid of node.pods) {
    for (const { instance } of context.state.pods.get(uid)?.containers.values() ?? []) if (instance) used.add(instance.image);
  }
  for (const [image, bytes] of node.images) {
    if (used.has(image) || node.pulls.some((pull) => pull.image === image)) continue;
    node.images.delete(image);
    node.imageBytes -= bytes;
    if (!node.kubelet) continue;
    node.kubelet.statusChanged = true;
    node.kubelet.statusAtMs = Math.min(node.kubelet.statusAtMs, nextNodeStatusMs(node.kubelet, context.component.env.nowMs));
  }
}
