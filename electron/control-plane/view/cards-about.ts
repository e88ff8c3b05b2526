import { parseRefKey, refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { PersistentVolume, VolumeAttachment } from '../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { RelationIndex } from './relations/relation-index.ts';
import { selectableLabels } from './relations/selectable.ts';

/**
 * Objects whose card reads its fact from the object that has changed: a Service's from its EndpointSlices, a NetworkPolicy's from the workloads that it selects, a
 * claim's and a volume's from the disk and what it is plugged into.
 */
export function cardsAbout({ resource, object }: WatchEvent, api: ApiReader, relations: RelationIndex): ObjectRef[] {
  if (resource === 'persistentvolumes') return claimOf(object as PersistentVolume);
  if (resource === 'volumeattachments') {
    const { persistentVolumeName = '' } = (object as VolumeAttachment).spec.source;
    return [{ apiVersion: 'v1', kind: 'PersistentVolume', name: persistentVolumeName }, ...claimOf(api.get<PersistentVolume>('persistentvolumes', persistentVolumeName))];
  }
  const labels = selectableLabels(resource, object);
  if (labels) return [...relations.sourcesOf(refOf(object), labels)].flatMap((source) => parseRefKey(source) ?? []).filter(({ kind }) => kind === 'NetworkPolicy');
  const service = resource === 'endpointslices' ? object.metadata.ownerReferences?.find((owner) => owner.kind === 'Service') : undefined;
  return service ? [{ apiVersion: 'v1', kind: 'Service', namespace: object.metadata.namespace ?? '', name: service.name }] : [];
}

function claimOf(volume: PersistentVolume | undefined): ObjectRef[] {
  const { namespace = '', name } = volume?.spec.claimRef ?? {};
  return name ? [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }] : [];
}
