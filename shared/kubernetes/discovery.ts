import { resourceTypes } from './registry.ts';
import type { ResourceType } from './resource-type.ts';
import { defineResourceType, groupVersionOf } from './resource-type.ts';
import { servedVersions } from './served-versions/index.ts';

/** Versions through which stored objects are written and read too. */
const served: readonly ResourceType[] = servedVersions.map(
  ({ apiVersion, kind, resource, options }) => defineResourceType(apiVersion, kind, resource, options),
);

/** Kinds that the API server makes up as it is asked. */
const views: readonly ResourceType[] = [
  defineResourceType('v1', 'ComponentStatus', 'componentstatuses', { namespaced: false, short: ['cs'], verbs: ['get', 'list'] }),
];

/**
 * What API discovery of a v1.36 cluster with default settings lists, besides subresources and the review kinds that can only be created.
 * Machines are ours and not listed. Source: the `NewREST…` of each group in pkg/registry, `ShortNames` and `Categories` of each storage.
 */
export const listableResources: readonly ResourceType[] = [
  ...resourceTypes.filter(({ group }) => group !== 'clusterwright.dev'), ...served, ...views,
];

/** What servers besides kube-apiserver answer, to which it hands requests on (aggregation). Not stored, so no kinds of the registry. */
export const aggregatedResources: readonly ResourceType[] = [
  defineResourceType('metrics.k8s.io/v1beta1', 'NodeMetrics', 'nodes', { namespaced: false, verbs: ['get', 'list'] }),
  defineResourceType('metrics.k8s.io/v1beta1', 'PodMetrics', 'pods', { verbs: ['get', 'list'] }),
];

/** The listable resource of this name in this group and version. */
export function listableResource(groupVersion: string, resource: string): ResourceType | undefined {
  return [...listableResources, ...aggregatedResources].find((type) => type.resource === resource && groupVersionOf(type) === groupVersion);
}
