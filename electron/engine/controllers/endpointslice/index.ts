import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext } from '../controller.ts';
import { controllerOf, resolveOwner } from '../owner-references.ts';
import { reconcileService } from './reconcile.ts';
import { servicesOfPod } from './services.ts';
import type { TriggerTimes } from './trigger-time.ts';

/** Lists the pods behind each Service in EndpointSlices. Keys are Services. Source: pkg/controller/endpointslice. */
export function endpointSliceController({ api, queue }: ControllerContext): Controller {
  let times: TriggerTimes = new Map();
  return {
    name: 'endpointslice-controller',
    get state() {
      return times;
    },
    set state(saved: TriggerTimes) {
      times = saved;
    },
    maxRetries: 15,
    watches: ['services', 'pods', 'endpointslices'],
    // Source: defaultSyncBackOff, maxSyncBackOff.
    backOff: { firstMs: 1_000, lastMs: 1_000_000 },
    start() {
      for (const service of api.list<Service>('services')) queue.add(objectKey(service));
    },
    observe(event: WatchEvent) {
      if (event.resource === 'pods') for (const key of servicesOfPod(api, event as WatchEvent<Pod>)) queue.add(key);
      else if (event.resource === 'services') queue.add(event.key);
      else sliceChanged(event);
    },
    reconcile(key) {
      const service = api.get<Service>('services', key);
      if (service) return reconcileService(service, api, times);
      times.delete(key);
      return nothingToDo;
    },
  };

  /** Somebody else may have changed or deleted a slice. */
  function sliceChanged({ object }: WatchEvent): void {
    const reference = controllerOf(object);
    const service = reference?.kind === 'Service' ? resolveOwner(api, 'services', object.metadata.namespace, reference) : undefined;
    if (service) queue.add(objectKey(service));
  }
}
