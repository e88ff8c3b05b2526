import type { KubernetesObject } from './meta.ts';
import type { Machine } from './machine.ts';

/**
 * Our own kind, `clusterwright.dev/v1` NodeGroup, cluster-scoped: equal machines whose number can be changed, as an Auto Scaling group has
 * them. In a topology file it stands in the Cluster document (`spec.nodeGroups`); its machines are made for it and stand in no file.
 */
export interface NodeGroup extends KubernetesObject {
  spec: Pick<Machine['spec'], 'type' | 'capacity' | 'labels' | 'taints' | 'bootSeconds'> & {
    minSize: number;
    maxSize: number;
    /** Machines wanted now; written by the cluster autoscaler, or by hand. Absent: `minSize`. See {@link desiredSizeOf}. */
    desiredSize?: number;
    /** Zones over which the machines are spread evenly. */
    zones?: string[];
  };
  status?: {
    observedGeneration?: number;
    /** Machines that there are, and those of them whose node is ready. */
    size?: number;
    ready?: number;
    /** Why the cloud gave no machine the last time that it was asked for one. */
    message?: string;
  };
}

/** How many machines the group is to have: `desiredSize` within the bounds, which may have moved since it was written. */
export function desiredSizeOf({ minSize, maxSize, desiredSize }: NodeGroup['spec']): number {
  return Math.min(maxSize, Math.max(minSize, desiredSize ?? minSize));
}
