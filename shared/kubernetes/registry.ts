import { inertResourceTypes } from './inert-resource-types.ts';
import { ownApiVersion, ownKinds } from './own-kinds/index.ts';
import type { ResourceType } from './resource-type.ts';
import { servedVersions, storedVersion } from './served-versions/index.ts';
import { defineResourceType as define, groupVersionOf, verbsOneByOne } from './resource-type.ts';
import type { KubernetesObject } from './types/meta.ts';

export type { ResourceType } from './resource-type.ts';
export { groupAndVersion, groupVersionOf } from './resource-type.ts';

/** The kinds whose rules are built in, in the order in which a topology is applied. A new kind is a new line. */
export const livingResourceTypes: readonly ResourceType[] = [
  ...ownKinds.map(({ kind, resource, options }) => define(ownApiVersion, kind, resource, options)),
  define('v1', 'Namespace', 'namespaces', { namespaced: false, short: ['ns'], status: true, verbs: verbsOneByOne }),
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
  define('v1', 'Service', 'services', { categories: ['all'], short: ['svc'], status: true }),
  define('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', { generation: true }),
  define('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', { namespaced: false, generation: true }),
  define('networking.k8s.io/v1', 'Ingress', 'ingresses', { short: ['ing'], status: true, generation: true }),
  define('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', { short: ['netpol'], generation: true }),
  define('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', { short: ['pdb'], status: true, generation: true }),
  define('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', { categories: ['all'], short: ['hpa'], status: true }),
  define('apps/v1', 'ControllerRevision', 'controllerrevisions'),
  define('apps/v1', 'Deployment', 'deployments', { categories: ['all'], short: ['deploy'], status: true, generation: true }),
  define('apps/v1', 'ReplicaSet', 'replicasets', { categories: ['all'], short: ['rs'], status: true, generation: true }),
  define('apps/v1', 'StatefulSet', 'statefulsets', { categories: ['all'], short: ['sts'], status: true, generation: true }),
  define('apps/v1', 'DaemonSet', 'daemonsets', { categories: ['all'], short: ['ds'], status: true, generation: true }),
  define('batch/v1', 'Job', 'jobs', { categories: ['all'], status: true, generation: true }),
  define('batch/v1', 'CronJob', 'cronjobs', { categories: ['all'], short: ['cj'], status: true, generation: true }),
  define('v1', 'Pod', 'pods', { categories: ['all'], short: ['po'], status: true, generation: true }),
  define('coordination.k8s.io/v1', 'Lease', 'leases'),
  define('v1', 'Event', 'events', { short: ['ev'] }),
  define('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  define('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'),
  define('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', { namespaced: false }),
  define('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', { namespaced: false }),
];

/** All built-in kinds: those with rules, then those that are only kept. */
export const resourceTypes: readonly ResourceType[] = [...livingResourceTypes, ...inertResourceTypes];

const byGroupVersionKind = new Map(resourceTypes.map((type) => [`${groupVersionOf(type)}/${type.kind}`, type]));
for (const { apiVersion, kind, storedAs } of servedVersions) {
  const stored = byGroupVersionKind.get(`${storedAs}/${kind}`);
  if (stored) byGroupVersionKind.set(`${apiVersion}/${kind}`, stored);
}
const builtIn: ReadonlySet<string> = new Set(byGroupVersionKind.keys());
const byResource = new Map(resourceTypes.map((type) => [type.resource, type]));

/**
 * The type of `apiVersion` + `kind`; of a version that is not stored, the type in which its objects are. A kind that is not built in (a CRD's, say) gets a type of its own: it is stored, listed and kept
 * as an inert, namespaced object under `resource` = `<lower-case kind>s.<group>`.
 */
export function resourceTypeFor(apiVersion: string, kind: string): ResourceType {
  const known = byGroupVersionKind.get(`${apiVersion}/${kind}`);
  if (known) return known;
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const plural = `${kind.toLowerCase()}s`;
  const inert = { ...define(apiVersion, kind, `${plural}.${group || 'core'}`), plural };
  byGroupVersionKind.set(`${apiVersion}/${kind}`, inert);
  byResource.set(inert.resource, inert);
  return inert;
}

export function isBuiltInKind(apiVersion: string, kind: string): boolean {
  return builtIn.has(`${apiVersion}/${kind}`);
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

/** One string per object across all kinds and versions, e.g. `apps/v1/Deployment/default/web`. Stable; used as a map key and in layouts. */
export function refKey(ref: ObjectRef): string {
  return `${storedVersion(ref.apiVersion, ref.kind)}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

/** The inverse of `refKey`: `apps/v1/Deployment/default/web` names a Deployment. Undefined when the text is no key. */
export function parseRefKey(key: string): ObjectRef | undefined {
  const parts = key.split('/');
  if (parts.length < 4) return undefined;
  const [kind, namespace, name] = parts.slice(-3) as [string, string, string];
  return { apiVersion: parts.slice(0, -3).join('/'), kind, ...(namespace === '' ? {} : { namespace }), name };
}
