import { jsonEqual } from '../../../shared/json.ts';
import type { StorageClass } from '../../../shared/kubernetes/types/storage.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { ClusterEvent } from './framework/cluster-event.ts';

/** What a change of a claim, volume or class may mean for waiting pods; undefined: nothing. */
export function storageChange({ resource, type, key, object, previous }: WatchEvent): ClusterEvent | undefined {
  if (type === 'DELETED') return undefined;
  const added = previous === undefined;
  switch (resource) {
    case 'persistentvolumeclaims': return { kind: added ? 'PersistentVolumeClaimAdd' : 'PersistentVolumeClaimUpdate', claim: key };
    case 'persistentvolumes': return { kind: added ? 'PersistentVolumeAdd' : 'PersistentVolumeUpdate' };
    default: {
      const [before, after] = [previous as StorageClass | undefined, object as StorageClass];
      if (added) return { kind: 'StorageClassAdd' };
      return jsonEqual(before?.allowedTopologies, after.allowedTopologies) ? undefined : { kind: 'StorageClassUpdate' };
    }
  }
}
