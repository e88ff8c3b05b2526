import type { Manifest } from '../../topology/types.ts';

/**
 * Kinds in the order in which a cluster can take them: what others refer to, or are judged by, comes first. Kinds that are not named are those of custom resources,
 * which come after all of them; webhooks come last, since they could refuse the rest while what answers them is not there.
 */
const kinds = [
  'Namespace', 'CustomResourceDefinition', 'PriorityClass', 'RuntimeClass', 'StorageClass', 'VolumeAttributesClass', 'CSIDriver', 'IngressClass',
  'ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'LimitRange', 'ResourceQuota', 'NetworkPolicy',
  'ConfigMap', 'Secret', 'PersistentVolume', 'PersistentVolumeClaim', 'Service', 'Endpoints', 'EndpointSlice', 'PodTemplate',
  'DaemonSet', 'StatefulSet', 'Deployment', 'ReplicaSet', 'ReplicationController', 'Pod', 'Job', 'CronJob',
  'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Ingress', 'APIService',
];
const last = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const ranks = new Map([...kinds.map((kind, index) => [kind, index] as const), ...last.map((kind, index) => [kind, kinds.length + 1 + index] as const)]);

const isBuiltIn = ({ apiVersion }: Manifest): boolean => !apiVersion.includes('/') || /^(apps|batch|autoscaling|policy)\/|\.k8s\.io\//.test(apiVersion);

function rankOf(manifest: Manifest): number {
  return (isBuiltIn(manifest) ? ranks.get(manifest.kind) : undefined) ?? kinds.length;
}

/** Manifests in apply order; equals stay in the order of the design. */
export function inApplyOrder(manifests: readonly Manifest[]): Manifest[] {
  return manifests.toSorted((a, b) => rankOf(a) - rankOf(b));
}
