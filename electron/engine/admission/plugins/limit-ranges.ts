import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { ResourceList } from '../../../../shared/kubernetes/types/pod.ts';
import type { AdmissionContext } from '../context.ts';

export interface LimitRangeItem {
  type: string;
  max?: ResourceList;
  min?: ResourceList;
  default?: ResourceList;
  defaultRequest?: ResourceList;
  maxLimitRequestRatio?: ResourceList;
}

export interface LimitRange extends KubernetesObject {
  spec?: { limits?: LimitRangeItem[] };
}

/** The LimitRanges of a namespace, by name. */
export function limitRangesIn(namespace: string, context: AdmissionContext): LimitRange[] {
  const found: LimitRange[] = [];
  for (const limitRange of context.list('limitranges')) if (limitRange.metadata.namespace === namespace) found.push(limitRange);
  return found.length > 1 ? found.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)) : found;
}
