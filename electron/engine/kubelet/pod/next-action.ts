import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { backOffEndsMs } from '../back-off.ts';
import type { ContainerRuntime } from './container-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { readiness } from './container-status.ts';
import { currentInstance, isRunning, removedAttempt } from './instance.ts';
import { eachContainer, isSidecar } from './pod-object.ts';
import { restartsAll, shouldRestart } from './restart-policy.ts';

/** What the pod worker does next. */
export type PodAction =
  | { kind: 'CreateSandbox' }
  | { kind: 'StartContainer'; container: Container; init: boolean }
  /** Stop a running container, which is then started anew. */
  | { kind: 'StopContainer'; container: Container; message: string }
  /** A container's end, by its own rule, restarts all of them in place. */
  | { kind: 'RestartAll' }
  /** Its back-off runs: say so, once. */
  | { kind: 'BackOff'; container: Container; init: boolean; endsAtMs: number }
  /** Nothing can be done now. */
  | { kind: 'Wait' };

/**
 * The next step towards what the spec wants, seen from what runs: the sandbox, init containers one after the other (sidecars stay), then
 * all others.
 * Looks at the whole state and remembers nothing, so it goes on after any interruption.
 * Source: computePodActions, computeInitContainerActions, pkg/kubelet/kuberuntime.
 */
export function nextAction(object: Pod, pod: PodRuntime, nowMs: number): PodAction {
  if (!pod.sandbox) return mayCreateSandbox(object, pod) ? { kind: 'CreateSandbox' } : { kind: 'Wait' };
  if (pod.restartingAll || wantsRestartOfAll(object, pod)) return { kind: 'RestartAll' };
  const initialized = object.spec.containers.some(({ name }) => currentInstance(pod, pod.containers.get(name)));
  for (const container of object.spec.initContainers ?? []) {
    const step = initStep(object, pod, container, initialized, nowMs);
    if (step !== 'next') return step;
  }
  for (const container of object.spec.containers) {
    const action = containerAction(object, pod, container, false, nowMs);
    if (action) return action;
  }
  return { kind: 'Wait' };
}

function wantsRestartOfAll(object: Pod, pod: PodRuntime): boolean {
  for (const { container } of eachContainer(object)) {
    const instance = currentInstance(pod, pod.containers.get(container.name));
    if (instance?.ended && restartsAll(container, instance.exitCode)) return true;
  }
  return false;
}

/** A pod that must not restart gets no second sandbox; one whose containers have all succeeded needs none. */
function mayCreateSandbox(object: Pod, pod: PodRuntime): boolean {
  if (pod.sandboxAttempts === 0) return true;
  if (object.spec.restartPolicy === 'Never') return ![...pod.containers.values()].some(({ instance }) => instance);
  if (object.spec.restartPolicy !== 'OnFailure') return true;
  return object.spec.containers.some(({ name }) => pod.containers.get(name)?.instance?.exitCode !== 0);
}

/** @returns `next` when the container does not hold up those after it */
function initStep(object: Pod, pod: PodRuntime, container: Container, initialized: boolean, nowMs: number): PodAction | 'next' {
  const runtime = pod.containers.get(container.name);
  if (!isSidecar(container)) {
    if (initialized) return 'next';
    const instance = currentInstance(pod, runtime);
    if (instance?.ended && instance.exitCode === 0) return 'next';
    return containerAction(object, pod, container, true, nowMs) ?? { kind: 'Wait' };
  }
  const action = containerAction(object, pod, container, true, nowMs);
  if (action) return action;
  return initialized || (runtime && readiness(container, true, runtime, nowMs).started) ? 'next' : { kind: 'Wait' };
}

/** @returns undefined when the container is as wanted, has ended for good, or waits for its next try */
function containerAction(object: Pod, pod: PodRuntime, container: Container, init: boolean, nowMs: number): PodAction | undefined {
  const runtime = pod.containers.get(container.name);
  if (runtime && isRunning(runtime, nowMs)) return stopAction(container, runtime);
  if (runtime?.waiting && runtime.waiting.retryAtMs > nowMs && runtime.waiting.image === container.image) return undefined;
  const instance = currentInstance(pod, runtime);
  if (!runtime || !instance) {
    const before = runtime?.instance;
    const done = before && before.sandboxAttempt !== removedAttempt && !init && object.spec.restartPolicy === 'OnFailure' && before.exitCode === 0;
    return done ? undefined : { kind: 'StartContainer', container, init };
  }
  if (!shouldRestart(object, container, init, instance.exitCode)) return undefined;
  // The back-off is kept per image: a new one is tried at once.
  const endsAtMs = instance.image === container.image ? backOffEndsMs(runtime.restartBackOff, instance.endsAtMs) : nowMs;
  return endsAtMs > nowMs ? { kind: 'BackOff', container, init, endsAtMs } : { kind: 'StartContainer', container, init };
}

function stopAction(container: Container, runtime: ContainerRuntime): PodAction | undefined {
  if (runtime.killMessage !== undefined) return { kind: 'StopContainer', container, message: runtime.killMessage };
  if (runtime.instance?.image !== container.image) {
    return { kind: 'StopContainer', container, message: `Container ${container.name} definition changed, will be restarted` };
  }
  return undefined;
}
