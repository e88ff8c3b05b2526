import { isScalarResourceName } from '../../../../../shared/kubernetes/pod-requests-scheduler.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodShape } from '../../cache/pod-info.ts';

/**
 * Scores from three lists in the order of the resources: requested on the node with the pod, requested without it, allocatable.
 * An allocatable of 0 means that the resource does not count for this pod or node.
 */
export type AllocationScore = (requested: readonly number[], allocated: readonly number[], allocatable: readonly number[]) => number;

/**
 * Gathers the numbers for an allocation score. `useRequested` takes requests as they are; otherwise containers without cpu or memory
 * requests count with the scoring defaults. Source: plugins/noderesources/resource_allocation.go.
 */
export function allocationScorer(
  resources: readonly string[], useRequested: boolean, score: AllocationScore,
): (pod: PodShape, node: NodeInfo) => number {
  // Reused between calls: scoring runs hundreds of times per pod.
  const [requested, allocated, allocatable] = [resources.map(() => 0), resources.map(() => 0), resources.map(() => 0)];
  const put = (index: number, used: number, ofPod: number, total: number): void => {
    requested[index] = used + ofPod;
    allocated[index] = used;
    allocatable[index] = total;
  };
  return ({ request }, node) => {
    for (let index = 0; index < resources.length; index += 1) {
      const resource = resources[index] as string;
      switch (resource) {
        case 'cpu':
          if (useRequested) put(index, node.requested.milliCpu, request.milliCpu, node.allocatable.milliCpu);
          else put(index, node.nonZeroMilliCpu, request.nonZeroMilliCpu, node.allocatable.milliCpu);
          break;
        case 'memory':
          if (useRequested) put(index, node.requested.memory, request.memory, node.allocatable.memory);
          else put(index, node.nonZeroMemory, request.nonZeroMemory, node.allocatable.memory);
          break;
        case 'ephemeral-storage':
          put(index, node.requested.ephemeralStorage, request.ephemeralStorage, node.allocatable.ephemeralStorage);
          break;
        default: {
          const ofPod = request.scalar[resource] ?? 0;
          // An extended resource that the pod does not ask for says nothing about where it should go.
          if (ofPod === 0 && isScalarResourceName(resource)) put(index, 0, 0, 0);
          else put(index, node.requested.scalar.get(resource) ?? 0, ofPod, node.allocatable.scalar.get(resource) ?? 0);
        }
      }
    }
    return score(requested, allocated, allocatable);
  };
}
