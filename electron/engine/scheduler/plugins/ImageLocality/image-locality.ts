import { normalizedImageName } from '../../cache/image-states.ts';
import type { PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';
import type { ScorePlugin } from '../../framework/plugin.ts';
import { maxNodeScore } from '../../framework/plugin.ts';

export const minThresholdBytes = 23 * 1024 * 1024;
export const maxContainerThresholdBytes = 1000 * 1024 * 1024;

/** Above any number of changes of the set of nodes, so that the two parts of an epoch cannot be mistaken for each other. */
const versionStride = 1e9;

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
    let versions = 0;
    let isPresent = false;
    for (const image of state.images) {
      const known = cache.images.get(image);
      if (!known) continue;
      versions += known.version;
      isPresent ||= known.nodeCount > 0;
    }
    // How many nodes there are matters only to images that some node has.
    return versions * versionStride + (isPresent ? cache.nodeSetVersion : 0);
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
