import { column, nameColumn, printer, type Printer } from '../table.ts';
import { fieldsOf, textOf, type Fields } from '../../fields.ts';
import { ownKinds } from '../../own-kinds/index.ts';
import { inVersion } from '../../served-versions/convert.ts';
import { storedVersion } from '../../served-versions/index.ts';
import type { KubernetesObject } from '../../types/meta.ts';
import { nameOf } from '../cells.ts';
import { controllerRevisionPrinter, daemonSetPrinter, deploymentPrinter, replicaSetPrinter, statefulSetPrinter } from './apps.ts';
import { horizontalPodAutoscalerPrinter } from './autoscaling.ts';
import { cronJobPrinter, jobPrinter } from './batch.ts';
import {
  componentStatusPrinter, configMapPrinter, endpointsPrinter, namespacePrinter, podTemplatePrinter, replicationControllerPrinter,
  resourceQuotaPrinter, secretPrinter, serviceAccountPrinter,
} from './core.ts';
import { eventPrinter } from './event.ts';
import {
  admissionPolicyBindingPrinter, admissionPolicyPrinter, apiServicePrinter, certificateSigningRequestPrinter, flowSchemaPrinter,
  webhookConfigurationPrinter,
} from './extensions.ts';
import {
  endpointSlicePrinter, ingressClassPrinter, ingressPrinter, ipAddressPrinter, networkPolicyPrinter, serviceCidrPrinter,
} from './networking.ts';
import { nodeMetricsPrinter, podMetricsPrinter } from './metrics.ts';
import { nodePrinter } from './node.ts';
import { podPrinter } from './pod.ts';
import {
  leasePrinter, podDisruptionBudgetPrinter, priorityClassPrinter, priorityLevelConfigurationPrinter, runtimeClassPrinter,
} from './policy.ts';
import { roleBindingPrinter } from './rbac.ts';
import { nameAndAgePrinter, resourceClaimPrinter, resourceSlicePrinter } from './resource.ts';
import { servicePrinter } from './service.ts';
import { csiDriverPrinter, csiNodePrinter, storageClassPrinter, volumeAttachmentPrinter, volumeAttributesClassPrinter } from './storage.ts';
import { persistentVolumeClaimPrinter, persistentVolumePrinter } from './volumes.ts';

/** Any kind whose storage has no printer, e.g. LimitRange, Role, CustomResourceDefinition. Source: rest.NewDefaultTableConvertor. */
export const plainPrinter = printer([nameColumn, column('Created At', { type: 'date' })], (object) => [
  nameOf(object), textOf(fieldsOf(object, 'metadata'), 'creationTimestamp') || null,
]);

/** By API group and kind, whatever the version. A new printer is a new line. */
const printers: Readonly<Record<string, Printer>> = {
  '/ComponentStatus': componentStatusPrinter,
  '/ConfigMap': configMapPrinter,
  '/Endpoints': endpointsPrinter,
  '/Event': eventPrinter,
  '/Namespace': namespacePrinter,
  '/Node': nodePrinter,
  '/PersistentVolume': persistentVolumePrinter,
  '/PersistentVolumeClaim': persistentVolumeClaimPrinter,
  '/Pod': podPrinter,
  '/PodTemplate': podTemplatePrinter,
  '/ReplicationController': replicationControllerPrinter,
  '/ResourceQuota': resourceQuotaPrinter,
  '/Secret': secretPrinter,
  '/Service': servicePrinter,
  '/ServiceAccount': serviceAccountPrinter,
  'admissionregistration.k8s.io/MutatingAdmissionPolicy': admissionPolicyPrinter('Mutations', 'mutations'),
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding': admissionPolicyBindingPrinter,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhookConfigurationPrinter,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': admissionPolicyPrinter('Validations', 'validations'),
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': admissionPolicyBindingPrinter,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhookConfigurationPrinter,
  'apiregistration.k8s.io/APIService': apiServicePrinter,
  'apps/ControllerRevision': controllerRevisionPrinter,
  'apps/DaemonSet': daemonSetPrinter,
  'apps/Deployment': deploymentPrinter,
  'apps/ReplicaSet': replicaSetPrinter,
  'apps/StatefulSet': statefulSetPrinter,
  'autoscaling/HorizontalPodAutoscaler': horizontalPodAutoscalerPrinter,
  'batch/CronJob': cronJobPrinter,
  'batch/Job': jobPrinter,
  'certificates.k8s.io/CertificateSigningRequest': certificateSigningRequestPrinter,
  ...Object.fromEntries(ownKinds.map(({ kind, printer: own }) => [`clusterwright.dev/${kind}`, own])),
  'coordination.k8s.io/Lease': leasePrinter,
  'discovery.k8s.io/EndpointSlice': endpointSlicePrinter,
  'flowcontrol.apiserver.k8s.io/FlowSchema': flowSchemaPrinter,
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': priorityLevelConfigurationPrinter,
  'metrics.k8s.io/NodeMetrics': nodeMetricsPrinter,
  'metrics.k8s.io/PodMetrics': podMetricsPrinter,
  'networking.k8s.io/IPAddress': ipAddressPrinter,
  'networking.k8s.io/Ingress': ingressPrinter,
  'networking.k8s.io/IngressClass': ingressClassPrinter,
  'networking.k8s.io/NetworkPolicy': networkPolicyPrinter,
  'networking.k8s.io/ServiceCIDR': serviceCidrPrinter,
  'node.k8s.io/RuntimeClass': runtimeClassPrinter,
  'policy/PodDisruptionBudget': podDisruptionBudgetPrinter,
  'rbac.authorization.k8s.io/ClusterRoleBinding': roleBindingPrinter,
  'rbac.authorization.k8s.io/RoleBinding': roleBindingPrinter,
  'resource.k8s.io/DeviceClass': nameAndAgePrinter,
  'resource.k8s.io/ResourceClaim': resourceClaimPrinter,
  'resource.k8s.io/ResourceClaimTemplate': nameAndAgePrinter,
  'resource.k8s.io/ResourceSlice': resourceSlicePrinter,
  'scheduling.k8s.io/PriorityClass': priorityClassPrinter,
  'storage.k8s.io/CSIDriver': csiDriverPrinter,
  'storage.k8s.io/CSINode': csiNodePrinter,
  'storage.k8s.io/StorageClass': storageClassPrinter,
  'storage.k8s.io/VolumeAttachment': volumeAttachmentPrinter,
  'storage.k8s.io/VolumeAttributesClass': volumeAttributesClassPrinter,
};

/** Prints what objects are in the version in which they are stored. */
function printerThrough(stored: string, { columns, row }: Printer): Printer {
  return { columns, row: (object, nowMs) => row(inVersion(object as unknown as KubernetesObject, stored) as unknown as Fields, nowMs) };
}

/** The printer of a built-in kind; of any other kind the plain one. Custom resources have their own: `custom-resource.ts`. */
export function printerOf(apiVersion: string, kind: string): Printer {
  const stored = storedVersion(apiVersion, kind);
  if (stored !== apiVersion) return printerThrough(stored, printerOf(stored, kind));
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return printers[`${group}/${kind}`] ?? plainPrinter;
}
