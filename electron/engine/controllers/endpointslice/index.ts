import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { controllerOf, resolveOwner } from '../owner-references.ts';
import { zoneLabel } from './endpoints.ts';
import { ServiceSlices } from './reconcile.ts';
import { ServicePods } from './service-pods.ts';
import { hasSlices } from './services.ts';
import { noteTriggerTime, type TriggerTimes } from './trigger-time.ts';

/** Lists the pods behind each Service in EndpointSlices. Keys are Services. Source: pkg/controller/endpointslice. */
export function endpointSliceController(context: ControllerContext): Controller {
  return new EndpointSliceController(context);
}

class EndpointSliceController implements Controller {
  readonly name = 'endpointslice-controller';
  readonly maxRetries = 15;
  readonly watches = ['services', 'pods', 'endpointslices', 'nodes'];
  /** Source: defaultSyncBackOff, maxSyncBackOff. */
  readonly backOff = { firstMs: 1_000, lastMs: 1_000_000 };
  state: TriggerTimes = new Map();
  private readonly context: ControllerContext;
  private readonly pods: ServicePods;
  /** By key of the Service. Derived from the store. */
  private readonly slices = new Map<string, ServiceSlices>();

  constructor(context: ControllerContext) {
    this.context = context;
    this.pods = new ServicePods(context.api);
  }

  start(): void {
    for (const service of this.context.api.list<Service>('services')) this.context.queue.add(objectKey(service));
  }

  observe(event: WatchEvent): void {
    const { api, queue } = this.context;
    switch (event.resource) {
      case 'pods':
        for (const key of this.pods.podChanged(event as WatchEvent<Pod>)) queue.add(key);
        return;
      case 'services':
        this.forget(event);
        queue.add(event.key);
        return;
      case 'nodes':
        // What it says of endpoints is told with the next change of their Service, as in the real one.
        if (zoneOf(event.object) !== zoneOf(event.previous) || event.type === 'DELETED') this.pods.lookAgainAt(api.byIndex<Pod>('pods', 'nodeName', event.key));
        return;
      default:
        this.sliceChanged(event as WatchEvent<EndpointSlice>);
    }
  }

  reconcile(key: string): Outcome {
    const service = this.context.api.get<Service>('services', key);
    if (!service) this.state.delete(key);
    if (!service || !hasSlices(service) || service.metadata.deletionTimestamp) return nothingToDo;
    const look = this.pods.look(service);
    let slices = this.slices.get(key);
    if (look.whole || !slices) this.slices.set(key, (slices = new ServiceSlices(service, this.context.api)));
    return { kind: 'Done', writes: slices.reconcile(look.changed, noteTriggerTime(this.state, service, look)) };
  }

  private forget(event: WatchEvent): void {
    this.pods.serviceChanged(event);
    this.slices.delete(event.key);
  }

  /** Somebody else may have changed or deleted a slice. */
  private sliceChanged(event: WatchEvent<EndpointSlice>): void {
    const service = this.serviceOf(event.object);
    if (service) this.context.queue.add(objectKey(service));
    for (const owner of new Set([service, event.previous && this.serviceOf(event.previous)])) if (owner) this.noteSlice(objectKey(owner), event);
  }

  private noteSlice(key: string, { type, key: sliceKey, object }: WatchEvent<EndpointSlice>): void {
    const slices = this.slices.get(key);
    if (type === 'DELETED') slices?.sliceGone(sliceKey);
    else if (slices && !slices.sliceChanged(sliceKey, object, type === 'ADDED')) {
      this.slices.delete(key);
      this.pods.forget(key);
    }
  }

  private serviceOf(slice: EndpointSlice): Service | undefined {
    const reference = controllerOf(slice);
    return reference?.kind === 'Service' ? resolveOwner(this.context.api, 'services', slice.metadata.namespace, reference) : undefined;
  }
}

function zoneOf(node: KubernetesObject | undefined): string | undefined {
  return node?.metadata.labels?.[zoneLabel];
}
