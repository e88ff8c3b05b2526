import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { FleetContext } from '../context.ts';
import { nodeEvent } from '../events.ts';
import { diskFree, machineRates, machineUse } from '../resources/machine-use.ts';
import type { KubeletProcess, NodeRuntime } from '../node/node-state.ts';
import { deleteImage, imagesInUse } from './garbage.ts';

/**
 * The kubelet's regular collection of images: when the disk is `high` percent full, the images that were used longest ago go until it is
 * `low` percent full. The eviction manager collects too, without regard to age, below 15 % of free disk; this one acts a little earlier and
 * keeps what is in reach. Source: pkg/kubelet/images/image_gc_manager.go, imageGCHighThresholdPercent and imageGCLowThresholdPercent.
 * Differs: an image is as old as its last start or pull; the kubelet notes use when it looks.
 */
export const highThresholdPercent = 85;
export const lowThresholdPercent = 80;
/** Source: ImageGCPeriod, pkg/kubelet/kubelet.go. */
const periodMs = 300_000;
/** Source: imageMinimumGCAge. */
const minimumAgeMs = 120_000;

/** The next turn at which the disk will be full enough, as things go now; Infinity: never. Costs in proportion to the pods that grow. */
export function nextImageGcMs(context: FleetContext, node: NodeRuntime, { startedAtMs }: KubeletProcess): number {
  const { nowMs } = context.component.env;
  const missing = highMark(node) - machineUse(context.state.pods, node, nowMs).diskBytes;
  const rate = machineRates(context.state.pods, node, nowMs).diskBytes;
  if (missing > 0 && rate === 0) return Infinity;
  const atMs = missing > 0 ? nowMs + (missing * 1_000) / rate : nowMs;
  return startedAtMs + (Math.floor((atMs - startedAtMs) / periodMs) + 1) * periodMs;
}

/** One turn: frees what is needed, or says that it could not. */
export function collectImages(context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess): void {
  const { nowMs } = context.component.env;
  kubelet.imageGcAtMs = Infinity;
  const capacity = node.hardware.diskBytes;
  const available = diskFree(context.state.pods, node, nowMs);
  if (100 - Math.floor((available * 100) / capacity) < highThresholdPercent) return;
  const wanted = Math.floor((capacity * (100 - lowThresholdPercent)) / 100) - available;
  const freed = freeImages(context, node, wanted);
  const failedBefore = kubelet.imageGcFailed;
  kubelet.imageGcFailed = freed < wanted;
  const object = kubelet.imageGcFailed ? context.component.api.get<Node>('nodes', node.name) : undefined;
  if (!object) return;
  const message = `Failed to garbage collect required amount of images. Attempted to free ${wanted} bytes, but only found ${freed} bytes eligible to free.`;
  nodeEvent(context, node.name, object, 'Warning', 'FreeDiskSpaceFailed', message);
  if (failedBefore) nodeEvent(context, node.name, object, 'Warning', 'ImageGCFailed', message);
}

/** The first byte at which whole percents of free disk say that `high` is reached. */
function highMark({ hardware: { diskBytes } }: NodeRuntime): number {
  return Math.floor((diskBytes * (highThresholdPercent - 1)) / 100) + 1;
}

function freeImages(context: FleetContext, node: NodeRuntime, wanted: number): number {
  const { nowMs } = context.component.env;
  const used = imagesInUse(context, node);
  const usedAtMs = (image: string): number => node.imageUsedAtMs.get(image) ?? 0;
  const oldest = [...node.images].filter(([image]) => !used.has(image) && nowMs - usedAtMs(image) >= minimumAgeMs)
    .sort(([a], [b]) => usedAtMs(a) - usedAtMs(b) || (a < b ? -1 : 1));
  let freed = 0;
  for (const [image, bytes] of oldest) {
    if (freed >= wanted) break;
    deleteImage(context, node, image);
    freed += bytes;
  }
  return freed;
}
