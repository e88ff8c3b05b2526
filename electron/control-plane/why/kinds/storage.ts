import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { parseBytes } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../../shared/kubernetes/types/storage.ts';
import type { LocalizedText } from '../../../../shared/view/rows.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import { classOf, isMeantFor, storageClassOf, waitsForConsumer } from '../../../engine/storage/claims.ts';
import { hasModes, requestedBytes } from '../../../engine/storage/find-volume.ts';
import type { World } from '../../../engine/world.ts';
import { historyOf } from '../chain.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

const volumesShown = 25;

/** Why a claim is bound, or for whom it waits: its class, its consumer, and for every volume why it will not do. */
export function explainClaim(world: World, ref: ObjectRef): WhyAnswer {
  const claim = subject<PersistentVolumeClaim>(world, ref);
  const phase = claim.status?.phase ?? 'Pending';
  const candidates = phase === 'Pending' ? [...world.api.list<PersistentVolume>('persistentvolumes')] : [];
  const steps = candidates.slice(0, volumesShown).map((volume) => stepAbout(world, volume, 'kind/PersistentVolume', refusalOf(volume, claim)));
  return {
    headline: claimHeadline(world, claim, phase),
    ...(candidates.length > 0 ? { detail: says('claim.candidates', { count: candidates.length }) } : {}),
    evidence: [
      ...fieldEvidence(world, ref, claim, 'spec.storageClassName', says('claim.field.class')),
      ...fieldEvidence(world, ref, claim, 'spec.volumeName', says('claim.field.volume')),
      ...fieldEvidence(world, ref, claim, 'spec.resources.requests.storage', says('claim.field.size')),
      ...fieldEvidence(world, ref, claim, 'spec.accessModes', says('claim.field.modes')),
      historyOf(world, claim, steps),
    ],
    remedies: [],
  };
}

function claimHeadline(world: World, claim: PersistentVolumeClaim, phase: string): LocalizedText {
  const volume = claim.spec.volumeName ?? '';
  const className = classOf(claim);
  if (phase === 'Bound') return says('claim.bound', { volume });
  if (phase === 'Lost') return says('claim.lost', { volume });
  if (volume !== '') return says('claim.named', { volume });
  if (className === '') return says('claim.noClass');
  const storageClass = storageClassOf(world.api, claim);
  if (!storageClass) return says('claim.classMissing', { class: className });
  if (!waitsForConsumer(world.api, claim)) return says('claim.provisioning', { provisioner: storageClass.provisioner });
  const pods = [...world.api.byIndex<Pod>('pods', 'claim', objectKey(claim))].filter(({ spec }) => !spec.nodeName);
  const [pod] = pods;
  return pod ? says('claim.waitsForPod', { pod: pod.metadata.name }) : says('claim.waitsForConsumer', { class: className });
}

/** The first thing about a volume that keeps it from this claim, in the order in which the binder looks. */
function refusalOf(volume: PersistentVolume, claim: PersistentVolumeClaim): LocalizedText {
  const { name } = volume.metadata;
  const capacity = volume.spec.capacity?.['storage'] ?? '0';
  const refuses = (key: string, params: NonNullable<LocalizedText['params']> = {}): LocalizedText => says(`volume.${key}`, { name, ...params });
  if (volume.metadata.deletionTimestamp) return refuses('leaving');
  if ((volume.spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem')) return refuses('mode');
  if (parseBytes(capacity) < requestedBytes(claim)) return refuses('small', { capacity });
  if (isMeantFor(volume, claim)) return refuses('reserved');
  if (volume.spec.claimRef) return refuses('taken', { claim: `${volume.spec.claimRef.namespace ?? ''}/${volume.spec.claimRef.name ?? ''}` });
  if (volume.status?.phase !== 'Available') return refuses('phase', { phase: volume.status?.phase ?? 'Pending' });
  if (classOf(volume) !== classOf(claim)) return refuses('class', { class: classOf(volume) });
  if (!hasModes(volume, claim)) return refuses('access', { modes: (volume.spec.accessModes ?? []).join(', ') });
  if (claim.spec.selector && !matcherOf(claim.spec.selector)(volume.metadata.labels ?? {})) return refuses('selector');
  return refuses('fits');
}

/** Why a volume is Available, Bound, Released or Failed. */
export function explainVolume(world: World, ref: ObjectRef): WhyAnswer {
  const volume = subject<PersistentVolume>(world, ref);
  const { phase = 'Pending', message } = volume.status ?? {};
  const claim = `${volume.spec.claimRef?.namespace ?? ''}/${volume.spec.claimRef?.name ?? ''}`;
  return {
    headline: says(`volume.is.${phase}`, { claim, policy: volume.spec.persistentVolumeReclaimPolicy ?? 'Retain' }),
    ...(message ? { detail: says('plain', { text: message }) } : {}),
    evidence: [...fieldEvidence(world, ref, volume, 'spec.persistentVolumeReclaimPolicy', says('volume.field.reclaim')), ...fieldEvidence(world, ref, volume, 'spec.storageClassName', says('claim.field.class')), historyOf(world, volume)],
    remedies: [],
  };
}

/** Which claims ask for a storage class, who makes their volumes, and when. */
export function explainStorageClass(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<StorageClass>(world, ref);
  const claims = [...world.api.list<PersistentVolumeClaim>('persistentvolumeclaims')].filter((claim) => classOf(claim) === ref.name);
  const steps = claims.slice(0, volumesShown).map((claim) =>
    stepAbout(world, claim, 'kind/PersistentVolumeClaim', says('class.claim', { name: objectKey(claim), phase: claim.status?.phase ?? 'Pending' })));
  return {
    headline: says('class.claims', { count: claims.length, by: object.provisioner }),
    evidence: [
      ...fieldEvidence(world, ref, object, 'provisioner', says('passive.field.StorageClass')),
      ...fieldEvidence(world, ref, object, 'volumeBindingMode', says('class.field.mode')),
      ...fieldEvidence(world, ref, object, 'reclaimPolicy', says('class.field.reclaim')),
      ...fieldEvidence(world, ref, object, 'allowVolumeExpansion', says('class.field.expand')),
      historyOf(world, object, steps),
    ],
    remedies: [],
  };
}
