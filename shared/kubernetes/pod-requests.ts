/** A pod's effective requests and limits as exact quantities, and its QoS class. */
import type { Arithmetic, Resources } from './pod-requests-aggregate.ts';
import { aggregateLimits, aggregateRequests } from './pod-requests-aggregate.ts';
import type { Quantity } from './quantity.ts';
import { addQuantities, compareQuantities, isZeroQuantity, mustParseQuantity, quantityString, zeroQuantity } from './quantity.ts';
import type { PodQOSClass, PodSpec, ResourceList, ResourceRequirements } from './types/pod.ts';

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
 * Guaranteed: cpu and memory have equal, non-zero requests and limits in every container (or in the pod-level resources, if any are
 * given). BestEffort: there are none at all. Burstable: all else. Source: pkg/apis/core/v1/helper/qos, ComputePodQOS.
 */
export function qosClass(spec: PodSpec): PodQOSClass {
  if (spec.resources) return resourcesQos(spec.resources);
  let podClass: PodQOSClass | undefined;
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    const containerClass = resourcesQos(container.resources ?? {});
    if (containerClass === 'Burstable' || (podClass !== undefined && podClass !== containerClass)) return 'Burstable';
    podClass = containerClass;
  }
  return podClass ?? 'BestEffort';
}

function resourcesQos({ requests, limits }: ResourceRequirements): PodQOSClass {
  let result: PodQOSClass | undefined;
  for (const name of ['cpu', 'memory']) {
    const request = quantityOf(requests, name);
    const limit = quantityOf(limits, name);
    if (compareQuantities(request, limit) !== 0) return 'Burstable';
    const resourceClass = isZeroQuantity(request) ? 'BestEffort' : 'Guaranteed';
    if (result !== undefined && result !== resourceClass) return 'Burstable';
    result = resourceClass;
  }
  return result ?? 'BestEffort';
}

function quantityOf(list: ResourceList | undefined, name: string): Quantity {
  const text = list?.[name];
  return text === undefined ? zeroQuantity : mustParseQuantity(text);
}
