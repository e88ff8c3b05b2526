import { quantityValue } from '../../../../shared/kubernetes/quantity-number.ts';
import { mustParseQuantity, quantityString } from '../../../../shared/kubernetes/quantity.ts';
import type { Candidate } from './rank.ts';
import { amount, type EvictionResource, type Observation } from './thresholds.ts';

/** Why a pod is evicted, as the Event, the status and the condition say it, and the annotations of the Event. */
export interface EvictionReason {
  message: string;
  annotations: Record<string, string>;
}

/**
 * Why a pod is evicted under pressure: the resource, its threshold, and the containers that use more than they request.
 * Source: evictionMessage, pkg/kubelet/eviction/helpers.go.
 */
export function evictionReason(resource: EvictionResource, met: readonly Observation[], candidate: Candidate): EvictionReason {
  const { object, use } = candidate;
  const offending: [name: string, used: string][] = [];
  const parts = [`The node was low on resource: ${resource}. `];
  const seen = met.find(({ threshold }) => threshold.resource === resource);
  if (seen) parts.push(`Threshold quantity: ${amount(seen.value, resource)}, available: ${amount(seen.available, resource)}. `);
  const podRequest = object.spec.resources?.requests?.[resource];
  if (resource === 'memory' && podRequest !== undefined) {
    parts.push(`Pod ${object.metadata.name} was using ${amount(use.total.memoryBytes, resource)}, request is ${canonical(podRequest)}, `
      + `has larger consumption of ${resource}. `);
  }
  for (const { name, resources } of resource === 'pids' ? [] : [...object.spec.containers, ...object.spec.initContainers ?? []]) {
    const own = use.containers.get(name);
    if (!own) continue;
    const used = resource === 'memory' ? own.memoryBytes : own.diskBytes;
    const request = resources?.requests?.[resource] ?? '0';
    if (used <= quantityValue(request)) continue;
    offending.push([name, amount(used, resource)]);
    parts.push(`Container ${name} was using ${amount(used, resource)}, request is ${canonical(request)}, has larger consumption of ${resource}. `);
  }
  const annotations = {
    offending_containers: offending.map(([name]) => name).join(','), offending_containers_usage: offending.map(([, used]) => used).join(','), starved_resource: resource,
  };
  return { message: parts.join(''), annotations };
}

function canonical(quantity: string): string {
  return quantityString(mustParseQuantity(quantity));
}
