import type { FleetContext } from '../context.ts';
import { nextNodeStatusMs } from '../node/status-schedule.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import { preloadedImages } from '../static-pods.ts';

/** Removes all images that no container on the machine uses. Source: DeleteUnusedImages, pkg/kubelet/images/image_gc_manager.go. */
export function deleteUnusedImages(context: FleetContext, node: NodeRuntime): void {
  const used = imagesInUse(context, node);
  for (const image of [...node.images.keys()]) if (!used.has(image)) deleteImage(context, node, image);
}

/** Images of containers that exist, running or ended, those that are being pulled, and those that came with the machine. */
export function imagesInUse(context: FleetContext, node: NodeRuntime): Set<string> {
  const used = new Set(preloadedImages());
  for (const uid of node.pods) {
    for (const { instance } of context.state.pods.get(uid)?.containers.values() ?? []) if (instance) used.add(instance.image);
  }
  for (const { image } of node.pulls) used.add(image);
  return used;
}

/** Frees the disk of one image; the next node status leaves it out. */
export function deleteImage(context: FleetContext, node: NodeRuntime, image: string): void {
  node.imageBytes -= node.images.get(image) ?? 0;
  node.images.delete(image);
  node.imageUsedAtMs.delete(image);
  if (!node.kubelet) return;
  node.kubelet.statusChanged = true;
  node.kubelet.statusAtMs = Math.min(node.kubelet.statusAtMs, nextNodeStatusMs(node.kubelet, context.component.env.nowMs));
}
