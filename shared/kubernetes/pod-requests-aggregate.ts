/**
 * The formula for a pod's effective resources, over any kind of number: exact quantities (`pod-requests.ts`) or plain numbers
 * (`pod-requests-scheduler.ts`). Source: k8s.io/component-helpers/resource/helpers.go (KEP 753 sidecars, KEP 2837 pod-level resources).
 * Resources reported in the pod's status, while it is resized, are put into the spec beforehand (`pod-requests-status.ts`).
 */
import type { Container, PodSpec, ResourceList } from './types/pod.ts';

export interface Arithmetic<T> {
  parse(resource: string, quantity: string): T;
  add(a: T, b: T): T;
  greater(a: T, b: T): boolean;
  isZero(value: T): boolean;
}

/** Resource name → amount, in the order in which the names first appear. */
export type Resources<T> = Map<string, T>;

type Which = 'requests' | 'limits';

/** A sidecar: an init container that keeps running. */
export function isRestartableInitContainer(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

/** IsSupportedPodLevelResource. */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/** IsPodLevelRequestsSet. */
export function hasPodLevelRequests(spec: PodSpec): boolean {
  return Object.keys(spec.resources?.requests ?? {}).some(isPodLevelResource);
}

function hasPodLevelResources(spec: PodSpec): boolean {
  return hasPodLevelRequests(spec) || Object.keys(spec.resources?.limits ?? {}).some(isPodLevelResource);
}

/**
 * PodRequests. `missing` gives, per resource, what a container counts for that does not name the resource at all (a request of zero
 * is not missing); the scheduler's scoring uses it.
 */
export function aggregateRequests<T>(spec: PodSpec, numbers: Arithmetic<T>, missing?: Resources<T>): Resources<T> {
  const result = aggregateContainers(spec, 'requests', numbers, missing);
  if (hasPodLevelRequests(spec)) applyPodLevel(result, spec.resources?.requests, numbers);
  if (spec.overhead) addAll(result, parseList(spec.overhead, numbers), numbers);
  return result;
}

/** PodLimits: overhead counts only where there is a limit. */
export function aggregateLimits<T>(spec: PodSpec, numbers: Arithmetic<T>): Resources<T> {
  const result = aggregateContainers(spec, 'limits', numbers);
  if (hasPodLevelResources(spec)) applyPodLevel(result, spec.resources?.limits, numbers);
  for (const [name, overhead] of spec.overhead ? parseList(spec.overhead, numbers) : []) {
    const limit = result.get(name);
    if (limit !== undefined && !numbers.isZero(limit)) result.set(name, numbers.add(limit, overhead));
  }
  return result;
}

/**
 * All containers and sidecars run together; before that each init container runs beside the sidecars started so far. The pod needs the
 * larger of both, resource by resource.
 */
function aggregateContainers<T>(spec: PodSpec, which: Which, numbers: Arithmetic<T>, missing?: Resources<T>): Resources<T> {
  const result: Resources<T> = new Map();
  for (const container of spec.containers ?? []) addAll(result, resourcesOf(container, which, numbers, missing), numbers);
  if (!spec.initContainers || spec.initContainers.length === 0) return result;

  const sidecars: Resources<T> = new Map();
  const initialising: Resources<T> = new Map();
  for (const container of spec.initContainers) {
    const own = resourcesOf(container, which, numbers, missing);
    if (isRestartableInitContainer(container)) {
      addAll(result, own, numbers);
      addAll(sidecars, own, numbers);
      raiseAll(initialising, sidecars, numbers);
    } else {
      addAll(own, sidecars, numbers);
      raiseAll(initialising, own, numbers);
    }
  }
  raiseAll(result, initialising, numbers);
  return result;
}

function resourcesOf<T>(container: Container, which: Which, numbers: Arithmetic<T>, missing?: Resources<T>): Resources<T> {
  const own = parseList(container.resources?.[which], numbers);
  if (missing) for (const [name, amount] of missing) if (!own.has(name)) own.set(name, amount);
  return own;
}

function parseList<T>(list: ResourceList | undefined, numbers: Arithmetic<T>): Resources<T> {
  const resources: Resources<T> = new Map();
  if (list) for (const name of Object.keys(list)) resources.set(name, numbers.parse(name, list[name] ?? '0'));
  return resources;
}

function applyPodLevel<T>(result: Resources<T>, list: ResourceList | undefined, numbers: Arithmetic<T>): void {
  for (const [name, amount] of parseList(list, numbers)) if (isPodLevelResource(name)) result.set(name, amount);
}

function addAll<T>(target: Resources<T>, more: Resources<T>, numbers: Arithmetic<T>): void {
  for (const [name, amount] of more) {
    const present = target.get(name);
    target.set(name, present === undefined ? amount : numbers.add(present, amount));
  }
}

function raiseAll<T>(target: Resources<T>, other: Resources<T>, numbers: Arithmetic<T>): void {
  for (const [name, amount] of other) {
    const present = target.get(name);
    if (present === undefined || numbers.greater(amount, present)) target.set(name, amount);
  }
}
