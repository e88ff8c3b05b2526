/** A pod's effective requests and limits as exact quantities, and its QoS class. */
import type { Arithmetic, Resources } from './pod-requests-aggregate.ts';
import { aggregateLimits, aggregateRequests } from './pod-requests-aggregate.ts';
import type { Quantity } from './quantity.ts';
import { addQuantities, compareQuantities, isZeroQuantity, mustParseQuantity, quantityString, zeroQuantity } from './quantity.ts';
import type { PodQOSClass, PodSpec, ResourceList } from './types/pod.ts';

const exact: Arithmetic<Quantity> = {
  parse: (_resource, quantity) => mustParseQuantity(quantity),
  add: addQuantities,
  greater: (a, b) => compareQuantities(a, b) > 0,
  isZero: isZeroQuantity,
};

/** What the pod asks for: containers, init containers, sidecars, pod-level resources and overhead. Quantities must be valid. */
export function podRequests(spec: PodSpec): Resources<Quantity> {
  return aggregateRequests(spec, exact);
}

/** The same with `missing` in place of requests that a container does not name. */
export function podRequestsWithDefaults(spec: PodSpec, missing: Resources<Quantity>): Resources<Quantity> {
  return aggregateRequests(spec, exact, missing);
}

/** What the pod may use at most, for the resources that have a limit. Quantities must be valid. */
export function podLimits(spec: PodSpec): Resources<Quantity> {
  return aggregateLimits(spec, exact);
}

/** Canonical strings, as in an object's `resources`. */
export function resourceListOf(resources: Resources<Quantity>): ResourceList {
  return Object.fromEntries([...resources].map(([name, quantity]) => [name, quantityString(quantity)]));
}

/**
 * Guaranteed: every container has a limit of cpu and of memory, and over all containers what is requested of each is what is allowed (or the
 * pod-level resources say so, if any are given). BestEffort: there are neither requests nor limits. Burstable: all else. Amounts of zero
 * count as none. Source: pkg/apis/core/v1/helper/qos, ComputePodQOS.
 */
export function qosClass(spec: PodSpec): PodQOSClass {
  const all = spec.resources ? [spec.resources] : [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((container) => container.resources);
  let none = true;
  let guaranteed = true;
  for (const name of ['cpu', 'memory']) {
    let requested: Quantity | undefined;
    let limit: Quantity | undefined;
    for (const resources of all) {
      const ownRequest = amountOf(resources?.requests, name);
      const ownLimit = amountOf(resources?.limits, name);
      if (ownRequest) requested = requested ? addQuantities(requested, ownRequest) : ownRequest;
      if (ownLimit) limit = limit ? addQuantities(limit, ownLimit) : ownLimit;
      else guaranteed = false;
    }
    none &&= !requested && !limit;
    guaranteed &&= requested !== undefined && limit !== undefined && compareQuantities(requested, limit) === 0;
  }
  return none ? 'BestEffort' : guaranteed ? 'Guaranteed' : 'Burstable';
}

function amountOf(list: ResourceList | undefined, name: string): Quantity | undefined {
  const text = list?.[name];
  if (text === undefined) return undefined;
  const quantity = mustParseQuantity(text);
  return compareQuantities(quantity, zeroQuantity) > 0 ? quantity : undefined;
}
