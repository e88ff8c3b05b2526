import type { JsonValue } from '../../../shared/json.ts';
import { defaultMemoryRequestBytes, defaultMilliCpuRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { admitCreate } from '../../engine/admission/admit.ts';
import { eventTtlMs } from '../../engine/controllers/event-ttl/index.ts';
import { deletionTimeoutMs } from '../../engine/controllers/disruption/reconcile.ts';
import { cpuInitializationPeriodMs, initialReadinessDelayMs } from '../../engine/controllers/hpa/group-pods.ts';
import { syncPeriodMs } from '../../engine/controllers/hpa/reconcile.ts';
import { downscaleStabilizationMs } from '../../engine/controllers/hpa/stabilize.ts';
import { monitorGracePeriodMs, monitorPeriodMs, startupGracePeriodMs } from '../../engine/controllers/node-lifecycle/health.ts';
import {
  evictionRate, largeClusterThreshold, secondaryEvictionRate, unhealthyZoneThreshold,
} from '../../engine/controllers/node-lifecycle/zones.ts';
import { terminatedPodThreshold } from '../../engine/controllers/pod-gc/reconcile.ts';
import { burstReplicas } from '../../engine/controllers/replicaset/reconcile.ts';
import {
  backOffInitialMs, backOffMaxMs, backOffResetAfterMs, leaseDurationSeconds, leaseRenewMs, maxPods, nodeStatusUpdateMs,
} from '../../engine/kubelet/timings.ts';
import { maxNodeScore } from '../../engine/scheduler/framework/plugin.ts';
import { podInitialBackoffMs, podMaxBackoffMs } from '../../engine/scheduler/queue/backoff.ts';
import { maxUnschedulableMs } from '../../engine/scheduler/queue/scheduling-queue.ts';
import { compare, failed, skipped } from '../outcome.ts';
import { admissionContextOf } from './admission-context.ts';
import { defineAdapter } from './adapter.ts';

/** Constants of the code, in the unit of the fact. */
const constants: Readonly<Record<string, JsonValue>> = {
  'node.monitorGracePeriod': monitorGracePeriodMs / 1000,
  'node.startupGracePeriod': startupGracePeriodMs / 1000,
  'node.monitorPeriod': monitorPeriodMs / 1000,
  'node.evictionRate': evictionRate,
  'node.secondaryEvictionRate': secondaryEvictionRate,
  'node.unhealthyZoneThreshold': unhealthyZoneThreshold,
  'node.largeClusterSizeThreshold': largeClusterThreshold,
  'podGC.terminatedPodThreshold': terminatedPodThreshold,
  'hpa.syncPeriod': syncPeriodMs / 1000,
  'hpa.downscaleStabilization': downscaleStabilizationMs / 1000,
  'hpa.cpuInitializationPeriod': cpuInitializationPeriodMs / 1000,
  'hpa.initialReadinessDelay': initialReadinessDelayMs / 1000,
  'event.ttl': eventTtlMs / 1000,
  'kubelet.crashLoopBackOff.initial': backOffInitialMs / 1000,
  'kubelet.crashLoopBackOff.max': backOffMaxMs / 1000,
  'kubelet.crashLoopBackOff.resetAfter': backOffResetAfterMs / 1000,
  'kubelet.imagePullBackOff.max': backOffMaxMs / 1000,
  'kubelet.nodeStatusUpdateFrequency': nodeStatusUpdateMs / 1000,
  'kubelet.leaseDurationSeconds': leaseDurationSeconds,
  'kubelet.leaseRenewFraction': leaseRenewMs / 1000 / leaseDurationSeconds,
  'kubelet.maxPods': maxPods,
  'replicaSet.burstReplicas': burstReplicas,
  'pdb.deletionTimeout': deletionTimeoutMs / 1000,
  'scheduler.maxNodeScore': maxNodeScore,
  'scheduler.defaultMilliCPURequest': defaultMilliCpuRequest,
  'scheduler.defaultMemoryRequest': defaultMemoryRequestBytes,
  'scheduler.podInitialBackoff': podInitialBackoffMs / 1000,
  'scheduler.podMaxBackoff': podMaxBackoffMs / 1000,
  'scheduler.maxInUnschedulablePods': maxUnschedulableMs / 1000,
};

const podSpec = { containers: [{ name: 'c', image: 'i:1', livenessProbe: { exec: { command: ['x'] } }, resources: { limits: { cpu: '1' } } }] };
const template = { metadata: { labels: { a: 'b' } }, spec: podSpec };
const workload = { selector: { matchLabels: { a: 'b' } }, template };
const job = { template: { spec: { ...podSpec, restartPolicy: 'Never' } } };

/** Smallest objects, whose defaults show in the admitted ones. */
const samples: Readonly<Record<string, object>> = {
  pod: { apiVersion: 'v1', kind: 'Pod', spec: podSpec },
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment', spec: workload },
  daemonSet: { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: workload },
  statefulSet: { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { ...workload, serviceName: 's' } },
  job: { apiVersion: 'batch/v1', kind: 'Job', spec: job },
  cronJob: { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '* * * * *', jobTemplate: { spec: job } } },
  service: { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }], sessionAffinity: 'ClientIP' } },
  storageClass: { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'x' },
  persistentVolume: {
    apiVersion: 'v1', kind: 'PersistentVolume',
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } },
  },
  hpa: {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler',
    spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' }, behavior: { scaleUp: {}, scaleDown: {} } },
  },
};

