import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { releaseAdmitted } from '../admission/admit.ts';
import type { FleetContext } from '../context.ts';
import { containerEvent } from '../events.ts';
import { cancelPulls } from '../images/pull-queue.ts';
import { reachesApi } from '../node/last-seen.ts';
import { releasePodAddress } from '../node/pod-addresses.ts';
import { dropWritten } from '../resources/use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { ContainerRuntime } from './container-state.ts';
import type { PodRuntime, Termination } from './pod-state.ts';
import { staticPodManifest } from '../static-pods.ts';
import { tearDownMs } from '../timings.ts';
import { forgetPod } from './forget.ts';
import { beginPreStop } from './hooks.ts';
import { isRunning, stopInstance } from './instance.ts';
import { findContainer, isSidecar } from './pod-object.ts';
import { forgetDeferred, retryResizes } from './resize.ts';
import { wantSync } from './schedule.ts';
import { writeStatus } from './status.ts';
import { releaseVolumes } from './volumes.ts';

/** Grace of a pod whose object is gone: the kubelet knows of no wish any more. Source: calculateEffectiveGracePeriod, pod_workers.go. */
const removedGraceSeconds = 1;

/**
 * Starts to end a pod: its worker drops what it does, and the containers are told to stop.
 * @param object undefined when the pod is gone from the API
 * @param ownGraceSeconds instead of what the pod asks for
 */
export function beginTermination(
  context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined,
  why: Pick<Termination, 'cause' | 'reason' | 'message' | 'disruption'>, ownGraceSeconds?: number,
): void {
  const { nowMs } = context.component.env;
  const graceSeconds = ownGraceSeconds ?? (object ? Math.max(removedGraceSeconds, askedGraceSeconds(object)) : removedGraceSeconds);
  pod.stage = 'Terminating';
  pod.interrupted = false;
  pod.task = undefined;
  cancelPulls(node, pod.uid);
  pod.termination = { ...why, graceSeconds, deadlineMs: nowMs + graceSeconds * 1000, announced: new Set(), stopped: new Set(), confirmAtMs: Infinity };
  for (const runtime of pod.containers.values()) if (runtime.instance) delete runtime.waiting;
  // With nothing to wait for, the final status says it all.
  if (object && [...pod.containers.values()].some((runtime) => isRunning(runtime, nowMs))) writeStatus(context, pod, object);
  stepTermination(context, node, pod, object);
}

/**
 * Goes on with ending a pod: all preStop hooks begin at once, regular containers are stopped, then sidecars in reverse order; when all have ended, the final status.
 * Source: killPodWithSyncResult and kuberuntime_termination_order.go.
 */
export function stepTermination(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined): void {
  const { termination } = pod;
  if (!termination || termination.confirmAtMs < Infinity) return;
  const { nowMs } = context.component.env;
  pod.interrupted = false;
  shortenGrace(context, pod, object, termination);
  const running = [...pod.containers.values()].filter((runtime) => isRunning(runtime, nowMs));
  const sidecars = running.filter((runtime) => sidecarNamed(object, runtime.name));
  const others = running.filter((runtime) => !sidecars.includes(runtime));
  for (const runtime of running) announceStop(context, pod, object, runtime, termination);
  for (const runtime of others) stop(context, pod, runtime, termination.deadlineMs);
  // Each sidecar waits for those that were started after it, as long as there is grace.
  if (nowMs >= termination.deadlineMs) for (const runtime of sidecars) stop(context, pod, runtime, termination.deadlineMs);
  else {
    if (sidecars.length > 0) wantSync(pod, termination.deadlineMs);
    if (others.length === 0) for (const runtime of sidecars.slice(-1)) stop(context, pod, runtime, termination.deadlineMs);
  }
  // A process that ends at once has not been taken account of yet; its end brings the worker back.
  if (running.length === 0) endPod(context, node, pod, object, termination);
}

