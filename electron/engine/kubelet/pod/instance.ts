import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { parseBytes, parseCpuMilli } from '../../../../shared/kubernetes/quantity-number.ts';
import { reasonOfExit, type Behaviour } from '../behaviours.ts';
import { hexDigest } from '../hash.ts';
import type { ContainerRuntime, Instance, NodeRuntime, PodRuntime } from '../state.ts';
import { minimumGraceMs } from '../timings.ts';

/** The container's process runs now. */
export function isRunning(container: ContainerRuntime | undefined, nowMs: number): boolean {
  return container?.instance !== undefined && container.instance.endsAtMs > nowMs;
}

/**
 * The newest instance, if it belongs to the sandbox that the pod has now; those of an earlier sandbox only count for restartCount and
 * lastState.
 */
export function currentInstance(pod: PodRuntime, container: ContainerRuntime | undefined): Instance | undefined {
  return container?.instance && container.instance.sandboxAttempt === pod.sandboxAttempts ? container.instance : undefined;
}

/** Starts a new run of a container. Its use counts until it ends. */
export function startInstance(
  node: NodeRuntime, pod: PodRuntime, runtime: ContainerRuntime, container: Container, behaviour: Behaviour, nowMs: number,
): Instance {
  const attempt = runtime.instance ? runtime.instance.attempt + 1 : 0;
  const { exit } = behaviour;
  const limits = container.resources?.limits;
  const instance: Instance = {
    id: hexDigest(`${pod.uid}/${container.name}/${attempt}`, 64),
    image: container.image ?? '',
    attempt,
    sandboxAttempt: pod.sandboxAttempts,
    startedAtMs: nowMs,
    endsAtMs: exit ? nowMs + exit.afterMs : Infinity,
    exitCode: exit?.code ?? 0,
    reason: exit?.reason ?? 'Completed',
    ended: false,
    // A CPU limit throttles; what memory limits do is the kernel's matter.
    cpuMilli: limits?.['cpu'] === undefined ? behaviour.cpuMilli : Math.min(behaviour.cpuMilli, parseCpuMilli(limits['cpu'])),
    memoryBytes: limits?.['memory'] === undefined ? behaviour.memoryBytes : Math.min(behaviour.memoryBytes, parseBytes(limits['memory'])),
  };
  if (runtime.instance) runtime.previous = runtime.instance;
  runtime.instance = instance;
  delete runtime.waiting;
  delete runtime.killMessage;
  delete runtime.killGraceMs;
  node.usage.cpuMilli += instance.cpuMilli;
  node.usage.memoryBytes += instance.memoryBytes;
  return instance;
}

/**
 * Runs the preStop hook, sends SIGTERM, and SIGKILL when the grace period ends. A `sleep` hook takes its seconds; other hooks are taken to
 * return at once. Source: killContainer, pkg/kubelet/kuberuntime/kuberuntime_container.go.
 */
export function stopInstance(
  instance: Instance, container: Container | undefined, behaviour: Behaviour, nowMs: number, deadlineMs: number,
): void {
  const preStopMs = (container?.lifecycle?.preStop?.sleep?.seconds ?? 0) * 1000;
  const terminatedMs = Math.min(nowMs + preStopMs, Math.max(nowMs, deadlineMs));
  const graceMs = preStopMs > 0 ? Math.max(deadlineMs - terminatedMs, minimumGraceMs) : Math.max(0, deadlineMs - terminatedMs);
  const endsAtMs = terminatedMs + Math.min(behaviour.stopMs, graceMs);
  if (instance.endsAtMs <= endsAtMs) return;
  endInstance(instance, endsAtMs, behaviour.stopMs <= graceMs ? behaviour.stopCode : 137);
}

/** Fixes how and when the process ends. */
export function endInstance(instance: Instance, endsAtMs: number, exitCode: number, reason: string = reasonOfExit(exitCode)): void {
  instance.endsAtMs = endsAtMs;
  instance.exitCode = exitCode;
  instance.reason = reason;
}

/** Takes account of processes that have ended by now. @returns whether there were any */
export function settleEnds(node: NodeRuntime, pod: PodRuntime, nowMs: number): boolean {
  let settled = false;
  for (const { instance } of pod.containers.values()) {
    if (!instance || instance.ended || instance.endsAtMs > nowMs) continue;
    instance.ended = true;
    node.usage.cpuMilli -= instance.cpuMilli;
    node.usage.memoryBytes -= instance.memoryBytes;
    settled = true;
  }
  return settled;
}

export function containerRuntime(pod: PodRuntime, name: string): ContainerRuntime {
  let runtime = pod.containers.get(name);
  if (!runtime) pod.containers.set(name, (runtime = { name, probes: [] }));
  return runtime;
}

/** Whether an ended container starts again. Init containers never restart after success. Source: ShouldContainerBeRestarted. */
export function shouldRestart(object: Pod, container: Container, init: boolean, instance: Instance): boolean {
  if (container.restartPolicy === 'Always') return true;
  const policy = object.spec.restartPolicy ?? 'Always';
  if (policy === 'Never') return false;
  return policy === 'OnFailure' || init ? instance.exitCode !== 0 : true;
}
