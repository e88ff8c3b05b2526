import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import { jsonEqual } from '../../../../shared/json.ts';
import type { Write } from '../controller.ts';
import { annotationOf, annotations, isMeantFor } from '../../storage/claims.ts';

/** The object with these annotations added (a text) or taken away (undefined). */
export function annotated<T extends PersistentVolume | PersistentVolumeClaim>(object: T, changes: Record<string, string | undefined>): T {
  const all: Record<string, string> = { ...object.metadata.annotations };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete all[name];
    else all[name] = value;
  }
  return { ...object, metadata: { ...object.metadata, annotations: all } };
}

/** The volume as reserved for the claim. `byController` is noted, so that the reservation can be undone. Source: GetBindVolumeToClaim. */
export function reservedFor(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  if (isMeantFor(volume, claim) && volume.spec.claimRef?.uid) return volume;
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  const claimRef = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', name,
    ...(namespace ? { namespace } : {}), ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}),
  };
  const reserved: PersistentVolume = { ...volume, spec: { ...volume.spec, claimRef } };
  return isMeantFor(volume, claim) ? reserved : annotated(reserved, { [annotations.boundByController]: 'yes' });
}

/**
 * Binds both to each other, in the order in which the real one writes: volume, its status, claim, its status. What is so already is left
 * out. Source: bind.
 */
export function bindWrites(volume: PersistentVolume, claim: PersistentVolumeClaim): Write[] {
  const writes: Write[] = [];
  const reserved = reservedFor(volume, claim);
  if (reserved !== volume) writes.push({ verb: 'update', object: reserved });
  writes.push(...volumePhaseWrites(reserved, 'Bound'));
  const bound = boundTo(claim, volume);
  if (!jsonEqual(bound, claim)) writes.push({ verb: 'update', object: bound });
  const status = {
    ...claim.status, phase: 'Bound' as const, ...(volume.spec.accessModes ? { accessModes: volume.spec.accessModes } : {}),
    // Of a bound claim it may differ from the volume's on purpose: the file system has not grown yet.
    ...(volume.spec.capacity && claim.status?.phase !== 'Bound' ? { capacity: volume.spec.capacity } : {}),
  };
  if (!jsonEqual(status, claim.status)) {
    const object: PersistentVolumeClaim = { ...bound, status };
    writes.push({ verb: 'updateStatus', object });
  }
  return writes;
}

function boundTo(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const chosen = claim.spec.volumeName !== volume.metadata.name;
  const named: PersistentVolumeClaim = chosen ? { ...claim, spec: { ...claim.spec, volumeName: volume.metadata.name } } : claim;
  if (!chosen && annotationOf(claim, annotations.bindCompleted) !== undefined) return named;
  return annotated(named, { [annotations.bindCompleted]: 'yes', ...(chosen ? { [annotations.boundByController]: 'yes' } : {}) });
}

/** Source: updateVolumePhase. */
export function volumePhaseWrites(
  volume: PersistentVolume, phase: NonNullable<NonNullable<PersistentVolume['status']>['phase']>, message?: string,
): Write[] {
  if (volume.status?.phase === phase) return [];
  const { message: _old, ...status } = volume.status ?? {};
  const object: PersistentVolume = { ...volume, status: { ...status, phase, ...(message ? { message } : {}) } };
  return [{ verb: 'updateStatus', object }];
}

/** Source: updateClaimStatus without a volume. */
export function claimPhaseWrites(claim: PersistentVolumeClaim, phase: 'Pending' | 'Lost'): Write[] {
  if (claim.status?.phase === phase) return [];
  const object: PersistentVolumeClaim = { ...claim, status: { phase } };
  return [{ verb: 'updateStatus', object }];
}

export function volumeKeyOf(claim: PersistentVolumeClaim): string {
  return claim.spec.volumeName ?? '';
}

export function claimKeyOf({ spec: { claimRef } }: PersistentVolume): string {
  return claimRef ? objectKey({ metadata: { namespace: claimRef.namespace ?? '', name: claimRef.name ?? '' } }) : '';
}
