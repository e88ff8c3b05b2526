import type { PersistentVolume, PersistentVolumeClaim } from '../../../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import { notMadeFor } from '../../../storage/ephemeral-claims.ts';
import { isFullyBound, waitsForConsumer } from '../../../storage/claims.ts';
import type { PodInfo } from '../../cache/pod-info.ts';

/** The claims of a pod by what is known of their volumes. Source: PodVolumeClaims of plugins/volumebinding. */
export interface PodClaims {
  readonly bound: readonly PersistentVolumeClaim[];
  /** To be bound to a volume that suits the node. */
  readonly delayed: readonly PersistentVolumeClaim[];
  /** Not bound, and not waiting for a node. */
  readonly immediate: readonly PersistentVolumeClaim[];
}

/** @returns the claims, or why the pod cannot be placed at all. Source: podHasPVCs, GetPodVolumeClaims. */
export function podClaims(api: ApiReader, { pod, shape: { claims: keys, ephemeralClaims } }: PodInfo): PodClaims | string {
  const bound: PersistentVolumeClaim[] = [];
  const delayed: PersistentVolumeClaim[] = [];
  const immediate: PersistentVolumeClaim[] = [];
  for (const key of keys) {
    const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
    const name = key.slice(key.indexOf('/') + 1);
    const isEphemeral = ephemeralClaims.includes(key);
    if (!claim && isEphemeral) return `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`;
    if (!claim) return `persistentvolumeclaim "${name}" not found`;
    if (claim.status?.phase === 'Lost') {
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`;
    }
    if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
    const stranger = isEphemeral ? notMadeFor(claim, pod) : undefined;
    if (stranger !== undefined) return stranger;
    if (isFullyBound(claim)) bound.push(claim);
    else if (!claim.spec.volumeName && waitsForConsumer(api, claim)) delayed.push(claim);
    else immediate.push(claim);
  }
  return { bound, delayed, immediate };
}

/** The volume of a bound claim. */
export function volumeOf(api: ApiReader, claim: PersistentVolumeClaim): PersistentVolume | undefined {
  return api.get<PersistentVolume>('persistentvolumes', claim.spec.volumeName ?? '');
}
