import { jsonEqual } from '../../../shared/json.ts';
import type { StorageClass } from '../../../shared/kubernetes/types/storage.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { ClusterEvent, ClusterEventKind } from './framework/cluster-event.ts';

/** Which changes of an object may mean something for waiting pods. */
const meanings: Readonly<Record<string, { added?: ClusterEventKind; updated?: ClusterEventKind; deleted?: ClusterEventKind }>> = {
  persistentvolumeclaims: { added: 'PersistentVolumeClaimAdd', updated: 'PersistentVolumeClaimUpdate' },
  persistentvolumes: { added: 'PersistentVolumeAdd', updated: 'PersistentVolumeUpdate' },
  storageclasses: { added: 'StorageClassAdd', updated: 'StorageClassUpdate' },
  csinodes: { added: 'CSINodeAdd', updated: 'CSINodeUpdate' },
  volumeattachments: { deleted: 'VolumeAttachmentDelete' },
  resourceclaims: { added: 'ResourceClaimAdd', updated: 'ResourceClaimUpdate', deleted: 'ResourceClaimDelete' },
  deviceclasses: { added: 'DeviceClassAdd', updated: 'DeviceClassUpdate' },
  resourceslices: { added: 'ResourceSliceAdd', updated: 'ResourceSliceUpdate' },
};

export const watchedSupplies: readonly string[] = Object.keys(meanings);

/** What a change of what pods need beside a node (volumes, devices) may mean for those that wait; undefined: nothing. */
export function supplyChange({ resource, type, object, previous }: WatchEvent): ClusterEvent | undefined {
  const meaning = meanings[resource];
  const kind = type === 'DELETED' ? meaning?.deleted : previous === undefined ? meaning?.added : meaning?.updated;
  if (!kind || (kind === 'StorageClassUpdate' && sameTopologies(object as StorageClass, previous as StorageClass))) return undefined;
  return previous === undefined || type === 'DELETED' ? { kind, object } : { kind, object, previousObject: previous };
}

function sameTopologies(after: StorageClass, before: StorageClass): boolean {
  return jsonEqual(before.allowedTopologies, after.allowedTopologies);
}