/** The last step: what was final is confirmed to the API, which then lets the object go. */
export function confirmEnd(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined): void {
  pod.stage = 'Finished';
  pod.interrupted = false;
  releaseVolumes(context, node, pod);
  if (!object) {
    forgetPod(context, node, pod);
    return;
  }
  if (pod.control) {
    // Its manifest came back while it was being ended.
    pod.stage = 'New';
    pod.termination = undefined;
    wantSync(pod, context.component.env.nowMs);
    return;
  }
  if (pod.termination) writeStatus(context, pod, object);
  const { api } = context.component;
  if (!object.metadata.deletionTimestamp || !reachesApi(context, node.name)) return;
  context.ownWrite(() => api.delete('pods', pod.key, { gracePeriodSeconds: 0, preconditions: { uid: pod.uid } }));
  if (api.get<Pod>('pods', pod.key)?.metadata.uid !== pod.uid) forgetPod(context, node, pod);
}

/** Says that a container is being stopped and starts its preStop hook, once. */
function announceStop(context: FleetContext, pod: PodRuntime, object: Pod | undefined, runtime: ContainerRuntime, termination: Termination): void {
  if (termination.announced.has(runtime.name)) return;
  termination.announced.add(runtime.name);
  // The manifest of a static pod is gone from the disk, but not from the worker that ends the pod.
  const known = object ?? (pod.control ? staticPodManifest(pod.control.process, pod.node) : undefined);
  if (known) containerEvent(context, pod, known, runtime.name, 'Normal', 'Killing', `Stopping container ${runtime.name}`);
  beginPreStop(context, pod, object, object && findContainer(object, runtime.name)?.container, runtime, termination.deadlineMs);
}

function stop(context: FleetContext, pod: PodRuntime, runtime: ContainerRuntime, deadlineMs: number): void {
  if (!runtime.instance || pod.termination?.stopped.has(runtime.name)) return;
  pod.termination?.stopped.add(runtime.name);
  stopInstance(runtime.instance, context.behaviours.of(runtime.instance.image), context.component.env.nowMs, deadlineMs);
}

/** A second deletion with less grace: whatever still runs is killed earlier. */
function shortenGrace(context: FleetContext, pod: PodRuntime, object: Pod | undefined, termination: Termination): void {
  const graceSeconds = object?.metadata.deletionGracePeriodSeconds ?? (object ? termination.graceSeconds : removedGraceSeconds);
  if (graceSeconds >= termination.graceSeconds) return;
  const { nowMs } = context.component.env;
  termination.graceSeconds = graceSeconds;
  termination.deadlineMs = Math.min(termination.deadlineMs, nowMs + Math.max(graceSeconds, removedGraceSeconds) * 1000);
  for (const runtime of pod.containers.values()) {
    if (!runtime.instance || !isRunning(runtime, nowMs) || !termination.stopped.has(runtime.name)) continue;
    stopInstance(runtime.instance, context.behaviours.of(runtime.instance.image), nowMs, termination.deadlineMs);
  }
}

/** Nothing of the pod runs any more: address, requests and sandbox are free, and the final status says so. */
function endPod(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined, termination: Termination): void {
  if (pod.sandbox) releasePodAddress(node, pod.sandbox.ip, pod.uid);
  pod.sandbox = undefined;
  pod.volumes.mounted = false;
  if (pod.counted) releaseAdmitted(node, pod.counted);
  pod.counted = undefined;
  forgetDeferred(node, pod);
  retryResizes(context, node);
  for (const { instance } of pod.containers.values()) if (instance) dropWritten(node, instance);
  termination.confirmAtMs = context.component.env.nowMs + tearDownMs;
  if (object) writeStatus(context, pod, object);
}

function sidecarNamed(object: Pod | undefined, name: string): boolean {
  return object?.spec.initContainers?.some((container) => container.name === name && isSidecar(container)) ?? false;
}

function askedGraceSeconds(object: Pod): number {
  return object.metadata.deletionGracePeriodSeconds ?? object.spec.terminationGracePeriodSeconds ?? 30;
}
