import type { EndpointAddress, EndpointSubset } from '../../../../shared/kubernetes/types/endpoints.ts';

/** Addresses in one Endpoints at most. Source: maxCapacity, pkg/controller/endpoint/endpoints_controller.go. */
export const maxCapacity = 1_000;

/**
 * Cuts subsets down to the capacity, each by its share; ready addresses go before those that are not.
 * @returns the same list when all have room
 * Source: truncateEndpoints.
 */
export function truncated(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const ready = count(subsets, 'addresses');
  const notReady = count(subsets, 'notReadyAddresses');
  if (ready + notReady <= maxCapacity) return subsets;
  const cutReady = ready > maxCapacity;
  const field = cutReady ? 'addresses' : 'notReadyAddresses';
  const room = cutReady ? maxCapacity : maxCapacity - ready;
  const total = cutReady ? ready : notReady;
  let left = room;
  return subsets.map((subset) => {
    const all = subset[field] ?? [];
    const kept = all.slice(0, Math.min(Math.ceil((all.length / total) * room), left));
    left -= kept.length;
    const { addresses: _ready, notReadyAddresses: _notReady, ...others } = subset;
    return { ...nonEmpty('addresses', cutReady ? kept : subset.addresses), ...nonEmpty('notReadyAddresses', cutReady ? [] : kept), ...others };
  });
}

function nonEmpty(field: 'addresses' | 'notReadyAddresses', list: EndpointAddress[] = []): EndpointSubset {
  return list.length > 0 ? { [field]: list } : {};
}

function count(subsets: readonly EndpointSubset[], field: 'addresses' | 'notReadyAddresses'): number {
  return subsets.reduce((sum, subset) => sum + (subset[field]?.length ?? 0), 0);
}
