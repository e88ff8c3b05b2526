import type { Fields } from '../../fields.ts';
import { fieldsOf } from '../../fields.ts';
import { resourceTypeFor } from '../../registry.ts';
import type { KubernetesObject } from '../../types/meta.ts';
import type { FieldErrors } from '../field-errors.ts';
import { validateCommonUpdate, validateObjectMetaUpdate } from '../metadata.ts';
import { validateNodeUpdate } from '../node.ts';
import { validateAutoscalerStatus, validateBudgetStatus, validateNamespaceStatus, validateQuotaStatus } from './cluster-status.ts';
import { validateJobStatus } from './job-status.ts';
import { validateIngressStatus, validateServiceStatus } from './load-balancer-status.ts';
import { validatePodStatus } from './pod-status.ts';
import { validateClaimStatus } from './volume-status.ts';
import { validateDaemonSetStatus, validateDeploymentStatus, validateReplicaSetStatus, validateStatefulSetStatus } from './workload-status.ts';

/** What a kind says of a status that replaces another, beside metadata. Source: ValidateUpdate of the kinds' status strategies. */
type StatusRule = (next: Fields, old: Fields) => FieldErrors;

/** By `apiVersion/kind`; of other kinds only the metadata is looked at. */
const rules: Readonly<Record<string, StatusRule>> = {
  'v1/Namespace': validateNamespaceStatus,
  'v1/Service': validateServiceStatus,
  'v1/Pod': validatePodStatus,
  'v1/ResourceQuota': validateQuotaStatus,
  'v1/PersistentVolumeClaim': validateClaimStatus,
  'apps/v1/Deployment': validateDeploymentStatus,
  'apps/v1/ReplicaSet': validateReplicaSetStatus,
  'apps/v1/StatefulSet': validateStatefulSetStatus,
  'apps/v1/DaemonSet': validateDaemonSetStatus,
  'batch/v1/Job': validateJobStatus,
  'autoscaling/v2/HorizontalPodAutoscaler': validateAutoscalerStatus,
  'networking.k8s.io/v1/Ingress': validateIngressStatus,
};

/** Kinds that do not look at the metadata again by themselves. */
const otherRules: Readonly<Record<string, StatusRule>> = {
  'v1/Node': validateNodeUpdate,
  'policy/v1/PodDisruptionBudget': validateBudgetStatus,
  'batch/v1/CronJob': () => [],
};

/** Field errors of a write of the status. @param next the stored object with the metadata and the status that were sent */
export function validateStatusUpdate(next: KubernetesObject, old: KubernetesObject): FieldErrors {
  const key = `${old.apiVersion}/${old.kind}`;
  const [fields, oldFields] = [next as unknown as Fields, old as unknown as Fields];
  const [metadata, oldMetadata] = [fieldsOf(fields, 'metadata'), fieldsOf(oldFields, 'metadata')];
  const common = validateCommonUpdate(metadata, oldMetadata, resourceTypeFor(old.apiVersion, old.kind).namespaced);
  const other = otherRules[key];
  if (other) return [...common, ...other(fields, oldFields)];
  return [...common, ...validateObjectMetaUpdate(metadata, oldMetadata), ...(rules[key]?.(fields, oldFields) ?? [])];
}
