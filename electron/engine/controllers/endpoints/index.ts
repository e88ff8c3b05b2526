import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoints } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { servicesOfPod } from '../endpointslice/services.ts';
import type { TriggerTimes } from '../endpointslice/trigger-time.ts';
import { isManaged, reconcileEndpoints } from './reconcile.ts';

/** Lists the pods behind each Service in the Endpoints of its name. Keys are Services. Source: pkg/controller/endpoint/endpoints_controller.go. */
export function endpointsController({ api, queue }: ControllerContext): Controller {
  let times: TriggerTimes = new Map();
  return {
    name: 'endpoints-controller',
    get state() {
      return times;
    },
    set state(saved: TriggerTimes) {
      times = saved;
    },
    eventSource: 'endpoint-controller',
    maxRetries: 15,
    watches: ['services', 'pods', 'endpoints'],
    start() {
      for (const service of api.list<Service>('services')) queue.add(objectKey(service));
      // Left over from Services that went while nobody looked.
      for (const endpoints of api.list<Endpoints>('endpoints')) if (isManaged(endpoints)) queue.add(objectKey(endpoints));
    },
    observe(event: WatchEvent) {
      if (event.resource === 'pods') for (const key of servicesOfPod(api, event as WatchEvent<Pod>)) queue.add(key);
      else if (event.resource === 'services' || event.type === 'DELETED') queue.add(event.key);
    },
    reconcile(key) {
      const service = api.get<Service>('services', key);
      if (service) return reconcileEndpoints(service, api, times);
      times.delete(key);
      return api.get('endpoints', key) ? deletion(key) : nothingToDo;
    },
  };
}

function deletion(key: string): Outcome {
  return { kind: 'Done', writes: [{ verb: 'delete', resource: 'endpoints', key }] };
}
