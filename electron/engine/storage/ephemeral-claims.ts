import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolumeClaim } from '../../../shared/kubernetes/types/storage.ts';

/** Why a claim with the name of a pod's ephemeral one is not that one, if so. Source: component-helpers/storage/ephemeral, VolumeIsForPod. */
export function notMadeFor({ metadata }: PersistentVolumeClaim, pod: Pod): string | undefined {
  const isOwned = metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === pod.metadata.uid);
  return isOwned ? undefined
    : `PVC ${metadata.namespace ?? ''}/${metadata.name} was not created for pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name} (pod is not owner)`;
}
