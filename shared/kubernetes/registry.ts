import type { KubernetesObject } from './types/meta.ts';

/** One kind of object that the API serves. */
export interface ResourceType {
  /** API group; '' is the core group. */
  group: string;
  version: string;
  kind: string;
  /** Plural resource name as in URLs, e.g. `replicasets`. Unique within this program's registry for built-in kinds. */
  resource: string;
  namespaced: boolean;
  shortNames: readonly string[];
  /** Has a `/status` subresource: spec writes ignore status and the reverse. */
  hasStatus: boolean;
  /** metadata.generation counts spec changes. */
  hasGeneration: boolean;
}

function define(
  groupVersion: string, kind: string, resource: string, options: { namespaced?: boolean; short?: string[]; status?: boolean; generation?: boolean } = {},
): ResourceType {
  const slash = groupVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : groupVersion.slice(0, slash),
    version: slash < 0 ? groupVersion : groupVersion.slice(slash + 1),
    kind, resource,
    namespaced: options.namespaced ?? true,
    shortNames: options.short ?? [],
    hasStatus: options.status ?? false,
    hasGeneration: options.generation ?? false,
  };
}

/** The built-in kinds, in the order in which a topology is applied. A new kind is a new line. */
export const resourceTypes: readonly ResourceType[] = [
  define('clusterwright.dev/v1', 'Machine', 'machines', { namespaced: false, status: true, generation: true }),
  define('v1', 'Namespace', 'namespaces', { namespaced: false, short: ['ns'], status: true }),
  define('v1', 'Node', 'nodes', { namespaced: false, short: ['no'], status: true }),
  define('scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses', { namespaced: false, short: ['pc'], generation: true }),
  define('storage.k8s.io/v1', 'StorageClass', 'storageclasses', { namespaced: false, short: ['sc'] }),
  define('v1', 'ResourceQuota', 'resourcequotas', { short: ['quota'], status: true }),
  define('v1', 'LimitRange', 'limitranges', { short: ['limits'] }),
  define('v1', 'ServiceAccount', 'serviceaccounts', { short: ['sa'] }),
  define('v1', 'ConfigMap', 'configmaps', { short: ['cm'] }),
  define('v1', 'Secret', 'secrets'),
  define('v1', 'PersistentVolume', 'persistentvolumes', { namespaced: false, short: ['pv'], status: true }),
  define('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', { short: ['pvc'], status: true }),
  define('v1', 'Service', 'services', { short: ['svc'], status: true }),
  define('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', { generation: true }),
  define('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', { namespaced: false, generation: true }),
  define('networking.k8s.io/v1', 'Ingress', 'ingresses', { short: ['ing'], status: true, generation: true }),
  define('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', { short: ['netpol'], generation: true }),
  define('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', { short: ['pdb'], status: true, generation: true }),
  define('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', { short: ['hpa'], status: true }),
  define('apps/v1', 'ControllerRevision', 'controllerrevisions'),
  define('apps/v1', 'Deployment', 'deployments', { short: ['deploy'], status: true, generation: true }),
  define('apps/v1', 'ReplicaSet', 'replicasets', { short: ['rs'], status: true, generation: true }),
  define('apps/v1', 'StatefulSet', 'statefulsets', { short: ['sts'], status: true, generation: true }),
  define('apps/v1', 'DaemonSet', 'daemonsets', { short: ['ds'], status: true, generation: true }),
  define('batch/v1', 'Job', 'jobs', { status: true, generation: true }),
  define('batch/v1', 'CronJob', 'cronjobs', { short: ['cj'], status: true, generation: true }),
  define('v1', 'Pod', 'pods', { short: ['po'], status: true, generation: true }),
  define('coordination.k8s.io/v1', 'Lease', 'leases'),
  define('v1', 'Event', 'events', { short: ['ev'] }),
  define('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  define('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'),
  define('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', { namespaced: false }),
  define('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', { namespaced: false }),
];

const byGroupVersionKind = new Map(resourceTypes.map((type) => [`${groupVersionOf(type)}/${type.kind}`, type]));
const byResource = new Map(resourceTypes.map((type) => [type.resource, type]));

export function groupVersionOf(type: ResourceType): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`;
}

/**
 * The type of `apiVersion` + `kind`. A kind that is not built in (a CRD's, say) gets a type of its own: it is stored, listed and kept
 * as an inert, namespaced object under `resource` = `<lower-case kind>s.<group>`.
 */
export function resourceTypeFor(apiVersion: string, kind: string): ResourceType {
  const known = byGroupVersionKind.get(`${apiVersion}/${kind}`);
  if (known) return known;
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const inert = define(apiVersion, kind, `${kind.toLowerCase()}s.${group || 'core'}`);
  byGroupVersionKind.set(`${apiVersion}/${kind}`, inert);
  byResource.set(inert.resource, inert);
  return inert;
}

export function isBuiltInKind(apiVersion: string, kind: string): boolean {
  return resourceTypes.some((type) => type.kind === kind && groupVersionOf(type) === apiVersion);
}

export function resourceTypeByName(resource: string): ResourceType | undefined {
  return byResource.get(resource);
}

/** Names one object of the API. `namespace` is absent on cluster-scoped kinds. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** `namespace/name`, or `name` for cluster-scoped kinds: the key within one resource. */
export function objectKey(object: { metadata: { namespace?: string; name: string } }): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

export function refOf(object: KubernetesObject): ObjectRef {
  const { namespace, name } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, ...(namespace ? { namespace } : {}), name };
}

/** One string per object across all kinds, e.g. `apps/v1/Deployment/default/web`. Stable; used as a map key and in layouts. */
export function refKey(ref: ObjectRef): string {
  return `${ref.apiVersion}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}
