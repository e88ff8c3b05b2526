import { podLimits } from '../../../../shared/kubernetes/pod-requests.ts';
import { quantityValue } from '../../../../shared/kubernetes/quantity-number.ts';
import { mustParseQuantity, quantityString } from '../../../../shared/kubernetes/quantity.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodUse } from '../resources/pod-use.ts';

/**
 * Why a pod is to be evicted for its own local storage: an emptyDir above its sizeLimit, the pod above the sum of its limits, or a container above its own.
 * Volumes in memory cannot become larger. Source: localStorageEviction, pkg/kubelet/eviction/eviction_manager.go.
 */
export function localStorageProblem(object: Pod, use: PodUse): string | undefined {
  for (const { name, emptyDir } of object.spec.volumes ?? []) {
    const limit = emptyDir?.sizeLimit;
    const used = use.emptyDirs.get(name) ?? 0;
    if (limit !== undefined && quantityValue(limit) > 0 && used > quantityValue(limit)) {
      return `Usage of EmptyDir volume "${name}" exceeds the limit "${quantityString(mustParseQuantity(limit))}". `;
    }
  }
  const whole = podLimits(object.spec).get('ephemeral-storage');
  if (whole && use.total.diskBytes > quantityValue(quantityString(whole))) {
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${quantityString(whole)}. `;
  }
  for (const { name, resources } of object.spec.containers) {
    const limit = resources?.limits?.['ephemeral-storage'];
    const used = use.containers.get(name)?.diskBytes ?? 0;
    if (limit !== undefined && quantityValue(limit) > 0 && used > quantityValue(limit)) {
      return `Container ${name} exceeded its local ephemeral storage limit "${quantityString(mustParseQuantity(limit))}". `;
    }
  }
  return undefined;
}

/** Whether any limit of the pod could be the reason for the above. */
export function hasLocalStorageLimit({ spec }: Pod): boolean {
  return (spec.volumes ?? []).some(({ emptyDir }) => emptyDir?.sizeLimit !== undefined)
    || [...spec.containers, ...spec.initContainers ?? []].some(({ resources }) => resources?.limits?.['ephemeral-storage'] !== undefined);
}
