import { podSpecOf } from '../../../../../shared/kubernetes/pod-template.ts';
import type { KubernetesObject } from '../../../../../shared/kubernetes/types/meta.ts';
import type { Container, PodSpec, Volume } from '../../../../../shared/kubernetes/types/pod.ts';
import { clusterScoped, isControlled, namespaced } from '../names.ts';
import type { Reference, RelationRule } from '../rule.ts';

/** What a pod or a pod template uses: ConfigMaps, Secrets and claims as volumes or variables, its priority class, its account. */
export const podTemplate: RelationRule = {
  resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs'],
  // A Deployment's ReplicaSet says the same as the Deployment.
  references: (object) => (isControlled(object) ? [] : podReferences(object)),
};

/** Every object that the pod spec of a pod or workload names. */
export function podReferences(object: KubernetesObject): Reference[] {
  const held = podSpecOf(object);
  if (!held) return [];
  const { spec, path } = held;
  const uses: Use[] = [
    ...(spec.volumes ?? []).flatMap((volume, at) => volumeUses(volume, `${path}.volumes[${at}]`)),
    ...containersOf(spec, path).flatMap(({ container, field }) => variableUses(container, field)),
    ...(spec.imagePullSecrets ?? []).flatMap((secret, at) => (secret.name ? [use('Secret', secret.name, `${path}.imagePullSecrets[${at}]`)] : [])),
  ];
  const found = firstOfEach(uses).map(({ kind, name, field, optional }): Reference => (
    { kind: 'mount', to: namespaced(object, 'v1', kind, name), field, ...(optional ? { optional } : {}) }
  ));
  const { priorityClassName, serviceAccountName } = spec;
  if (priorityClassName) found.push({ kind: 'priority', to: clusterScoped('scheduling.k8s.io/v1', 'PriorityClass', priorityClassName), field: `${path}.priorityClassName` });
  // Every namespace has the account `default`, and every pod that names none uses it.
  if (serviceAccountName && serviceAccountName !== 'default')
    found.push({ kind: 'account', to: namespaced(object, 'v1', 'ServiceAccount', serviceAccountName), field: `${path}.serviceAccountName` });
  return found;
}

interface Use {
  kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  name: string;
  field: string;
  optional?: boolean;
}

function use(kind: Use['kind'], name: string, field: string, optional = false): Use {
  return { kind, name, field, ...(optional ? { optional } : {}) };
}

function volumeUses(volume: Volume, field: string): Use[] {
  if (volume.name.startsWith('kube-api-access-')) return [];
  if (volume.configMap?.name) return [use('ConfigMap', volume.configMap.name, `${field}.configMap`, volume.configMap.optional)];
  if (volume.secret?.secretName) return [use('Secret', volume.secret.secretName, `${field}.secret`, volume.secret.optional)];
  if (volume.persistentVolumeClaim) return [use('PersistentVolumeClaim', volume.persistentVolumeClaim.claimName, `${field}.persistentVolumeClaim`)];
  const { sources = [] } = (volume['projected'] ?? {}) as { sources?: { configMap?: Named; secret?: Named }[] };
  return sources.flatMap((source, at) => named(source.configMap, 'ConfigMap', `${field}.projected.sources[${at}].configMap`).concat(named(source.secret, 'Secret', `${field}.projected.sources[${at}].secret`)));
}

interface Named {
  name?: string;
  optional?: boolean;
}

function named(source: Named | undefined, kind: Use['kind'], field: string): Use[] {
  return source?.name ? [use(kind, source.name, field, source.optional)] : [];
}

function variableUses(container: Container, field: string): Use[] {
  const from = (container.envFrom ?? []) as { configMapRef?: Named; secretRef?: Named }[];
  const variables = (container.env ?? []) as { valueFrom?: { configMapKeyRef?: Named; secretKeyRef?: Named } }[];
  return [
    ...from.flatMap((source, at) => named(source.configMapRef, 'ConfigMap', `${field}.envFrom[${at}].configMapRef`).concat(named(source.secretRef, 'Secret', `${field}.envFrom[${at}].secretRef`))),
    ...variables.flatMap(({ valueFrom }, at) => named(valueFrom?.configMapKeyRef, 'ConfigMap', `${field}.env[${at}].valueFrom.configMapKeyRef`).concat(named(valueFrom?.secretKeyRef, 'Secret', `${field}.env[${at}].valueFrom.secretKeyRef`))),
  ];
}

function containersOf(spec: PodSpec, path: string): { container: Container; field: string }[] {
  return [
    ...(spec.initContainers ?? []).map((container, at) => ({ container, field: `${path}.initContainers[${at}]` })),
    ...(spec.containers ?? []).map((container, at) => ({ container, field: `${path}.containers[${at}]` })),
  ];
}

/** Many variables may come from one ConfigMap: one relation each suffices. */
function firstOfEach(uses: readonly Use[]): Use[] {
  const seen = new Set<string>();
  return uses.filter(({ kind, name }) => {
    const key = `${kind}/${name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
