import { parseBytes } from '../../../../shared/kubernetes/quantity-number.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { ClaimCondition, PersistentVolume, PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { attachableOf } from '../../storage/attachable.ts';
import { isMeantFor } from '../../storage/claims.ts';
import { awaitsFileSystem, growing, grown, hasRoom, wantsMore } from '../../storage/claim-size.ts';
import type { BlockStorage } from '../../storage/block-storage.ts';
import { resizeMs } from '../../storage/timings.ts';
import { nothingToDo, type Controller, type ControllerContext, type EventWrite, type Outcome, type Write } from '../controller.ts';
import { UnderWay, type Errands } from '../under-way.ts';

/**
 * Stands for the resizers of all CSI drivers: makes the volumes of claims larger that ask for more; the file system is the kubelet's. Keys are claims.
 * Source: kubernetes-csi/external-resizer. Differs: without a cloud that is asked it never fails.
 * @param cloud has the disks of its own driver; absent: disks simply exist
 */
export function externalResizer({ api, env, queue }: ControllerContext, cloud?: BlockStorage): Controller {
  const storage = new UnderWay(env);

  return {
    name: 'external-resizer',
    watches: ['persistentvolumeclaims'],
    get state() {
      return storage.errands;
    },
    set state(errands: Errands) {
      storage.errands = errands;
    },
    start() {
      for (const claim of api.list<PersistentVolumeClaim>('persistentvolumeclaims')) if (wantsMore(claim)) queue.add(objectKey(claim));
    },
    observe({ type, key, object }: WatchEvent) {
      if (type === 'DELETED') storage.forget(key);
      else if (wantsMore(object as PersistentVolumeClaim)) queue.add(key);
    },
    reconcile(key: string): Outcome {
      const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
      const volume = claim && api.get<PersistentVolume>('persistentvolumes', claim.spec.volumeName ?? '');
      if (!claim || !volume || !wantsMore(claim) || awaitsFileSystem(claim) || !isMeantFor(volume, claim) || !isResizable(volume)) return nothingToDo;
      const disk = attachableOf(api, volume);
      const isOfCloud = disk && cloud?.driverOf(disk.driver) !== undefined;
      const asked = isOfCloud && !storage.isAt(key, 'resize') ? cloud?.resize(disk.handle, parseBytes(claim.spec.resources?.requests?.['storage'])) : undefined;
      if (asked?.result.ok === false) {
        const message = `resize volume "${volume.metadata.name}" by resizer "${disk?.driver ?? ''}" failed: ${asked.result.error}`;
        return { kind: 'Retry', reason: message, writes: [...begin(claim, volume), event(claim, 'VolumeResizeFailed', message, 'Warning')] };
      }
      return storage.wait(key, 'resize', asked?.durationMs ?? resizeMs, () => begin(claim, volume)) ?? { kind: 'Done', writes: finish(claim, volume) };
    },
  };

  function isResizable(volume: PersistentVolume): boolean {
    return volume.spec.csi !== undefined || attachableOf(api, volume) !== undefined;
  }

  function begin(claim: PersistentVolumeClaim, volume: PersistentVolume): Write[] {
    return [
      statusWrite({ ...claim, status: growing(claim, 'ControllerResizeInProgress', condition('Resizing', undefined)) }),
      event(claim, 'Resizing', `External resizer is resizing volume ${volume.metadata.name}`),
    ];
  }

  function finish(claim: PersistentVolumeClaim, volume: PersistentVolume): Write[] {
    const storage = claim.spec.resources?.requests?.['storage'] ?? '0';
    const larger: PersistentVolume = hasRoom(volume, claim) ? volume : { ...volume, spec: { ...volume.spec, capacity: { ...volume.spec.capacity, storage } } };
    const writes: Write[] = larger === volume ? [] : [{ verb: 'update', object: larger }];
    if (claim.spec.volumeMode === 'Block') {
      return [...writes, statusWrite({ ...claim, status: grown(claim, larger) }), event(claim, 'VolumeResizeSuccessful', 'Resize volume succeeded')];
    }
    const pending = condition('FileSystemResizePending', 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.');
    return [
      ...writes, statusWrite({ ...claim, status: growing(claim, 'NodeResizePending', pending) }),
      event(claim, 'FileSystemResizeRequired', 'Require file system resize of volume on node'),
    ];
  }

  function condition(type: ClaimCondition['type'], message: string | undefined): ClaimCondition {
    return { type, status: 'True', lastProbeTime: null, lastTransitionTime: env.timestamp(), ...(message ? { message } : {}) };
  }
}

function statusWrite(object: PersistentVolumeClaim): Write {
  return { verb: 'updateStatus', object };
}

function event(about: PersistentVolumeClaim, reason: string, message: string, type: 'Normal' | 'Warning' = 'Normal'): EventWrite {
  return { verb: 'event', about, record: { type, reason, message } };
}
