import type { PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { wantsMore } from '../../storage/claim-size.ts';
import { requestedBytes } from '../../storage/find-volume.ts';
import { nothingToDo, type Controller, type ControllerContext } from '../controller.ts';

/**
 * Says of a claim that asks for more that a driver's resizer is waited for; there may be none. Keys are claims. Source: pkg/controller/volume/expand,
 * which expands by itself only where a plugin of Kubernetes' own could, and there are none left.
 */
export function volumeExpandController({ api, queue }: ControllerContext): Controller {
  return {
    name: 'persistentvolume-expander-controller',
    eventSource: 'volume_expand',
    watches: ['persistentvolumeclaims'],
    start() {},
    observe({ type, key, object, previous }: WatchEvent) {
      const before = previous as PersistentVolumeClaim | undefined;
      if (type !== 'DELETED' && before && requestedBytes(object as PersistentVolumeClaim) > requestedBytes(before)) queue.add(key);
    },
    reconcile(key) {
      const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
      if (!claim || !wantsMore(claim)) return nothingToDo;
      const record = { type: 'Normal' as const, reason: 'ExternalExpanding', message: 'waiting for an external controller to expand this PVC' };
      return { kind: 'Done', writes: [{ verb: 'event', about: claim, record }] };
    },
  };
}
