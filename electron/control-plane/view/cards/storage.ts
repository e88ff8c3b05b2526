import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../../shared/kubernetes/types/storage.ts';
import type { StateFamily } from '../../../../shared/view/states.ts';
import type { CardBuilder, CardFacts } from './card-facts.ts';
import { named } from './network.ts';

export const storageCards: Readonly<Record<string, CardBuilder>> = {
  persistentvolumeclaims: (object) => claim(object as PersistentVolumeClaim),
  persistentvolumes: (object) => volume(object as PersistentVolume),
  storageclasses: (object) => named((object as StorageClass).provisioner, object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'),
};

const claimFamilies: Readonly<Record<string, StateFamily>> = { Bound: 'ready', Pending: 'waiting', Lost: 'bad' };
const volumeFamilies: Readonly<Record<string, StateFamily>> = { Available: 'ready', Bound: 'ready', Pending: 'waiting', Released: 'attention', Failed: 'bad' };

function claim({ spec, status }: PersistentVolumeClaim): CardFacts {
  const phase = status?.phase ?? 'Pending';
  const size = status?.capacity?.['storage'] ?? spec.resources?.requests?.['storage'] ?? '';
  return { family: claimFamilies[phase] ?? 'unknown', fact: { key: 'view:card.phaseAndSize', params: { phase, size: String(size) } } };
}

function volume({ spec, status }: PersistentVolume): CardFacts {
  const phase = status?.phase ?? 'Pending';
  const { claimRef } = spec;
  return {
    family: volumeFamilies[phase] ?? 'unknown', fact: { key: 'view:card.phaseAndSize', params: { phase, size: String(spec.capacity?.['storage'] ?? '') } },
    ...(claimRef?.name ? { detail: `${claimRef.namespace ?? ''}/${claimRef.name}` } : {}),
  };
}
