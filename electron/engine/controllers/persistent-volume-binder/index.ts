import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { classOf } from '../../storage/claims.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { claimKeyOf } from './bind.ts';
import { claimDecisions } from './decisions.ts';
import { syncClaim } from './sync-claim.ts';
import { syncVolume } from './sync-volume.ts';

/** Flag --pvclaimbinder-sync-period: claims that wait are looked at again. */
export const resyncPeriodMs = 15_000;

const claimPrefix = 'claim/';
const volumePrefix = 'volume/';

/**
 * Binds claims to volumes and reclaims volumes. Keys are `claim/<key>` and `volume/<name>`.
 * Source: pkg/controller/volume/persistentvolume.
 */
export function persistentVolumeBinder(context: ControllerContext): Controller {
  return new PersistentVolumeBinder(context);
}

class PersistentVolumeBinder implements Controller {
  readonly name = 'persistentvolume-binder-controller';
  readonly eventSource = 'persistentvolume-controller';
  readonly watches = ['persistentvolumes', 'persistentvolumeclaims', 'storageclasses'];
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const volume of this.context.api.list('persistentvolumes')) this.addVolume(objectKey(volume));
    for (const claim of this.context.api.list('persistentvolumeclaims')) this.addClaim(objectKey(claim));
  }

  observe({ resource, key, type, object, previous }: WatchEvent): void {
    if (resource === 'storageclasses') {
      if (type !== 'DELETED') this.addWaiting((claim) => classOf(claim) === key);
    } else if (resource === 'persistentvolumeclaims') {
      const claim = object as PersistentVolumeClaim;
      if (type === 'DELETED') this.context.queue.remove(claimPrefix + key);
      else this.addClaim(key);
      if (claim.spec.volumeName) this.addVolume(claim.spec.volumeName);
    } else {
      this.observeVolume(key, type === 'DELETED', object as PersistentVolume, previous);
    }
  }

  reconcile(key: string): Outcome {
    const { api } = this.context;
    if (key.startsWith(volumePrefix)) {
      const volume = api.get<PersistentVolume>('persistentvolumes', key.slice(volumePrefix.length));
      return volume ? { kind: 'Done', writes: syncVolume(volume, this.context) } : nothingToDo;
    }
    const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key.slice(claimPrefix.length));
    if (!claim || (claim.metadata.deletionTimestamp && claim.status?.phase !== 'Bound')) return nothingToDo;
    const decisions = claimDecisions(claim, this.context);
    const writes = syncClaim(claim, this.context);
    const waits = claim.status?.phase !== 'Bound' && claim.status?.phase !== 'Lost';
    return { kind: 'Done', writes, decisions, ...(waits ? { requeue: { afterMs: resyncPeriodMs, background: true } } : {}) };
  }

  private observeVolume(name: string, deleted: boolean, volume: PersistentVolume, previous: KubernetesObject | undefined): void {
    if (deleted) this.context.queue.remove(volumePrefix + name);
    else this.addVolume(name);
    if (volume.spec.claimRef) this.addClaim(claimKeyOf(volume));
    const wasAvailable = (previous as PersistentVolume | undefined)?.status?.phase === 'Available';
    if (!deleted && volume.status?.phase === 'Available' && !wasAvailable) this.addWaiting((claim) => classOf(claim) === classOf(volume));
  }

  private addWaiting(concerns: (claim: PersistentVolumeClaim) => boolean): void {
    for (const claim of this.context.api.list<PersistentVolumeClaim>('persistentvolumeclaims')) {
      if (claim.status?.phase !== 'Bound' && (claim.spec.volumeName || concerns(claim))) this.addClaim(objectKey(claim));
    }
  }

  private addClaim(key: string): void {
    this.context.queue.add(claimPrefix + key);
  }

  private addVolume(name: string): void {
    this.context.queue.add(volumePrefix + name);
  }
}
