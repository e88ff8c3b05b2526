/**
 * The flags of cluster-autoscaler that matter here, with their defaults. Source: cluster-autoscaler/config/flags/flags.go.
 * Differs: --balance-similar-node-groups is on, as everyone sets it who has a group per zone.
 */

/** --scan-interval */
export const scanIntervalMs = 10_000;
/** Pods younger than this may be the first of many: one scan is waited for the rest. Source: unschedulablePodTimeBuffer. */
export const newPodMs = 2_000;
/** --expendable-pods-priority-cutoff: pods below it neither add nor keep machines. */
export const expendablePriority = -10;
/** --max-node-provision-time */
export const maxNodeProvisionMs = 15 * 60_000;
/** From registration until a node counts as broken rather than as starting. Source: MaxNodeStartupTime. */
export const maxNodeStartupMs = 15 * 60_000;
/** --max-nodes-per-scaleup */
export const maxNodesPerScaleUp = 1_000;
/** --initial-node-group-backoff-duration, --max-node-group-backoff-duration, --node-group-backoff-reset-timeout */
export const firstBackOffMs = 5 * 60_000;
export const longestBackOffMs = 30 * 60_000;
export const backOffResetMs = 3 * 3_600_000;
/** --ok-total-unready-count, --max-total-unready-percentage */
export const okTotalUnready = 3;
export const maxTotalUnreadyPercent = 45;

/** --scale-down-utilization-threshold */
export const utilizationThreshold = 0.5;
/** --scale-down-unneeded-time, --scale-down-unready-time */
export const unneededMs = 10 * 60_000;
export const unreadyMs = 20 * 60_000;
/** --scale-down-delay-after-add, --scale-down-delay-after-failure */
export const delayAfterAddMs = 10 * 60_000;
export const delayAfterFailureMs = 3 * 60_000;
/** --unremovable-node-recheck-timeout */
export const unremovableRecheckMs = 5 * 60_000;
/** --max-scale-down-parallelism, --max-drain-parallelism */
export const maxScaleDownParallelism = 10;
export const maxDrainParallelism = 1;
/** --max-bulk-soft-taint-count */
export const maxSoftTaintsPerScan = 10;
/** --node-delete-delay-after-taint */
export const deleteDelayAfterTaintMs = 5_000;
/** --max-pod-eviction-time; EvictionRetryTime */
export const maxPodEvictionMs = 2 * 60_000;
export const evictionRetryMs = 10_000;
/** --max-graceful-termination-sec; PodEvictionHeadroom; how often it is looked whether the pods are gone. */
export const maxGracefulTerminationS = 600;
export const podEvictionHeadroomMs = 30_000;
export const drainPollMs = 5_000;
/** PodLongTerminatingExtraThreshold: a pod that overstays its grace period by this much counts as gone. */
export const longTerminatingExtraMs = 30_000;
