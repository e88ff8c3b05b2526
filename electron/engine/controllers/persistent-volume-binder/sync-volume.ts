import type { PersistentVolume, PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import { annotationOf, annotations } from '../../storage/claims.ts';
import type { ControllerContext, Write } from '../controller.ts';
import { annotated, claimKeyOf, volumePhaseWrites } from './bind.ts';
import { event } from './sync-claim.ts';

/**
 * What a volume needs now: its phase, and what its reclaim policy demands once its claim is gone. Deleting is left to the provisioner.
 * Source: syncVolume, reclaimVolume.
 */
export function syncVolume(volume: PersistentVolume, { api }: Pick<ControllerContext, 'api'>): Write[] {
  const { claimRef } = volume.spec;
  if (!claimRef?.uid) return volumePhaseWrites(volume, 'Available');
  const found = api.get<PersistentVolumeClaim>('persistentvolumeclaims', claimKeyOf(volume));
  const claim = found?.metadata.uid === claimRef.uid ? found : undefined;
  if (!claim) {
    const released = volume.status?.phase === 'Released' || volume.status?.phase === 'Failed';
    return released ? recycle(volume) : volumePhaseWrites(volume, 'Released');
  }
  // A claim that has not chosen yet will find the volume reserved for it.
  if (!claim.spec.volumeName) return [];
  if (claim.spec.volumeName === volume.metadata.name) return volumePhaseWrites(volume, 'Bound');
  const dynamic = annotationOf(volume, annotations.provisionedBy) !== undefined;
  if (dynamic && volume.spec.persistentVolumeReclaimPolicy === 'Delete') return volumePhaseWrites(volume, 'Released');
  return annotationOf(volume, annotations.boundByController) === undefined ? [] : [{ verb: 'update', object: unreserved(volume) }];
}

/** Empties a volume for the next claim; possible for hostPath and NFS only. Source: recycleVolumeOperation. */
function recycle(volume: PersistentVolume): Write[] {
  if (volume.spec.persistentVolumeReclaimPolicy !== 'Recycle' || volume.status?.phase === 'Failed') return [];
  return [event(volume, 'Normal', 'VolumeRecycled', 'Volume recycled'), { verb: 'update', object: unreserved(volume) }];
}

/** Source: unbindVolume: a reservation by hand stays, but for its uid. */
function unreserved(volume: PersistentVolume): PersistentVolume {
  const { claimRef, ...spec } = volume.spec;
  if (annotationOf(volume, annotations.boundByController) !== undefined) {
    return annotated({ ...volume, spec }, { [annotations.boundByController]: undefined });
  }
  const { uid: _uid, ...byHand } = claimRef ?? {};
  return { ...volume, spec: { ...spec, claimRef: byHand } };
}
