import { defineResourceType as define } from './resource-type.ts';
import type { ResourceType } from './resource-type.ts';

const cluster = { namespaced: false };
const extension = { namespaced: false, categories: ['api-extensions'] };

/**
 * Kinds that Kubernetes v1.36 serves by default and that nothing here acts upon, but for Endpoints, which follow Services: they are stored, listed, watched, printed, owned and
 * collected like all others, with whatever fields they were given. Alpha and beta versions are off by default and absent.
 */
export const inertResourceTypes: readonly ResourceType[] = [
  define('v1', 'Endpoints', 'endpoints', { short: ['ep'] }),
  define('v1', 'PodTemplate', 'podtemplates'),
  define('v1', 'ReplicationController', 'replicationcontrollers', { short: ['rc'], categories: ['all'], status: true, generation: true }),
  define('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'mutatingadmissionpolicies', { ...extension, generation: true }),
  define('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicyBinding', 'mutatingadmissionpolicybindings', { ...extension, generation: true }),
  define('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', { ...extension, generation: true }),
  define('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', {
    ...extension, status: true, generation: true,
  }),
  define('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', {
    ...extension, generation: true,
  }),
  define('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', {
    ...extension, generation: true,
  }),
  define('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', {
    ...extension, short: ['crd', 'crds'], status: true, generation: true,
  }),
  define('apiregistration.k8s.io/v1', 'APIService', 'apiservices', { ...extension, status: true }),
  define('certificates.k8s.io/v1', 'CertificateSigningRequest', 'certificatesigningrequests', { ...cluster, short: ['csr'], status: true }),
  define('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'flowschemas', { ...cluster, status: true, generation: true }),
  define('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', 'prioritylevelconfigurations', {
    ...cluster, status: true, generation: true,
  }),
  define('networking.k8s.io/v1', 'IPAddress', 'ipaddresses', { ...cluster, short: ['ip'] }),
  define('networking.k8s.io/v1', 'ServiceCIDR', 'servicecidrs', { ...cluster, status: true }),
  define('node.k8s.io/v1', 'RuntimeClass', 'runtimeclasses', cluster),
  define('resource.k8s.io/v1', 'DeviceClass', 'deviceclasses', { ...cluster, generation: true }),
  define('resource.k8s.io/v1', 'ResourceClaim', 'resourceclaims', { status: true }),
  define('resource.k8s.io/v1', 'ResourceClaimTemplate', 'resourceclaimtemplates'),
  define('resource.k8s.io/v1', 'ResourceSlice', 'resourceslices', { ...cluster, generation: true }),
  define('storage.k8s.io/v1', 'CSIDriver', 'csidrivers', { ...cluster, generation: true }),
  define('storage.k8s.io/v1', 'CSINode', 'csinodes', cluster),
  define('storage.k8s.io/v1', 'CSIStorageCapacity', 'csistoragecapacities'),
  define('storage.k8s.io/v1', 'VolumeAttachment', 'volumeattachments', { ...cluster, status: true }),
  define('storage.k8s.io/v1', 'VolumeAttributesClass', 'volumeattributesclasses', { ...cluster, short: ['vac'] }),
];
