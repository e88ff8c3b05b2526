/**
 * How long things take on a simulated machine, in milliseconds. Values that Kubernetes defines name their source; the others are what a
 * cluster of ordinary
 * virtual machines shows, kept fixed so that a history can be repeated.
 */

/** From a write in the API to the kubelet that watches it. */
export const watchLatencyMs = 10;
/**
 * Pod lifecycle event generator: how often the kubelet looks at its containers. Source: pkg/kubelet/kubelet.go, genericPlegRelistPeriod.
 */
export const relistPeriodMs = 1_000;
/** Pods that have not been listed for longer make the node NotReady. Source: genericPlegRelistThreshold, pkg/kubelet/kubelet.go. */
export const relistThresholdMs = 180_000;
/** Creating the pod sandbox: pause container, network namespace, address. */
export const sandboxMs = 400;
/** Creating and starting one container whose image is present. */
export const containerStartMs = 150;
/** Unmounting volumes and removing the cgroup of a pod whose containers have ended. */
export const tearDownMs = 100;
/** From the start of the kubelet process to its first attempts to start static pods and to register. */
export const kubeletStartMs = 1_000;
/** From the moment a new node has a podCIDR until its network plugin is installed and says ready. */
export const networkPluginMs = 3_000;
/**
 * How soon a kubelet that cannot reach an API server tries to register again. Source: kubelet_node_status.go registerWithAPIServer
 * (capped at 7 s).
 */
export const registerRetryMs = 1_000;
/** Spread of reconnecting clients once an API server answers again. */
export const reconnectSpreadMs = 1_000;

/** Source: kubelet.nodeStatusUpdateFrequency. */
export const nodeStatusUpdateMs = 10_000;
/** An unchanged node status is sent this often. Source: nodeStatusReportFrequency, pkg/kubelet/apis/config/v1beta1/defaults.go. */
export const nodeStatusReportMs = 300_000;
/** Source: kubelet.leaseDurationSeconds. */
export const leaseDurationSeconds = 40;
/**
 * Lease renewal: a quarter of the duration, plus up to 4 % so that nodes drift apart. Source:
 * component-helpers/apimachinery/lease/controller.go.
 */
export const leaseRenewMs = 10_000;
export const leaseJitterMs = 400;

/** Delays of container restarts and image pulls. Source: kubelet.crashLoopBackOff.*, kubelet.imagePullBackOff.max. */
export const backOffInitialMs = 10_000;
export const backOffFactor = 2;
export const backOffMaxMs = 300_000;
/** Source: kubelet.crashLoopBackOff.resetAfter. */
export const backOffResetAfterMs = 600_000;
/** Retry of a failed volume set-up: 500 ms doubling. Source: pkg/util/goroutinemap/exponentialbackoff. */
export const mountRetryInitialMs = 500;
export const mountRetryMaxMs = 122_000;
/** How soon a pod worker tries again after an error. Source: pkg/kubelet/pod_workers.go, workerBackOffPeriod. */
export const workerRetryMs = 10_000;
/** How soon a resize that was put off is looked at again, if nothing has become free before. Source: retryDelay, pkg/kubelet/allocation/allocation_manager.go. */
export const resizeRetryMs = 180_000;
/** A container gets at least this long after SIGTERM even when the grace period is used up. Source: minimumGracePeriodInSeconds. */
export const minimumGraceMs = 2_000;

/** Answer time of the registry before bytes flow (or when all layers are present already). */
export const registryLatencyMs = 300;
/** Download and unpacking of one image. */
export const pullBytesPerSecond = 40 * 1024 * 1024;

/** A runtime that has not answered for so long is down. Source: maxWaitForContainerRuntime, pkg/kubelet/kubelet.go (baseRuntimeSyncThreshold in runtime.go). */
export const runtimeDownAfterMs = 30_000;

/** How often the eviction manager looks. Source: evictionMonitoringPeriod, pkg/kubelet/kubelet.go. */
export const evictionPeriodMs = 10_000;
/** How often and how long it waits for an evicted pod to end. Source: podCleanupPollFreq, podCleanupTimeout, pkg/kubelet/eviction/eviction_manager.go. */
export const evictionPollMs = 1_000;
export const evictionWaitMs = 30_000;
/** A pressure condition lasts so long after its threshold was last met. Source: evictionPressureTransitionPeriod, pkg/kubelet/apis/config/v1beta1/defaults.go. */
export const pressureTransitionMs = 300_000;

/** Source: kubelet.maxPods. */
export const maxPods = 110;
