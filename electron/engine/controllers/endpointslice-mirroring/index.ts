import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Endpoints } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Controller, ControllerContext } from '../controller.ts';
import { serviceNameLabel } from '../endpointslice/reconcile.ts';
import { isMirror, mirrorEndpoints, noMirror, wantsMirror } from './reconcile.ts';

/**
 * Mirrors the Endpoints that somebody keeps for a Service without a selector into EndpointSlices. Keys are Endpoints, and so Services.
 * Source: pkg/controller/endpointslicemirroring.
 */
export function endpointSliceMirroringController({ api, queue }: ControllerContext): Controller {
  return {
    name: 'endpointslice-mirroring-controller',
    maxRetries: 15,
    watches: ['endpoints', 'endpointslices', 'services'],
    start() {
      for (const endpoints of api.list<Endpoints>('endpoints')) queue.add(objectKey(endpoints));
    },
    observe(event: WatchEvent) {
      if (event.resource === 'endpointslices') {
        if (isMirror(event.object as EndpointSlice)) queue.add(mirroredKey(event.object as EndpointSlice));
      } else if (event.resource === 'endpoints' ? !hasSelector(api.get<Service>('services', event.key)) : concerns(event as WatchEvent<Service>)) {
        queue.add(event.key);
      }
    },
    reconcile(key) {
      const slices = [...api.byIndex<EndpointSlice>('endpointslices', 'namespace', key.slice(0, key.indexOf('/')))].filter(
        (slice) => isMirror(slice) && mirroredKey(slice) === key && !slice.metadata.deletionTimestamp,
      );
      const endpoints = api.get<Endpoints>('endpoints', key);
      const service = api.get<Service>('services', key);
      const wanted = endpoints && service && !hasSelector(service) && wantsMirror(endpoints);
      return wanted ? mirrorEndpoints(endpoints, slices) : noMirror(slices);
    },
  };
}

/** Endpoints of Services with a selector, which are most, are not looked at: they have no mirror, but when the selector is new. */
function concerns({ object, previous }: WatchEvent<Service>): boolean {
  return !hasSelector(object) || (previous !== undefined && !hasSelector(previous));
}

function hasSelector(service: Service | undefined): boolean {
  return service?.spec.selector !== undefined;
}

function mirroredKey({ metadata }: EndpointSlice): string {
  return `${metadata.namespace ?? ''}/${metadata.labels?.[serviceNameLabel] ?? ''}`;
}
