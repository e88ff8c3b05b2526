import type { JsonValue } from '../../../../shared/json.ts';
import { defaultMemoryRequestBytes, defaultMilliCpuRequest } from '../../../../shared/kubernetes/pod-requests-scheduler.ts';
import { eventTtlMs } from '../../../engine/controllers/event-ttl/index.ts';
import { deletionTimeoutMs } from '../../../engine/controllers/disruption/reconcile.ts';
import { cpuInitializationPeriodMs, initialReadinessDelayMs } from '../../../engine/controllers/hpa/group-pods.ts';
import { syncPeriodMs } from '../../../engine/controllers/hpa/pass.ts';
import { defaultTolerance } from '../../../engine/controllers/hpa/tolerance.ts';
import { downscaleStabilizationMs } from '../../../engine/controllers/hpa/stabilize.ts';
import { monitorGracePeriodMs, monitorPeriodMs, startupGracePeriodMs } from '../../../engine/controllers/node-lifecycle/health.ts';
import {
  evictionRate, largeClusterThreshold, secondaryEvictionRate, unhealthyZoneThreshold,
} from '../../../engine/controllers/node-lifecycle/zones.ts';
import { terminatedPodThreshold } from '../../../engine/controllers/pod-gc/reconcile.ts';
import { burstReplicas } from '../../../engine/controllers/replicaset/reconcile.ts';
import { highThresholdPercent, lowThresholdPercent } from '../../../engine/kubelet/images/image-gc.ts';
import {
  backOffFactor, backOffInitialMs, backOffMaxMs, backOffResetAfterMs, leaseDurationSeconds, leaseRenewMs, maxPods, nodeStatusUpdateMs,
} from '../../../engine/kubelet/timings.ts';
import { maxNodeScore } from '../../../engine/scheduler/framework/plugin.ts';
import { podInitialBackoffMs, podMaxBackoffMs } from '../../../engine/scheduler/queue/backoff.ts';
import { maxUnschedulableMs } from '../../../engine/scheduler/queue/scheduling-queue.ts';
import { labelValueMaxLength } from '../../../../shared/kubernetes/names.ts';
import { highestUserDefinablePriority, systemPriorities } from '../../../../shared/kubernetes/priorities.ts';
import { maxBytes as configMapMaxBytes } from '../../../../shared/kubernetes/validation/configuration.ts';
import { maxNameBytes as cronJobMaxNameBytes } from '../../../../shared/kubernetes/validation/cron-job.ts';
import { totalAnnotationBytes } from '../../../../shared/kubernetes/validation/metadata.ts';
import { podDeletionCostAnnotation } from '../../../../shared/kubernetes/well-known-annotations.ts';
import { nodePortRange } from '../../../engine/admission/prepare/service-allocation.ts';
import { daemonTolerations } from '../../../engine/controllers/daemonset/daemon-pod.ts';
import { burstReplicas as daemonBurstReplicas } from '../../../engine/controllers/daemonset/reconcile.ts';
import { maxEndpointsPerSlice } from '../../../engine/controllers/endpointslice/reconcile.ts';
import { legacyStepLimit } from '../../../engine/controllers/hpa/rate-limit.ts';
import { podFailureBackOffInitialMs, podFailureBackOffMaxMs } from '../../../engine/controllers/job/back-off.ts';
import { taintKeys } from '../../../engine/controllers/node-lifecycle/taints.ts';
import { initialBatchSize } from '../../../engine/controllers/slow-start.ts';
import { parallelism } from '../../../engine/scheduler/cycle-time.ts';
import { defaultProfile } from '../../../engine/scheduler/framework/profile.ts';
import { minCandidateNodesAbsolute, minCandidateNodesPercentage } from '../../../engine/scheduler/plugins/DefaultPreemption/default-preemption.ts';
import { maxContainerThresholdBytes, minThresholdBytes } from '../../../engine/scheduler/plugins/ImageLocality/image-locality.ts';
import { hardPodAffinityWeight } from '../../../engine/scheduler/plugins/InterPodAffinity/affinity-scoring.ts';
import { systemDefaults } from '../../../engine/scheduler/plugins/PodTopologySpread/spread-constraint.ts';
import { minFeasibleNodesPercentage, minFeasibleNodesToFind } from '../../../engine/scheduler/schedule-pod.ts';

/** Constants of the code, in the unit of the fact. */
export const constants: Readonly<Record<string, JsonValue>> = {
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
  'kubelet.imageGC.highThresholdPercent': highThresholdPercent,
  'kubelet.imageGC.lowThresholdPercent': lowThresholdPercent,
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
  'endpointSlice.maxEndpoints': maxEndpointsPerSlice,
  'hpa.tolerance': defaultTolerance,
  'hpa.legacyScaleUpLimit': { ...legacyStepLimit },
  'service.nodePortRange': nodePortRange,
  'kubelet.crashLoopBackOff.factor': backOffFactor,
  'daemonSet.burstReplicas': daemonBurstReplicas,
  'daemonSet.tolerations': daemonTolerations.map((toleration) => ({ ...toleration })),
  'controller.slowStartInitialBatchSize': initialBatchSize,
  'job.podFailureBackOff.initial': podFailureBackOffInitialMs / 1000,
  'job.podFailureBackOff.max': podFailureBackOffMaxMs / 1000,
  'scheduler.weights': Object.fromEntries(defaultProfile().scores.map(({ name, weight }) => [name, weight])),
  'scheduler.imageLocality.minThreshold': minThresholdBytes,
  'scheduler.imageLocality.maxContainerThreshold': maxContainerThresholdBytes,
  'scheduler.minFeasibleNodesToFind': minFeasibleNodesToFind,
  'scheduler.minFeasibleNodesPercentage': minFeasibleNodesPercentage,
  'scheduler.defaultSpreadConstraints': systemDefaults.map(
    ({ topologyKey, maxSkew, whenUnsatisfiable }) => ({ topologyKey, maxSkew, whenUnsatisfiable }),
  ),
  'scheduler.parallelism': parallelism,
  'scheduler.hardPodAffinityWeight': hardPodAffinityWeight,
  'scheduler.preemption.minCandidateNodesPercentage': minCandidateNodesPercentage,
  'scheduler.preemption.minCandidateNodesAbsolute': minCandidateNodesAbsolute,
  'priority.highestUserDefinable': highestUserDefinablePriority,
  'priority.systemClusterCritical': systemPriorities['system-cluster-critical'],
  'priority.systemNodeCritical': systemPriorities['system-node-critical'],
  // The facts spell them as Go's constants: TaintNodeNotReady, TaintNodePIDPressure.
  'taints.wellKnown': Object.fromEntries(
    Object.entries(taintKeys).map(([name, key]) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`.replace('Pid', 'PID'), key]),
  ),
  'annotation.podDeletionCost': podDeletionCostAnnotation,
  'validation.maxLabelValueLength': labelValueMaxLength,
  'validation.totalAnnotationSizeLimit': totalAnnotationBytes,
  'configMap.maxSize': configMapMaxBytes,
  'cronJob.maxNameLength': cronJobMaxNameBytes,
};
