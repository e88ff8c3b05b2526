import type { Container, PodSpec, ResourceList, ResourceRequirements } from '../../../../shared/kubernetes/types/pod.ts';
import type { LimitRange } from './limit-ranges.ts';

/** What a LimitRange did to a pod is written here. */
export const limitRangerAnnotation = 'kubernetes.io/limit-ranger';

export interface LimitedPod {
  spec: PodSpec;
  /** Value of the annotation `kubernetes.io/limit-ranger`; absent when nothing was set. */
  annotation?: string;
}

/**
 * Fills in requests and limits that containers do not state from the namespace's LimitRanges. Each LimitRange that sets something writes the
 * annotation anew. Source: plugin/pkg/admission/limitranger, mergePodResourceRequirements.
 */
export function withLimitRangeDefaults(spec: PodSpec, limitRanges: readonly LimitRange[]): LimitedPod {
  let limited: LimitedPod = { spec };
  for (const limitRange of limitRanges) {
    const defaults = containerDefaults(limitRange);
    const done: string[] = [];
    const fill = (containers: readonly Container[] | undefined, called: string): Container[] | undefined =>
      containers?.map((container) => filledIn(container, defaults, called, done));
    const containers = fill(limited.spec.containers, 'container') ?? [];
    const initContainers = fill(limited.spec.initContainers, 'init container');
    if (done.length === 0) continue;
    limited = {
      spec: { ...limited.spec, containers, ...(initContainers ? { initContainers } : {}) },
      annotation: `LimitRanger plugin set: ${done.join('; ')}`,
    };
  }
  return limited;
}

function containerDefaults({ spec }: LimitRange): Required<Pick<ResourceRequirements, 'requests' | 'limits'>> {
  const [requests, limits]: [ResourceList, ResourceList] = [{}, {}];
  for (const item of spec?.limits ?? []) {
    if (item.type !== 'Container') continue;
    Object.assign(requests, item.defaultRequest);
    Object.assign(limits, item.default);
  }
  return { requests, limits };
}

function filledIn(
  container: Container, defaults: Required<Pick<ResourceRequirements, 'requests' | 'limits'>>, called: string, done: string[],
): Container {
  let resources: ResourceRequirements = container.resources ?? {};
  for (const which of ['requests', 'limits'] as const) {
    const stated = resources[which] ?? {};
    const missing = Object.entries(defaults[which]).filter(([name]) => stated[name] === undefined);
    if (missing.length === 0) continue;
    resources = { ...resources, [which]: { ...stated, ...Object.fromEntries(missing) } };
    const names = missing.map(([name]) => name).toSorted().join(', ');
    done.push(`${names} ${which === 'requests' ? 'request' : 'limit'} for ${called} ${container.name}`);
  }
  return resources === container.resources || Object.keys(resources).length === 0 ? container : { ...container, resources };
}
