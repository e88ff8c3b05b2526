import { resourceTypes } from './registry.ts';
import type { ResourceType } from './resource-type.ts';
import { defineResourceType, groupVersionOf } from './resource-type.ts';

/** Versions through which a kind that is stored otherwise can be read too, and kinds that the API server makes up as it is asked. */
const views: readonly ResourceType[] = [
  defineResourceType('v1', 'ComponentStatus', 'componentstatuses', { namespaced: false, short: ['cs'], verbs: ['get', 'list'] }),
  defineResourceType('events.k8s.io/v1', 'Event', 'events', { short: ['ev'] }),
  defineResourceType('autoscaling/v1', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', {
    short: ['hpa'], categories: ['all'], status: true,
  }),
];

/**
 * What API discovery of a v1.36 cluster with default settings lists, besides subresources and the review kinds that can only be created.
 * Machines are ours and not listed. Source: the `NewREST…` of each group in pkg/registry, `ShortNames` and `Categories` of each storage.
 */
export const listableResources: readonly ResourceType[] = [
  ...resourceTypes.filter(({ group }) => group !== 'clusterwright.dev'), ...views,
];

/** The listable resource of this name in this group and version. */
export function listableResource(groupVersion: string, resource: string): ResourceType | undefined {
  return listableResources.find((type) => type.resource === resource && groupVersionOf(type) === groupVersion);
}
