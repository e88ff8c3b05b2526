import { jsonEqual } from '../../../../shared/json.ts';
import type { Container, Pod, ResourceRequirements } from '../../../../shared/kubernetes/types/pod.ts';

/** What the kubelet has granted a pod, by container; that of the pod as a whole has the empty name. */
export type Allocation = Map<string, ResourceRequirements>;

const wholePod = '';

export function allocationOf({ spec }: Pod): Allocation {
  const allocation: Allocation = new Map();
  if (spec.resources) allocation.set(wholePod, spec.resources);
  for (const { name, resources } of [...spec.initContainers ?? [], ...spec.containers]) if (resources) allocation.set(name, resources);
  return allocation;
}

/** Names of the containers whose resources differ; that of the pod is empty. */
export function differences(a: Allocation, b: Allocation): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => !jsonEqual(a.get(name) ?? {}, b.get(name) ?? {}));
}

/** The pod as the kubelet runs it: with what it has granted in place of what is asked for. Source: UpdatePodFromAllocation, pkg/kubelet/allocation. */
export function withAllocation(pod: Pod, allocation: Allocation): Pod {
  const granted = (container: Container): Container => withResources(container, allocation.get(container.name));
  const { initContainers, containers } = pod.spec;
  const spec = { ...withResources(pod.spec, allocation.get(wholePod)), containers: containers.map(granted) };
  return { ...pod, spec: initContainers ? { ...spec, initContainers: initContainers.map(granted) } : spec };
}

function withResources<T extends { resources?: ResourceRequirements }>(owner: T, resources: ResourceRequirements | undefined): T {
  if (resources) return { ...owner, resources };
  const { resources: _asked, ...rest } = owner;
  return rest as T;
}
