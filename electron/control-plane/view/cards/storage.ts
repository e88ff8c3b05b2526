import type { PersistentVolume, PersistentVolumeClaim, StorageClass, VolumeAttachment } from '../../../../shared/kubernetes/types/storage.ts';
import type { StateFamily } from '../../../../shared/view/states.ts';
import type { ApiReader } from '../../../engine/apistore/api-client.ts';
import type { CardBuilder, CardFacts } from './card-facts.ts';
import { named } from './network.ts';

export const storageCards: Readonly<Record<string, CardBuilder>> = {
  persistentvolumeclaims: (object, { api }) => claim(object as PersistentVolumeClaim, api),
  persistentvolumes: (object, { api }) => volume(object as PersistentVolume, api),
  storageclasses: (object) => named((object as StorageClass).provisioner, object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'),
};

const claimFamilies: Readonly<Record<string, StateFamily>> = { Bound: 'ready', Pending: 'waiting', Lost: 'bad' };
const volumeFamilies: Readonly<Record<string, StateFamily>> = { Available: 'ready', Bound: 'ready', Pending: 'waiting', Released: 'attention', Failed: 'bad' };

function claim({ spec, status }: PersistentVolumeClaim, api: ApiReader): CardFacts {
  const phase = status?.phase ?? 'Pending';
  const size = status?.capacity?.['storage'] ?? spec.resources?.requests?.['storage'] ?? '';
  const bound = spec.volumeName ? api.get<PersistentVolume>('persistentvolumes', spec.volumeName) : undefined;
  const detail = bound ? whereabouts(bound, api) || bound.metadata.name : spec.storageClassName;
  return { family: claimFamilies[phase] ?? 'unknown', fact: { key: 'view:card.phaseAndSize', params: { phase, size: String(size) } }, ...(detail ? { detail } : {}) };
}

function volume(object: PersistentVolume, api: ApiReader): CardFacts {
  const { spec, status } = object;
  const phase = status?.phase ?? 'Pending';
  const { claimRef } = spec;
  const detail = [...(claimRef?.name ? [`${claimRef.namespace ?? ''}/${claimRef.name}`] : []), whereabouts(object, api)].filter((part) => part !== '').join(' · ');
  return {
    family: volumeFamilies[phase] ?? 'unknown', fact: { key: 'view:card.phaseAndSize', params: { phase, size: String(spec.capacity?.['storage'] ?? '') } },
    ...(detail === '' ? {} : { detail }),
  };
}

/** Where the disk is and what it is plugged into: `us-east-1a → worker-2`; a part that does not hold is left out. */
function whereabouts({ metadata, spec }: PersistentVolume, api: ApiReader): string {
  const places = (spec.nodeAffinity?.required?.nodeSelectorTerms ?? []).flatMap(({ matchExpressions = [] }) => matchExpressions.flatMap(({ operator, values = [] }) => (operator === 'In' ? values : [])));
  const attached = [...api.byIndex<VolumeAttachment>('volumeattachments', 'persistentVolume', metadata.name)].filter(({ status }) => status?.attached === true);
  const nodes = attached.map((attachment) => attachment.spec.nodeName).sort().join(', ');
  return [[...new Set(places)].join(', '), nodes && `→ ${nodes}`].filter((part) => part !== '').join(' ');
}
