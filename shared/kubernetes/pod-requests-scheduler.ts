/**
 * A pod's requests as the scheduler counts them, in plain numbers. Source: pkg/scheduler/framework/types.go (calculateResource,
 * Resource.Add) and pkg/scheduler/util/pod_resources.go.
 */
import type { Arithmetic, Resources } from './pod-requests-aggregate.ts';
import { aggregateRequests, hasPodLevelRequests } from './pod-requests-aggregate.ts';
import { podRequests, podRequestsWithDefaults } from './pod-requests.ts';
import { exactMilliValue, exactValue, scaledNumber } from './quantity-number.ts';
import type { Quantity } from './quantity.ts';
import { quantityFromInteger, quantityFromMilli } from './quantity.ts';
import type { PodSpec } from './types/pod.ts';

export interface SchedulerRequest {
  /** Thousandths of a core. */
  readonly milliCpu: number;
  /** Bytes. */
  readonly memory: number;
  /** Bytes. */
  readonly ephemeralStorage: number;
  /** Extended resources, huge pages and the like, by name. Read only. */
  readonly scalar: Readonly<Record<string, number>>;
  /** `milliCpu` with the scoring default for containers that name no cpu request. */
  readonly nonZeroMilliCpu: number;
  /** `memory` with the scoring default for containers that name no memory request. */
  readonly nonZeroMemory: number;
}

/** Scoring assumes this much for a container without a request. */
export const defaultMilliCpuRequest = 100;
export const defaultMemoryRequestBytes = 200 * 1024 * 1024;

/** Numbers that are whole in their unit; NaN stands for one that is not and spoils every sum and maximum it enters. */
const whole: Arithmetic<number> = {
  parse: (resource, quantity) => (resource === 'cpu' ? exactMilliValue(quantity) : exactValue(quantity)),
  add: (a, b) => a + b,
  greater: (a, b) => Number.isNaN(a) || a > b,
  isZero: (value) => value === 0,
};

const requests = new WeakMap<PodSpec, SchedulerRequest>();

/**
 * Computed once per spec object (stored objects are immutable). Sums are rounded up once, at the end, as Kubernetes does. Quantities
 * must be valid.
 */
export function schedulerRequest(spec: PodSpec): SchedulerRequest {
  const known = requests.get(spec);
  if (known) return known;
  const request = fastRequest(spec) ?? exactRequest(spec);
  requests.set(spec, request);
  return request;
}

/** The fast path: undefined when some number is not whole or too large to be exact. */
function fastRequest(spec: PodSpec): SchedulerRequest | undefined {
  const plain = aggregateRequests(spec, whole);
  const missing = missingRequests(spec, plain, defaultMilliCpuRequest, defaultMemoryRequestBytes);
  const nonZero = missing.size > 0 ? aggregateRequests(spec, whole, missing) : plain;
  for (const value of plain.values()) if (!Number.isSafeInteger(value)) return undefined;
  for (const value of nonZero.values()) if (!Number.isSafeInteger(value)) return undefined;
  return assemble(plain, nonZero, (_name, value) => value);
}

function exactRequest(spec: PodSpec): SchedulerRequest {
  const plain = podRequests(spec);
  const missing = missingRequests<Quantity>(
    spec, plain, quantityFromMilli(defaultMilliCpuRequest, 'DecimalSI'), quantityFromInteger(defaultMemoryRequestBytes, 'DecimalSI'),
  );
  const nonZero = missing.size > 0 ? podRequestsWithDefaults(spec, missing) : plain;
  return assemble(plain, nonZero, (name, value) => scaledNumber(value, name === 'cpu' ? -3 : 0));
}

/** getNonMissingContainerRequests: with pod-level requests, only the resources that the pod as a whole does not name. */
function missingRequests<T>(spec: PodSpec, plain: Resources<T>, cpu: T, memory: T): Resources<T> {
  const missing: Resources<T> = new Map();
  const podLevel = hasPodLevelRequests(spec);
  if (!podLevel || !plain.has('cpu')) missing.set('cpu', cpu);
  if (!podLevel || !plain.has('memory')) missing.set('memory', memory);
  return missing;
}

function assemble<T>(plain: Resources<T>, nonZero: Resources<T>, number: (name: string, value: T) => number): SchedulerRequest {
  const of = (resources: Resources<T>, name: string): number => {
    const value = resources.get(name);
    return value === undefined ? 0 : number(name, value);
  };
  let scalar: Record<string, number> | undefined;
  for (const [name, value] of plain) {
    if (!isScalarResourceName(name)) continue;
    scalar ??= {};
    scalar[name] = number(name, value);
  }
  return {
    milliCpu: of(plain, 'cpu'),
    memory: of(plain, 'memory'),
    ephemeralStorage: of(plain, 'ephemeral-storage'),
    scalar: scalar ?? noScalars,
    nonZeroMilliCpu: of(nonZero, 'cpu'),
    nonZeroMemory: of(nonZero, 'memory'),
  };
}

const noScalars: Readonly<Record<string, number>> = Object.freeze({});

/**
 * Resources that the scheduler counts beside cpu, memory, ephemeral storage and pods: extended resources (`vendor.com/gpu`), huge
 * pages, attachable volumes, and names under `kubernetes.io/`. Source: pkg/scheduler/util.IsScalarResourceName.
 */
export function isScalarResourceName(name: string): boolean {
  if (name.startsWith('hugepages-') || name.startsWith('attachable-volumes-')) return true;
  if (!name.includes('/')) return false;
  return name.includes('kubernetes.io/') || !name.startsWith('requests.');
}
