import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../../shared/kubernetes/types/storage.ts';
import {
  annotationOf, annotations, classOf, isFullyBound, isMeantFor, noProvisioner, waitsForConsumer,
} from '../../storage/claims.ts';
import { findVolume, hasModes, requestedBytes } from '../../storage/find-volume.ts';
import { parseBytes } from '../../../../shared/kubernetes/quantity-number.ts';
import type { ControllerContext, Write } from '../controller.ts';
import { isPodTerminal } from '../pod-state.ts';
import { annotated, bindWrites, claimPhaseWrites, volumeKeyOf } from './bind.ts';

type World = Pick<ControllerContext, 'api' | 'env'>;

/** What a claim needs now. Source: syncClaim in pkg/controller/volume/persistentvolume. */
export function syncClaim(claim: PersistentVolumeClaim, world: World): Write[] {
  if (annotationOf(claim, annotations.bindCompleted) !== undefined) return syncBoundClaim(claim, world);
  return claim.spec.volumeName ? syncPrebound(claim, world) : syncUnbound(claim, world);
}

/** No volume is chosen: takes one, has one made, or waits. */
function syncUnbound(claim: PersistentVolumeClaim, world: World): Write[] {
  const { api } = world;
  const delayed = waitsForConsumer(api, claim);
  const volume = findVolume(claim, api.list<PersistentVolume>('persistentvolumes'), { delayed });
  if (volume) return bindWrites(volume, claim);
  if (delayed && annotationOf(claim, annotations.selectedNode) === undefined) {
    return [waitingEvent(claim, world), ...claimPhaseWrites(claim, 'Pending')];
  }
  if (classOf(claim) !== '') return provision(claim, world);
  return [
    event(claim, 'Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set'),
    ...claimPhaseWrites(claim, 'Pending'),
  ];
}

/** Source: emitEventForUnboundDelayBindingClaim. */
function waitingEvent(claim: PersistentVolumeClaim, { api }: World): Write {
  const waiting: string[] = [];
  for (const pod of api.byIndex<Pod>('pods', 'claim', objectKey(claim))) {
    if (!pod.spec.nodeName && !isPodTerminal(pod)) waiting.push(pod.metadata.name);
  }
  if (waiting.length === 0) {
    return event(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  }
  const who = waiting.length > 1 ? `pods ${waiting.join(',')}` : `pod ${waiting.join('')}`;
  return event(claim, 'Normal', 'WaitForPodScheduled', `waiting for ${who} to be scheduled`);
}

/** Leaves the work to the class's provisioner. Source: provisionClaim, provisionClaimOperationExternal. */
function provision(claim: PersistentVolumeClaim, { api }: World): Write[] {
  const name = classOf(claim);
  const storageClass = api.get<StorageClass>('storageclasses', name);
  if (!storageClass) {
    const message = `storageclass.storage.k8s.io "${name}" not found`;
    return [event(claim, 'Warning', 'ProvisioningFailed', message), ...claimPhaseWrites(claim, 'Pending')];
  }
  const { provisioner } = storageClass;
  if (provisioner === noProvisioner) {
    const message = `no volume plugin matched name: ${noProvisioner}`;
    return [event(claim, 'Warning', 'ProvisioningFailed', message), ...claimPhaseWrites(claim, 'Pending')];
  }
  const asked = annotationOf(claim, annotations.storageProvisioner) === provisioner;
  const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system `
    + 'administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.';
  return [
    ...(asked ? [] : [{
      verb: 'update' as const,
      object: annotated(claim, { [annotations.storageProvisioner]: provisioner, [annotations.betaStorageProvisioner]: provisioner }),
    }]),
    event(claim, 'Normal', 'ExternalProvisioning', message),
    ...claimPhaseWrites(claim, 'Pending'),
  ];
}

/** The claim names its volume: that one or none. */
function syncPrebound(claim: PersistentVolumeClaim, { api }: World): Write[] {
  const volume = api.get<PersistentVolume>('persistentvolumes', volumeKeyOf(claim));
  if (!volume) return claimPhaseWrites(claim, 'Pending');
  if (volume.spec.claimRef && !isMeantFor(volume, claim)) {
    const message = `volume "${volume.metadata.name}" already bound to a different claim.`;
    return [event(claim, 'Warning', 'FailedBinding', message), ...claimPhaseWrites(claim, 'Pending')];
  }
  const mismatch = mismatchOf(volume, claim);
  if (!mismatch) return bindWrites(volume, claim);
  const message = `Cannot bind to requested volume "${volume.metadata.name}": ${mismatch}`;
  return [event(claim, 'Warning', 'VolumeMismatch', message), ...claimPhaseWrites(claim, 'Pending')];
}

/** Source: checkVolumeSatisfyClaim. */
function mismatchOf(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (volume.metadata.deletionTimestamp) return 'the volume is marked for deletion';
  if (parseBytes(volume.spec.capacity?.['storage']) < requestedBytes(claim)) return 'requested PV is too small';
  if (classOf(volume) !== classOf(claim)) return 'storageClassName does not match';
  if ((volume.spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem')) return 'incompatible volumeMode';
  return hasModes(volume, claim) ? undefined : 'incompatible accessMode';
}

/** A bound claim stays bound, or has lost its volume for good. Source: syncBoundClaim. */
function syncBoundClaim(claim: PersistentVolumeClaim, { api }: World): Write[] {
  const lost = (reason: string, message: string): Write[] =>
    claim.status?.phase === 'Lost' ? [] : [...claimPhaseWrites(claim, 'Lost'), event(claim, 'Warning', reason, message)];
  if (!isFullyBound(claim)) return lost('ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!');
  const volume = api.get<PersistentVolume>('persistentvolumes', volumeKeyOf(claim));
  if (!volume) return lost('ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  if (!volume.spec.claimRef || isMeantFor(volume, claim)) return bindWrites(volume, claim);
  return lost('ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
}

export function event(claim: PersistentVolumeClaim | PersistentVolume, type: 'Normal' | 'Warning', reason: string, message: string): Write {
  return { verb: 'event', about: claim, record: { type, reason, message } };
}
