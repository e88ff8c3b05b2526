import type { Container, ContainerState, ContainerStateTerminated, ContainerStatus, Pod, ResourceRequirements } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { hexDigest } from '../../hex-digest.ts';
import { parseImageName } from '../images/image-name.ts';
import type { ContainerRuntime, Instance } from './container-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { isRunning } from './instance.ts';
import { isSidecar } from './pod-object.ts';
import { probeResult } from './probe-results.ts';

/**
 * Statuses of the init containers (in spec order) and of the others (by name, as the kubelet sorts them).
 * Source: convertToAPIContainerStatuses, pkg/kubelet/kubelet_pods.go. Differs: `user` and `volumeMounts` are left out.
 */
export function containerStatuses(object: Pod, pod: PodRuntime, env: Env): { init: ContainerStatus[]; regular: ContainerStatus[] } {
  const { initContainers = [], containers } = object.spec;
  const waitingReason = initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const init = initContainers.map((container) => containerStatus(container, true, pod, waitingReason, env));
  const regular = containers.map((container) => containerStatus(container, false, pod, waitingReason, env));
  if (regular.length > 1) regular.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { init, regular };
}

function containerStatus(container: Container, init: boolean, pod: PodRuntime, waitingReason: string, env: Env): ContainerStatus {
  const runtime = pod.containers.get(container.name);
  const instance = runtime?.instance;
  if (!runtime || !instance) {
    const { reason = waitingReason, message } = runtime?.waiting ?? {};
    return {
      name: container.name, state: { waiting: { reason, ...(message ? { message } : {}) } }, lastState: {}, ready: false, restartCount: 0,
      image: container.image ?? '', imageID: '', started: false,
    };
  }
  const { started, ready } = readiness(container, init, runtime, env.nowMs);
  const status: ContainerStatus = {
    name: container.name,
    ...states(runtime, instance, env),
    ready,
    restartCount: instance.attempt,
    ...imageIdentity(instance.image),
    containerID: `containerd://${instance.id}`,
    started,
  };
  // The objects of the spec themselves, which costs nothing.
  const { resources = noResources } = container;
  if (resources.requests) status.allocatedResources = resources.requests;
  status.resources = pod.resize?.progress?.running.get(container.name) ?? resources;
  return status;
}

const noResources: ResourceRequirements = {};

function states(runtime: ContainerRuntime, instance: Instance, env: Env): { state: ContainerState; lastState: ContainerState } {
  const { waiting, previous } = runtime;
  if (isRunning(runtime, env.nowMs)) {
    return { state: { running: { startedAt: env.timestamp(instance.startedAtMs) } }, lastState: previous ? ended(previous, env) : {} };
  }
  if (!waiting) return { state: ended(instance, env), lastState: previous ? ended(previous, env) : {} };
  const { reason, message } = waiting;
  return { state: { waiting: { reason, ...(message ? { message } : {}) } }, lastState: ended(instance, env) };
}

/** A process that is killed has no last words. */
const killed = 137;

function ended(instance: Instance, env: Env): { terminated: ContainerStateTerminated } {
  const { message, exitCode } = instance;
  return {
    terminated: {
      exitCode, reason: instance.reason, ...(message !== undefined && exitCode !== 0 && exitCode !== killed ? { message } : {}),
      startedAt: env.timestamp(instance.startedAtMs), finishedAt: env.timestamp(instance.endsAtMs),
      containerID: `containerd://${instance.id}`,
    },
  };
}

/** Source: pkg/kubelet/prober/prober_manager.go, UpdatePodStatus. */
export function readiness(
  container: Container, init: boolean, runtime: ContainerRuntime, nowMs: number,
): { started: boolean; ready: boolean } {
  const running = isRunning(runtime, nowMs);
  if (init && !isSidecar(container)) {
    return { started: running, ready: !running && runtime.instance !== undefined && runtime.instance.exitCode === 0 && !runtime.waiting };
  }
  const started = running && (probeResult(runtime, 'startup') ?? 'Success') === 'Success';
  const ready = started && (probeResult(runtime, 'readiness') ?? 'Success') === 'Success';
  return { started, ready };
}

/** How the runtime names an image: with registry and tag, and by its digest, which stands for its content; here the name decides that. */
interface ImageIdentity {
  image: string;
  imageID: string;
}

const identities = new Map<string, ImageIdentity>();
/** Follows from the reference alone, so it is kept only to save work; a design rarely has more images than this. */
const identityLimit = 1_024;

function imageIdentity(reference: string): ImageIdentity {
  let identity = identities.get(reference);
  if (!identity) {
    if (identities.size >= identityLimit) identities.clear();
    identities.set(reference, (identity = makeIdentity(reference)));
  }
  return identity;
}

function makeIdentity(reference: string): ImageIdentity {
  const name = parseImageName(reference);
  if (!name) return { image: reference, imageID: '' };
  const { repository, suffix } = name;
  return {
    image: `${repository}${suffix}`,
    imageID: `${repository}@sha256:${hexDigest(`${repository}${suffix}`, 64)}`,
  };
}
