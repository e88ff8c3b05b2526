import type { Fields } from '../fields.ts';
import { byOwnKind } from '../own-kinds/index.ts';
import type { KubernetesObject } from '../types/meta.ts';
import { defaultCronJob } from './cron-job.ts';
import { defaultCsiDriver } from './csi-driver.ts';
import { defaultCustomResourceDefinition } from './custom-resource-definition.ts';
import { defaultDaemonSet } from './daemon-set.ts';
import { defaultDeployment } from './deployment.ts';
import { defaultEndpointSlice } from './endpoint-slice.ts';
import { defaultFlowSchema, defaultPriorityLevelConfiguration } from './flow-control.ts';
import { defaultHorizontalPodAutoscaler, defaultHorizontalPodAutoscalerV1 } from './horizontal-pod-autoscaler.ts';
import { defaultIngressClass } from './ingress-class.ts';
import { defaultJob } from './job.ts';
import { defaultLimitRange } from './limit-range.ts';
import { defaultNamespace } from './namespace.ts';
import { defaultNetworkPolicy } from './network-policy.ts';
import { defaultNode } from './node.ts';
import { defaultPersistentVolumeClaim } from './persistent-volume-claim.ts';
import { defaultPersistentVolume } from './persistent-volume.ts';
import { defaultPod } from './pod.ts';
import { defaultPriorityClass } from './priority-class.ts';
import { defaultReplicaSet } from './replica-set.ts';
import { defaultReplicationController } from './replication-controller.ts';
import { defaultResourceQuota } from './resource-quota.ts';
import { defaultRoleBinding } from './role-binding.ts';
import { defaultSecret } from './secret.ts';
import { defaultService } from './service.ts';
import { defaultStatefulSet } from './stateful-set.ts';
import { defaultStorageClass } from './storage-class.ts';

/** By `apiVersion/kind`. A kind that is not listed has no defaults. */
const defaulters: Readonly<Record<string, (object: Fields) => void>> = {
  ...byOwnKind(({ defaults }) => defaults),
  'v1/Namespace': defaultNamespace,
  'v1/Node': defaultNode,
  'v1/Pod': defaultPod,
  'v1/Service': defaultService,
  'v1/Secret': defaultSecret,
  'v1/PersistentVolume': defaultPersistentVolume,
  'v1/PersistentVolumeClaim': defaultPersistentVolumeClaim,
  'v1/LimitRange': defaultLimitRange,
  'v1/ResourceQuota': defaultResourceQuota,
  'apps/v1/Deployment': defaultDeployment,
  'apps/v1/ReplicaSet': defaultReplicaSet,
  'apps/v1/StatefulSet': defaultStatefulSet,
  'apps/v1/DaemonSet': defaultDaemonSet,
  'batch/v1/Job': defaultJob,
  'batch/v1/CronJob': defaultCronJob,
  'autoscaling/v2/HorizontalPodAutoscaler': defaultHorizontalPodAutoscaler,
  'autoscaling/v1/HorizontalPodAutoscaler': defaultHorizontalPodAutoscalerV1,
  'networking.k8s.io/v1/NetworkPolicy': defaultNetworkPolicy,
  'networking.k8s.io/v1/IngressClass': defaultIngressClass,
  'discovery.k8s.io/v1/EndpointSlice': defaultEndpointSlice,
  'scheduling.k8s.io/v1/PriorityClass': defaultPriorityClass,
  'storage.k8s.io/v1/StorageClass': defaultStorageClass,
  'storage.k8s.io/v1/CSIDriver': defaultCsiDriver,
  'v1/ReplicationController': defaultReplicationController,
  'flowcontrol.apiserver.k8s.io/v1/FlowSchema': defaultFlowSchema,
  'flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration': defaultPriorityLevelConfiguration,
  'apiextensions.k8s.io/v1/CustomResourceDefinition': defaultCustomResourceDefinition,
  'rbac.authorization.k8s.io/v1/RoleBinding': defaultRoleBinding,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': defaultRoleBinding,
};

/**
 * Applies the API's defaults in place. `object` is freshly decoded and nobody else's: see `schema/decode.ts`. Applying them again
 * changes nothing. What admission and the API's storage layer add (tolerations, addresses, status) is not here.
 */
export function applyDefaults(object: KubernetesObject): void {
  defaulters[`${object.apiVersion}/${object.kind}`]?.(object as unknown as Fields);
}
