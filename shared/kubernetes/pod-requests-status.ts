import { jsonEqual } from '../json.ts';
import { compareQuantities, mustParseQuantity } from './quantity.ts';
import type { Container, ContainerStatus, Pod, PodSpec, ResourceList } from './types/pod.ts';

/**
 * The spec of a pod with the requests that count for the scheduler and for quotas while it is resized: the largest of what is asked for, granted and in use, and without
 * what is asked for where that can never be had. The spec itself when no resize is under way, which costs a look at each container.
 * Source: determineContainerReqs with UseStatusResources, k8s.io/component-helpers/resource/helpers.go.
 */
export function countedSpec({ spec, status }: Pod): PodSpec {
  if (!status?.containerStatuses) return spec;
  if (!differs(spec.containers, status.containerStatuses) && !differs(spec.initContainers, status.initContainerStatuses)) return spec;
  const infeasible = status.conditions?.some(({ type, reason }) => type === 'PodResizePending' && reason === 'Infeasible') ?? false;
  const counted: PodSpec = { ...spec, containers: spec.containers.map((container) => countedContainer(container, status.containerStatuses, infeasible)) };
  if (spec.initContainers) counted.initContainers = spec.initContainers.map((container) => countedContainer(container, status.initContainerStatuses, infeasible));
  return counted;
}

function differs(containers: readonly Container[] | undefined, statuses: readonly ContainerStatus[] | undefined): boolean {
  if (!containers || !statuses) return false;
  for (const { name, resources } of containers) {
    const status = statuses.find((candidate) => candidate.name === name);
    if (!status?.resources) continue;
    const asked = resources?.requests;
    const { allocatedResources: granted, resources: { requests: used } } = status;
    // The kubelet repeats the very objects of the spec.
    if ((granted !== asked && !jsonEqual(granted ?? {}, asked ?? {})) || (used !== asked && !jsonEqual(used ?? {}, asked ?? {}))) return true;
  }
  return false;
}

function countedContainer(container: Container, statuses: readonly ContainerStatus[] | undefined, infeasible: boolean): Container {
  const status = statuses?.find(({ name }) => name === container.name);
  if (!status?.resources) return container;
  const lists = [...(infeasible ? [] : [container.resources?.requests]), status.resources.requests, status.allocatedResources];
  const requests: ResourceList = {};
  for (const list of lists) {
    for (const [name, amount] of Object.entries(list ?? {})) {
      const known = requests[name];
      if (known === undefined || compareQuantities(mustParseQuantity(amount), mustParseQuantity(known)) > 0) requests[name] = amount;
    }
  }
  return { ...container, resources: { ...container.resources, requests } };
}
