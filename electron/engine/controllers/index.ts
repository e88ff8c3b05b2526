import type { ComponentFactory } from '../component.ts';
import type { ControllerFactory } from './controller.ts';
import { cronJobController } from './cronjob/index.ts';
import { daemonSetController } from './daemonset/index.ts';
import { deploymentController } from './deployment/index.ts';
import { disruptionController } from './disruption/index.ts';
import { endpointsController } from './endpoints/index.ts';
import { endpointSliceController } from './endpointslice/index.ts';
import { endpointSliceMirroringController } from './endpointslice-mirroring/index.ts';
import { customResourceFinalizer } from './custom-resource-finalizer/index.ts';
import { ephemeralVolumeController } from './ephemeral-volume/index.ts';
import { eventTtl } from './event-ttl/index.ts';
import { garbageCollectorController } from './garbage-collector/index.ts';
import { horizontalPodAutoscalerController } from './hpa/index.ts';
import { metricsSource, noCustomMetrics, noResourceMetrics, type CustomMetrics, type ResourceMetrics } from './hpa/resource-metrics.ts';
import { jobController } from './job/index.ts';
import { kubernetesServiceController } from './kubernetes-service/index.ts';
import { namespaceController } from './namespace/index.ts';
import { rootCertificatePublisher, serviceAccountController } from './namespace-defaults/index.ts';
import { nodeIpamController } from './node-ipam/index.ts';
import { nodeLifecycleController } from './node-lifecycle/index.ts';
import { persistentVolumeBinder } from './persistent-volume-binder/index.ts';
import { volumeProvisioner } from './persistent-volume-binder/provisioner.ts';
import { podGcController } from './pod-gc/index.ts';
import { replicaSetController } from './replicaset/index.ts';
import { resourceQuotaController } from './resource-quota/index.ts';
import { attachDetachController } from './attach-detach/index.ts';
import { externalAttacher } from './external-attacher/index.ts';
import { externalResizer } from './external-resizer/index.ts';
import { claimProtectionController, volumeProtectionController } from './storage-protection/index.ts';
import { statefulSetController } from './statefulset/index.ts';
import { taintEvictionController } from './taint-eviction/index.ts';
import { ttlAfterFinishedController } from './ttl-after-finished/index.ts';
import { volumeExpandController } from './volume-expand/index.ts';
import type { BlockStorage } from '../storage/block-storage.ts';
import { controllerComponent } from './worker.ts';

export interface ControllerOptions {
  network: {
    /** Flag --cluster-cidr. */
    podCIDR: string;
  };
  /** Addresses of the API servers that run, and their --service-cluster-ip-range; absent: nobody keeps the Service `kubernetes`. */
  apiServers?: { addresses: () => readonly string[]; serviceRange: string };
  /** Disks of the provider's cloud; absent: disks simply exist. */
  storage?: BlockStorage | undefined;
  /** What metrics-server answers; absent: it does not. */
  resourceMetrics?: ResourceMetrics;
  /** What adapters serve; absent: there is none. */
  customMetrics?: CustomMetrics;
}

/** Every controller, in the order in which they run when due at the same instant. A new one is a folder and a line here. */
function controllers({ network, apiServers, storage, resourceMetrics = noResourceMetrics, customMetrics = noCustomMetrics }: ControllerOptions): readonly ControllerFactory[] {
  return [
    deploymentController,
    replicaSetController,
    horizontalPodAutoscalerController(metricsSource(resourceMetrics, customMetrics)),
    statefulSetController,
    daemonSetController,
    jobController,
    cronJobController,
    ttlAfterFinishedController,
    endpointsController,
    endpointSliceController,
    endpointSliceMirroringController,
    nodeIpamController(network.podCIDR),
    nodeLifecycleController,
    taintEvictionController,
    disruptionController,
    resourceQuotaController,
    garbageCollectorController,
    namespaceController,
    serviceAccountController,
    rootCertificatePublisher,
    podGcController,
    ephemeralVolumeController,
    persistentVolumeBinder,
    (context) => volumeProvisioner(context, storage),
    attachDetachController,
    volumeExpandController,
    (context) => externalAttacher(context, storage),
    (context) => externalResizer(context, storage),
    claimProtectionController,
    volumeProtectionController,
    eventTtl,
    customResourceFinalizer,
    ...(apiServers ? [kubernetesServiceController(apiServers.addresses, apiServers.serviceRange)] : []),
  ];
}

/** The components of kube-controller-manager (and what belongs to the API server: the expiry of Events, the Service `kubernetes`). */
export function controllerFactories(options: ControllerOptions): ComponentFactory[] {
  return controllers(options).map(controllerComponent);
}
