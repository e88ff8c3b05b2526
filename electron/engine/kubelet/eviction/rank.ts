import { podRequests } from '../../../../shared/kubernetes/pod-requests.ts';
import { exactValue } from '../../../../shared/kubernetes/quantity-number.ts';
import { quantityString } from '../../../../shared/kubernetes/quantity.ts';
import type { Pod, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodUse } from '../resources/pod-use.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import type { EvictionResource } from './thresholds.ts';

/** A pod that could be evicted. */
export interface Candidate {
  pod: PodRuntime;
  object: Pod;
  use: PodUse;
}

/**
 * Sorts pods, first to be evicted first: those above their request, then by lower priority, then by how much they are above. For pids: by priority, then by processes.
 * Source: rankMemoryPressure, rankDiskPressureFunc, rankPIDPressure, pkg/kubelet/eviction/helpers.go. Pods that are alike stay in the order of their arrival.
 */
export function rankForEviction(candidates: Candidate[], resource: EvictionResource): Candidate[] {
  const ranked = candidates.map((candidate) => {
    const excess = usedOf(candidate.use, resource) - (resource === 'pids' ? 0 : requestOf(candidate.object.spec, resource));
    return { candidate, excess, priority: candidate.object.spec.priority ?? 0 };
  });
  const above = (excess: number): number => (resource !== 'pids' && excess > 0 ? 0 : 1);
  ranked.sort((a, b) => above(a.excess) - above(b.excess) || a.priority - b.priority || b.excess - a.excess);
  return ranked.map(({ candidate }) => candidate);
}

export function usedOf({ total }: PodUse, resource: EvictionResource): number {
  return resource === 'memory' ? total.memoryBytes : resource === 'pids' ? total.processes : total.diskBytes;
}

/** What a pod requests, in whole units. Source: GetResourceRequestQuantity, pkg/api/v1/resource. */
export function requestOf(spec: PodSpec, resource: string): number {
  const quantity = podRequests(spec).get(resource);
  return quantity === undefined ? 0 : exactValue(quantityString(quantity));
}
