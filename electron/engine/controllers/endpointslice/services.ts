import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { podMatters } from './endpoints.ts';

/** Whether pods are listed for it: not for one without a selector, whose endpoints somebody else keeps, nor for a mere name. */
export function hasSlices({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && spec.selector !== undefined;
}

/** A Service's selector is a set of labels, all of which a pod must have. */
export function selects({ spec: { selector } }: Service, labels: Record<string, string> | undefined): boolean {
  return selector !== undefined && Object.entries(selector).every(([key, value]) => labels?.[key] === value);
}

/** Keys of the Services whose endpoints a change of a pod concerns. Source: GetServicesToUpdate, GetPodServiceMemberships. */
export function servicesOfPod(api: ApiReader, { object, previous, type }: WatchEvent<Pod>): string[] {
  if (type === 'MODIFIED' && !podMatters(previous, object)) return [];
  const services = [...api.byIndex<Service>('services', 'namespace', object.metadata.namespace ?? '')];
  return services.filter((service) => hasSlices(service)
    && (selects(service, object.metadata.labels) || (previous && selects(service, previous.metadata.labels)))).map(objectKey);
}
