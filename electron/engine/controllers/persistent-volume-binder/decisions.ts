import type { ActionDecision } from '../../../../shared/decisions.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../../shared/kubernetes/types/storage.ts';
import { annotationOf, annotations, classOf, isMeantFor, noProvisioner, waitsForConsumer } from '../../storage/claims.ts';
import { findVolume } from '../../storage/find-volume.ts';
import type { ControllerContext } from '../controller.ts';
import { volumeKeyOf } from './bind.ts';

/**
 * What a pass decides about a claim that has no volume yet, for "Why?": which volume it gets and for which reason, or that a provisioner is asked.
 * A claim that waits has no decision: its class and the volumes as they are say why.
 */
export function claimDecisions(claim: PersistentVolumeClaim, { api, env }: Pick<ControllerContext, 'api' | 'env'>): ActionDecision[] {
  if (annotationOf(claim, annotations.bindCompleted) !== undefined) return [];
  const about = { objectUid: claim.metadata.uid ?? '', sinceMs: env.nowMs, atMs: env.nowMs };
  const volumes = [...api.list<PersistentVolume>('persistentvolumes')];
  if (claim.spec.volumeName) {
    const named = api.get<PersistentVolume>('persistentvolumes', volumeKeyOf(claim));
    return named && isMeantFor(named, claim) ? [{ kind: 'VolumeBound', ...about, volume: named.metadata.name, because: 'named', of: volumes.length }] : [];
  }
  const delayed = waitsForConsumer(api, claim);
  const found = findVolume(claim, volumes, { delayed });
  if (found) {
    return [{ kind: 'VolumeBound', ...about, volume: found.metadata.name, because: isMeantFor(found, claim) ? 'reserved' : 'smallest', of: volumes.length }];
  }
  if (delayed && annotationOf(claim, annotations.selectedNode) === undefined) return [];
  const storageClass = api.get<StorageClass>('storageclasses', classOf(claim));
  if (!storageClass || storageClass.provisioner === noProvisioner) return [];
  return [{ kind: 'Provisioning', ...about, provisioner: storageClass.provisioner, storageClass: storageClass.metadata.name, of: volumes.length }];
}
