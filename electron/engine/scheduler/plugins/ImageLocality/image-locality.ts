import { normalizedImageName } from '../../cache/image-states.ts';
import type { PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';
import type { ScorePlugin } from '../../framework/plugin.ts';
import { maxNodeScore } from '../../framework/plugin.ts';

const minThresholdBytes = 23 * 1024 * 1024;
const maxContainerThresholdBytes = 1000 * 1024 * 1024;

interface State {
  readonly images: readonly string[];
  readonly maxThresholdBytes: number;
  /** Nodes in the cluster; of the current cycle. */
  nodeCount: number;
}

/**
 * Prefers nodes that already hold the pod's images, weighed by size and by how widespread each image is, lest a node with the image be
 * swamped. Source: plugins/imagelocality.
 */
export const imageLocality: ScorePlugin<State> = {
  name: 'ImageLocality',
  scope: 'node',
  weight: 1,

  preScore({ shape }) {
    const containers = (shape.spec.initContainers?.length ?? 0) + (shape.spec.containers?.length ?? 0);
    return {
      skip: false, state: { images: imagesOf(shape.spec), maxThresholdBytes: maxContainerThresholdBytes * containers, nodeCount: 0 },
    };
  },

  score({ images, maxThresholdBytes, nodeCount }, _pod, node) {
    let sum = 0;
    for (const image of images) {
      const state = node.images.get(image);
      if (state) sum += Math.trunc(state.sizeBytes * (state.nodeCount / nodeCount));
    }
    const clamped = sum < minThresholdBytes ? minThresholdBytes : Math.min(sum, maxThresholdBytes);
    return Math.trunc((maxNodeScore * (clamped - minThresholdBytes)) / (maxThresholdBytes - minThresholdBytes));
  },

  // How widespread the images are lies outside any one node.
  epoch(state, _pod, cache) {
    state.nodeCount = cache.nodeCount;
    let epoch = cache.nodeSetVersion;
    for (const image of state.images) epoch += cache.images.get(image)?.version ?? 0;
    return epoch;
  },
};

/** Images of containers and of image volumes. */
function imagesOf(spec: PodSpec): string[] {
  const images = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(({ image }) => normalizedImageName(image ?? ''));
  for (const volume of spec.volumes ?? []) {
    const source = volume['image'] as { reference?: string } | undefined;
    if (source) images.push(normalizedImageName(source.reference ?? ''));
  }
  return images;
}
