import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoints } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { ServicePods } from '../endpointslice/service-pods.ts';
import { hasSlices } from '../endpointslice/services.ts';
import { noteTriggerTime, type TriggerTimes } from '../endpointslice/trigger-time.ts';
import { isManaged, reconcileEndpoints } from './reconcile.ts';
import { ServiceAddresses } from './service-addresses.ts';

/** Lists the pods behind each Service in the Endpoints of its name. Keys are Services. Source: pkg/controller/endpoint/endpoints_controller.go. */
export function endpointsController(context: ControllerContext): Controller {
  return new EndpointsController(context);
}

class EndpointsController implements Controller {
  readonly name = 'endpoints-controller';
  readonly eventSource = 'endpoint-controller';
  readonly maxRetries = 15;
  readonly watches = ['services', 'pods', 'endpoints'];
  state: TriggerTimes = new Map();
  private readonly context: ControllerContext;
  private readonly pods: ServicePods;
  /** By key of the Service. Derived from the store. */
  private readonly addresses = new Map<string, ServiceAddresses>();

  constructor(context: ControllerContext) {
    this.context = context;
    this.pods = new ServicePods(context.api);
  }

  start(): void {
    const { api, queue } = this.context;
    for (const service of api.list<Service>('services')) queue.add(objectKey(service));
    // Left over from Services that went while nobody looked.
    for (const endpoints of api.list<Endpoints>('endpoints')) if (isManaged(endpoints)) queue.add(objectKey(endpoints));
  }

  observe(event: WatchEvent): void {
    const { queue } = this.context;
    if (event.resource === 'pods') for (const key of this.pods.podChanged(event as WatchEvent<Pod>)) queue.add(key);
    else if (event.resource === 'services') {
      this.pods.serviceChanged(event);
      this.addresses.delete(event.key);
      queue.add(event.key);
    } else if (event.type === 'DELETED') queue.add(event.key);
  }

  reconcile(key: string): Outcome {
    const { api } = this.context;
    const service = api.get<Service>('services', key);
    if (!service) {
      this.state.delete(key);
      return api.get('endpoints', key) ? deletion(key) : nothingToDo;
    }
    if (!hasSlices(service)) return nothingToDo;
    const look = this.pods.look(service);
    let addresses = this.addresses.get(key);
    if (look.whole || !addresses) this.addresses.set(key, (addresses = new ServiceAddresses(service)));
    for (const { key: podKey, pod } of look.changed) addresses.podChanged(podKey, pod);
    return reconcileEndpoints(service, addresses.subsets(), api, noteTriggerTime(this.state, service, look));
  }
}

function deletion(key: string): Outcome {
  return { kind: 'Done', writes: [{ verb: 'delete', resource: 'endpoints', key }] };
}
