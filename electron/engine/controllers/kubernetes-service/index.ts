import { jsonEqual } from '../../../../shared/json.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Endpoints } from '../../../../shared/kubernetes/types/endpoints.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type Outcome, type Write } from '../controller.ts';
import { kubernetesEndpoints, kubernetesService, kubernetesSlice } from './objects.ts';

/** Source: DefaultEndpointReconcilerInterval, pkg/controlplane/instance.go. */
export const reconcileIntervalMs = 10_000;
const key = 'default/kubernetes';

/**
 * Keeps the Service `kubernetes`, and in its Endpoints and EndpointSlice the API servers that answer. The API servers do that themselves. The only
 * key is that of the Service. Source: pkg/controlplane/controller/kubernetesservice, pkg/controlplane/reconcilers. Differs: an API server that has
 * ended is left out at the next look, the real ones wait for its lease of 15 s to run out.
 * @param apiServers addresses of those that run, in the order in which they are written
 */
export function kubernetesServiceController(apiServers: () => readonly string[], serviceRange: string): ControllerFactory {
  return ({ api, env, queue }: ControllerContext): Controller => ({
    name: 'kubernetes-service',
    process: 'kube-apiserver',
    watches: ['services', 'endpoints', 'endpointslices'],
    start() {
      queue.add(key);
    },
    observe(event) {
      if (event.key === key && event.type === 'DELETED') queue.add(key, { afterMs: untilNextLookMs(env.nowMs) });
    },
    reconcile(): Outcome {
      if (!api.get('namespaces', 'default')) return nothingToDo;
      const addresses = apiServers();
      const endpoints = api.get<Endpoints>('endpoints', key);
      const slice = api.get<EndpointSlice>('endpointslices', key);
      const writes: Write[] = api.get<Service>('services', key) ? [] : [{ verb: 'create', object: kubernetesService(serviceRange) }];
      if (addresses.length > 0) {
        const wanted = { endpoints: kubernetesEndpoints(addresses), slice: kubernetesSlice(addresses) };
        if (!jsonEqual(endpoints?.subsets, wanted.endpoints.subsets)) writes.push(written(endpoints, wanted.endpoints));
        if (!jsonEqual(slice?.endpoints, wanted.slice.endpoints)) writes.push(written(slice, wanted.slice));
      }
      return { kind: 'Done', writes, requeue: { afterMs: untilNextLookMs(env.nowMs), background: true } };
    },
  });
}

function written<T extends Endpoints | EndpointSlice>(found: T | undefined, wanted: T): Write {
  return found ? { verb: 'update', object: { ...found, ...wanted, metadata: { ...found.metadata, labels: wanted.metadata.labels ?? {} } } } : { verb: 'create', object: wanted };
}

function untilNextLookMs(nowMs: number): number {
  return reconcileIntervalMs - (nowMs % reconcileIntervalMs);
}
