import { quantityValue } from '../../../../shared/kubernetes/quantity-number.ts';
import { mustParseQuantity, quantityString } from '../../../../shared/kubernetes/quantity.ts';
import type { Candidate } from './rank.ts';
import { amount, type EvictionResource, type Observation } from './thresholds.ts';

/**
 * Why a pod was evicted: the resource, its threshold, and the containers that use more than they request.
 * Source: evictionMessage, pkg/kubelet/eviction/helpers.go.
 */
export function evictionMessage(resource: EvictionResource, met: readonly Observation[], { object, use }: Candidate): string {
  const parts = [`The node was low on resource: ${resource}. `];
  const seen = met.find(({ threshold }) => threshold.resource === resource);
  if (seen) parts.push(`Threshold quantity: ${amount(seen.value, resource)}, available: ${amount(seen.available, resource)}. `);
  if (resource === 'pids') return parts.join('');
  const podRequest = object.spec.resources?.requests?.[resource];
  if (resource === 'memory' && podRequest !== undefined) {
    parts.push(`Pod ${object.metadata.name} was using ${amount(use.total.memoryBytes, resource)}, request is ${canonical(podRequest)}, `
      + `has larger consumption of ${resource}. `);
  }
  for (const { name, resources } of [...object.spec.containers, ...object.spec.initContainers ?? []]) {
    const own = use.containers.get(name);
    if (!own) continue;
    const used = resource === 'memory' ? own.memoryBytes : own.diskBytes;
    const request = resources?.requests?.[resource] ?? '0';
    if (used <= quantityValue(request)) continue;
    parts.push(`Container ${name} was using ${amount(used, resource)}, request is ${canonical(request)}, has larger consumption of ${resource}. `);
  }
  return parts.join('');
}

function canonical(quantity: string): string {
  return quantityString(mustParseQuantity(quantity));
}
