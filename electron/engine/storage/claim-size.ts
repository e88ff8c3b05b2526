import { parseBytes } from '../../../shared/kubernetes/quantity-number.ts';
import type { ClaimCondition, PersistentVolume, PersistentVolumeClaim } from '../../../shared/kubernetes/types/storage.ts';
import { requestedBytes } from './find-volume.ts';

/** How a claim grows: the storage makes the disk larger, then the kubelet the file system on it. Source: KEP 1790, external-resizer. */

type ClaimStatus = NonNullable<PersistentVolumeClaim['status']>;

export function wantsMore(claim: PersistentVolumeClaim): boolean {
  return claim.status?.phase === 'Bound' && requestedBytes(claim) > parseBytes(claim.status.capacity?.['storage']);
}

export function hasRoom(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return parseBytes(volume.spec.capacity?.['storage']) >= requestedBytes(claim);
}

export function awaitsFileSystem({ status }: PersistentVolumeClaim): boolean {
  return status?.conditions?.some(({ type, status: state }) => type === 'FileSystemResizePending' && state === 'True') ?? false;
}

/** The claim's status while it grows. */
export function growing(claim: PersistentVolumeClaim, stage: 'ControllerResizeInProgress' | 'NodeResizePending', condition: ClaimCondition): ClaimStatus {
  const storage = claim.spec.resources?.requests?.['storage'] ?? '0';
  return {
    ...claim.status, allocatedResources: { ...claim.status?.allocatedResources, storage },
    allocatedResourceStatuses: { ...claim.status?.allocatedResourceStatuses, storage: stage },
    conditions: [...others(claim), condition],
  };
}

/** The status of a claim that has what its volume has. */
export function grown(claim: PersistentVolumeClaim, volume: PersistentVolume): ClaimStatus {
  const { conditions: _conditions, allocatedResourceStatuses: _statuses, ...status } = claim.status ?? {};
  const left = others(claim);
  return { ...status, ...(volume.spec.capacity ? { capacity: volume.spec.capacity } : {}), ...(left.length > 0 ? { conditions: left } : {}) };
}

function others({ status }: PersistentVolumeClaim): ClaimCondition[] {
  return (status?.conditions ?? []).filter(({ type }) => type !== 'Resizing' && type !== 'FileSystemResizePending');
}
