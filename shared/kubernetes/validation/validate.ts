import type { Fields } from '../fields.ts';
import { fieldsOf } from '../fields.ts';
import { byOwnKind } from '../own-kinds/index.ts';
import type { KubernetesObject } from '../types/meta.ts';
import { resourceTypeFor } from '../registry.ts';
import { leaseValidation, namespaceValidation } from './cluster.ts';
import { configMapValidation, secretValidation } from './configuration.ts';
import { controllerRevisionValidation } from './controller-revision.ts';
import { cronJobValidation } from './cron-job.ts';
import { customResourceDefinitionValidation } from './custom-resource-definition.ts';
import { daemonSetValidation } from './daemon-set.ts';
import { deploymentValidation } from './deployment.ts';
import { endpointSliceValidation } from './endpoint-slice.ts';
import { eventValidation } from './event.ts';
import type { FieldErrors } from './field-errors.ts';
import { horizontalPodAutoscalerValidation } from './horizontal-pod-autoscaler.ts';
import { jobValidation } from './job.ts';
import { limitRangeValidation } from './limit-range.ts';
import {
  dns1123SubdomainName, pathSegmentName, validateCommonUpdate, validateGenericObjectMeta, validateObjectMeta, validateObjectMetaUpdate,
} from './metadata.ts';
import { ingressClassValidation, ingressValidation, networkPolicyValidation } from './networking.ts';
import { nodeValidation } from './node.ts';
import { persistentVolumeClaimValidation } from './persistent-volume-claim.ts';
import { persistentVolumeValidation } from './persistent-volume.ts';
import { validatePodCreate } from './pod.ts';
import { validatePodUpdate } from './pod-update.ts';
import { podDisruptionBudgetValidation, priorityClassValidation, resourceQuotaValidation } from './policy.ts';
import { roleBindingValidation, roleValidation } from './rbac.ts';
import { replicaSetValidation } from './replica-set.ts';
import { serviceValidation } from './service.ts';
import { statefulSetValidation } from './stateful-set.ts';
import { storageClassValidation } from './storage-class.ts';

/** A kind's own rules. Source: Validate and ValidateUpdate of its strategy. */
export interface KindValidation {
  /** Errors of a defaulted object. */
  create(object: Fields, version: string): FieldErrors;
  /**
   * Errors of a defaulted object that replaces `old`; what holds for the metadata of all kinds was looked at before. @param version of the API,
   * in which the request speaks
   */
  update(next: Fields, old: Fields, version: string): FieldErrors;
}

/** By `apiVersion/kind`. A new kind is a new line. */
const validations: Readonly<Record<string, KindValidation>> = {
  ...byOwnKind(({ validation }) => validation),
  'v1/Namespace': namespaceValidation,
  'v1/Node': nodeValidation,
  'v1/Pod': { create: validatePodCreate, update: validatePodUpdate },
  'v1/Service': serviceValidation,
  'v1/ConfigMap': configMapValidation,
  'v1/Secret': secretValidation,
  'v1/ServiceAccount': metadataOnly(),
  'v1/Event': eventValidation,
  'v1/LimitRange': limitRangeValidation,
  'v1/ResourceQuota': resourceQuotaValidation,
  'v1/PersistentVolume': persistentVolumeValidation,
  'v1/PersistentVolumeClaim': persistentVolumeClaimValidation,
  'apps/v1/Deployment': deploymentValidation,
  'apps/v1/ReplicaSet': replicaSetValidation,
  'apps/v1/StatefulSet': statefulSetValidation,
  'apps/v1/DaemonSet': daemonSetValidation,
  'apps/v1/ControllerRevision': controllerRevisionValidation,
  'batch/v1/Job': jobValidation,
  'batch/v1/CronJob': cronJobValidation,
  'autoscaling/v2/HorizontalPodAutoscaler': horizontalPodAutoscalerValidation,
  'policy/v1/PodDisruptionBudget': podDisruptionBudgetValidation,
  'networking.k8s.io/v1/NetworkPolicy': networkPolicyValidation,
  'networking.k8s.io/v1/Ingress': ingressValidation,
  'networking.k8s.io/v1/IngressClass': ingressClassValidation,
  'discovery.k8s.io/v1/EndpointSlice': endpointSliceValidation,
  'scheduling.k8s.io/v1/PriorityClass': priorityClassValidation,
  'storage.k8s.io/v1/StorageClass': storageClassValidation,
  'coordination.k8s.io/v1/Lease': leaseValidation,
  'apiextensions.k8s.io/v1/CustomResourceDefinition': customResourceDefinitionValidation,
  'rbac.authorization.k8s.io/v1/Role': roleValidation(true),
  'rbac.authorization.k8s.io/v1/ClusterRole': roleValidation(false),
  'rbac.authorization.k8s.io/v1/RoleBinding': roleBindingValidation(true),
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': roleBindingValidation(false),
};

/**
 * Field errors of a new object, after defaulting. What holds for the metadata of all kinds is looked at only when the kind's own rules find nothing.
 * @param version of the API, in which the request speaks. Source: apiserver/pkg/registry/rest/create.go BeforeCreate.
 */
export function validateCreate(object: KubernetesObject, version = object.apiVersion): FieldErrors {
  const fields = object as unknown as Fields;
  const own = validations[`${object.apiVersion}/${object.kind}`]?.create(fields, version) ?? [];
  if (own.length > 0) return own;
  return validateGenericObjectMeta(fieldsOf(fields, 'metadata'), resourceTypeFor(object.apiVersion, object.kind).namespaced, pathSegmentName);
}

/**
 * Field errors of an update, after defaulting: what holds for the metadata of all kinds, immutable fields, and most of what holds for a new object.
 * Source: apiserver/pkg/registry/rest/update.go BeforeUpdate.
 */
export function validateUpdate(next: KubernetesObject, old: KubernetesObject, version = next.apiVersion): FieldErrors {
  const [fields, oldFields] = [next as unknown as Fields, old as unknown as Fields];
  const [metadata, oldMetadata] = [fieldsOf(fields, 'metadata'), fieldsOf(oldFields, 'metadata')];
  const validation = validations[`${next.apiVersion}/${next.kind}`];
  return [
    ...validateCommonUpdate(metadata, oldMetadata, resourceTypeFor(next.apiVersion, next.kind).namespaced),
    ...(validation ? validation.update(fields, oldFields, version) : validateObjectMetaUpdate(metadata, oldMetadata)),
  ];
}

/** Kinds about whose content nothing is asked. Source: ValidateServiceAccount, ValidateServiceAccountUpdate. */
function metadataOnly(): KindValidation {
  const create = (object: Fields): FieldErrors => validateObjectMeta(fieldsOf(object, 'metadata'), true, dns1123SubdomainName);
  return {
    create, update: (next, old) => [...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...create(next)],
  };
}