/** Where a default shows: sample and path. */
const defaults: Readonly<Record<string, [sample: string, path: string]>> = {
  'pod.terminationGracePeriodSeconds': ['pod', 'spec.terminationGracePeriodSeconds'],
  'pod.schedulerName': ['pod', 'spec.schedulerName'],
  'pod.restartPolicy': ['pod', 'spec.restartPolicy'],
  'pod.dnsPolicy': ['pod', 'spec.dnsPolicy'],
  'container.terminationMessagePath': ['pod', 'spec.containers.0.terminationMessagePath'],
  'probe.timeoutSeconds': ['pod', 'spec.containers.0.livenessProbe.timeoutSeconds'],
  'probe.periodSeconds': ['pod', 'spec.containers.0.livenessProbe.periodSeconds'],
  'probe.successThreshold': ['pod', 'spec.containers.0.livenessProbe.successThreshold'],
  'probe.failureThreshold': ['pod', 'spec.containers.0.livenessProbe.failureThreshold'],
  'admission.notReadyTolerationSeconds': ['pod', 'spec.tolerations.0.tolerationSeconds'],
  'admission.unreachableTolerationSeconds': ['pod', 'spec.tolerations.1.tolerationSeconds'],
  'priority.default': ['pod', 'spec.priority'],
  'deployment.replicas': ['deployment', 'spec.replicas'],
  'deployment.strategy': ['deployment', 'spec.strategy.type'],
  'deployment.maxSurge': ['deployment', 'spec.strategy.rollingUpdate.maxSurge'],
  'deployment.maxUnavailable': ['deployment', 'spec.strategy.rollingUpdate.maxUnavailable'],
  'deployment.revisionHistoryLimit': ['deployment', 'spec.revisionHistoryLimit'],
  'deployment.progressDeadlineSeconds': ['deployment', 'spec.progressDeadlineSeconds'],
  'daemonSet.maxSurge': ['daemonSet', 'spec.updateStrategy.rollingUpdate.maxSurge'],
  'statefulSet.podManagementPolicy': ['statefulSet', 'spec.podManagementPolicy'],
  'statefulSet.partition': ['statefulSet', 'spec.updateStrategy.rollingUpdate.partition'],
  'statefulSet.pvcRetention': ['statefulSet', 'spec.persistentVolumeClaimRetentionPolicy'],
  'job.backoffLimit': ['job', 'spec.backoffLimit'],
  'job.completions': ['job', 'spec.completions'],
  'job.completionMode': ['job', 'spec.completionMode'],
  'cronJob.successfulJobsHistoryLimit': ['cronJob', 'spec.successfulJobsHistoryLimit'],
  'cronJob.failedJobsHistoryLimit': ['cronJob', 'spec.failedJobsHistoryLimit'],
  'cronJob.concurrencyPolicy': ['cronJob', 'spec.concurrencyPolicy'],
  'service.type': ['service', 'spec.type'],
  'service.sessionAffinityTimeoutSeconds': ['service', 'spec.sessionAffinityConfig.clientIP.timeoutSeconds'],
  'persistentVolume.reclaimPolicy': ['persistentVolume', 'spec.persistentVolumeReclaimPolicy'],
  'storageClass.reclaimPolicy': ['storageClass', 'reclaimPolicy'],
  'storageClass.volumeBindingMode': ['storageClass', 'volumeBindingMode'],
  'hpa.scaleUp.policies': ['hpa', 'spec.behavior.scaleUp.policies'],
  'hpa.scaleUp.stabilizationWindowSeconds': ['hpa', 'spec.behavior.scaleUp.stabilizationWindowSeconds'],
  'hpa.scaleDown.policies': ['hpa', 'spec.behavior.scaleDown.policies'],
  'hpa.selectPolicy': ['hpa', 'spec.behavior.scaleUp.selectPolicy'],
};

/** Numbers and defaults that the code holds under a name; behaviour that rests on others is checked by its own family. */
export const factsFamily = defineAdapter<{ value: JsonValue }>(['facts'], ({ id, value }) => {
  const constant = constants[id];
  if (constant !== undefined) return compare(value, constant);
  const place = defaults[id];
  if (!place) return skipped('not compared yet: no named constant and no default of an object');
  const [sample, path] = place;
  const metadata = { name: 'x', namespace: 'default' };
  const admitted = admitCreate({ metadata, ...samples[sample] } as unknown as KubernetesObject, admissionContextOf([]));
  if (!admitted.ok) return failed(`the sample ${sample} was refused: ${admitted.error.message}`);
  let found: unknown = admitted.value;
  for (const step of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[step];
  return compare(value, found);
});
