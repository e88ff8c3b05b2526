import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { reasonOfExit, type Behaviour } from '../behaviours.ts';
import type { FleetContext } from '../context.ts';
import { hasLocalStorageLimit } from '../eviction/local-storage.ts';
import { hexDigest } from '../../hex-digest.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { ContainerRuntime, Instance } from './container-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { planNode } from '../node/plan-node.ts';
import { emptyDirOf, isInMemory } from '../resources/disk.ts';
import { diskFree } from '../resources/machine-use.ts';
import { addUse, dropWritten, endUse } from '../resources/use.ts';
import { minimumGraceMs } from '../timings.ts';
import { planEnd } from './ends.ts';
import { memoryVolumeRoom, planUse, steadyMemory } from './plan-use.ts';
import { podObject } from './pod-object.ts';
import { planPodOom } from './pod-oom.ts';

/** The container's process runs now. */
export function isRunning(container: ContainerRuntime | undefined, nowMs: number): boolean {
  return container?.instance !== undefined && container.instance.endsAtMs > nowMs;
}

/** In place of `sandboxAttempt`: the container has been removed by a restart of all in place. */
export const removedAttempt = -1;

/**
 * The newest instance, if it belongs to the sandbox that the pod has now; those of an earlier sandbox only count for restartCount and
 * lastState.
 */
export function currentInstance(pod: PodRuntime, container: ContainerRuntime | undefined): Instance | undefined {
  return container?.instance && container.instance.sandboxAttempt === pod.sandboxAttempts ? container.instance : undefined;
}

/** Starts a new run of a container. Its use counts until it ends. */
export function startInstance(
  context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, container: Container,
): Instance {
  const { nowMs } = context.component.env;
  const runtime = containerRuntime(pod, container.name);
  const behaviour = context.behaviours.of(container.image ?? '');
  const attempt = runtime.instance ? runtime.instance.attempt + 1 : 0;
  const { exit } = behaviour;
  const volume = emptyDirOf(object, container);
  const before = volume && runtime.instance ? runtime.instance.diskBytes : 0;
  const writesToMemory = isInMemory(volume) ? { inheritedBytes: before } : undefined;
  const room = (): number => (writesToMemory ? memoryVolumeRoom(node, pod, object, container, nowMs) : diskFree(context.state.pods, node, nowMs));
  const diskBytes = Math.max(before, behaviour.diskBytes > 0 ? Math.min(behaviour.diskBytes, room()) : 0);
  const instance: Instance = {
    id: hexDigest(`${pod.uid}/${container.name}/${attempt}`, 64),
    image: container.image ?? '',
    attempt,
    sandboxAttempt: pod.sandboxAttempts,
    startedAtMs: nowMs,
    endsAtMs: Infinity,
    exitCode: 0,
    reason: 'Completed',
    ended: false,
    cpuMilli: 0,
    throttledMilli: 0,
    memoryBytes: steadyMemory(behaviour, object, container),
    diskBytes,
    processes: behaviour.processes,
    ...(writesToMemory ? { writesToMemory } : {}),
  };
  if (behaviour.message !== '') instance.message = behaviour.message;
  if (exit) instance.exit = { atMs: nowMs + exit.afterMs, code: exit.code, reason: exit.reason };
  if (behaviour.hangAfterMs < Infinity) instance.hungAtMs = nowMs + behaviour.hangAfterMs;
  if (runtime.instance) {
    runtime.previous = runtime.instance;
    dropWritten(node, runtime.instance);
  }
  runtime.instance = instance;
  node.imageUsedAtMs.set(instance.image, nowMs);
  delete runtime.waiting;
  delete runtime.killMessage;
  delete runtime.killGraceMs;
  addUse(node, instance);
  planUse(context, node, pod, object, container, runtime);
  context.processesChanged(pod.uid);
  if (node.kubelet && instance.diskBytes > 0 && hasLocalStorageLimit(object)) {
    node.kubelet.eviction.lookWanted = true;
    planNode(context, node);
  }
  return instance;
}

/**
 * Sends SIGTERM as soon as the preStop hook, if one runs, is over, and SIGKILL when the grace period ends, but not before two seconds.
 * Source: killContainer, pkg/kubelet/kuberuntime/kuberuntime_container.go.
 */
export function stopInstance(instance: Instance, behaviour: Behaviour, nowMs: number, deadlineMs: number): void {
  const hookMs = instance.preStop?.endsAtMs ?? nowMs;
  const terminatedMs = Math.min(Math.max(nowMs, hookMs), Math.max(nowMs, deadlineMs));
  const graceMs = Math.max(deadlineMs - terminatedMs, minimumGraceMs);
  const inTime = behaviour.stopMs <= graceMs;
  const code = inTime ? behaviour.stopCode : 137;
  instance.stop = {
    atMs: terminatedMs + Math.min(behaviour.stopMs, graceMs), code, reason: reasonOfExit(code), killAtMs: terminatedMs + graceMs,
  };
  planEnd(instance);
}

/** Takes account of processes that have ended by now. @returns whether there were any */
export function settleEnds(context: FleetContext, node: NodeRuntime, pod: PodRuntime, nowMs: number): boolean {
  let settled = false;
  for (const runtime of pod.containers.values()) {
    const { instance } = runtime;
    if (!instance || instance.ended || instance.endsAtMs > nowMs) continue;
    endUse(node, pod, instance);
    if (instance.reason === 'OOMKilled') runtime.oomKills = (runtime.oomKills ?? 0) + 1;
    settled = true;
  }
  if (settled) {
    planPodOom(context, node, pod, podObject(context, pod));
    context.processesChanged(pod.uid);
  }
  return settled;
}

export function containerRuntime(pod: PodRuntime, name: string): ContainerRuntime {
  let runtime = pod.containers.get(name);
  if (!runtime) pod.containers.set(name, (runtime = { name, probes: [] }));
  return runtime;
}
