import type { Container, LifecycleHandler, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Hook } from '../behaviours.ts';
import type { FleetContext } from '../context.ts';
import { containerEvent } from '../events.ts';
import type { ContainerRuntime } from './container-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { portsOf } from '../listening.ts';
import { podObject } from './pod-object.ts';
import { isListening } from './probe-answer.ts';
import { isClosed, portNumber } from './probe-port.ts';

/** How one run of a hook goes. */
export interface HookRun {
  /** Infinity: until someone gives up. */
  ms: number;
  /** Why it fails, as the kubelet logs it; absent: it succeeds. */
  failure?: string;
}

/**
 * Runs a lifecycle hook. What an exec hook does is in the profile of the image; an HTTP one succeeds with any answer, but needs a process that listens.
 * Source: pkg/kubelet/lifecycle/handlers.go. Differs: other hosts than the pod itself answer at once.
 */
export function runHook(
  context: FleetContext, pod: PodRuntime, object: Pod, container: Container, runtime: ContainerRuntime, handler: LifecycleHandler, hook: Hook,
): HookRun {
  const { nowMs } = context.component.env;
  const named = `for Container "${container.name}" in Pod "${object.metadata.name}_${object.metadata.namespace ?? ''}(${pod.uid})" failed - error:`;
  if (handler.sleep) return { ms: handler.sleep.seconds * 1000 };
  if (handler.exec) {
    const command = (handler.exec.command ?? []).join(' ');
    if (hook.code === 0) return { ms: hook.ms };
    return { ms: hook.ms, failure: `Exec lifecycle hook ([${command}]) ${named} command '${command}' exited with ${hook.code}: , message: ""` };
  }
  if (handler.httpGet) {
    const { scheme = 'HTTP', host, port, path = '/' } = handler.httpGet;
    if (host) return { ms: hook.ms };
    if ((runtime.instance?.hungAtMs ?? Infinity) <= nowMs) return { ms: Infinity };
    const asked = portNumber(port, container);
    if (isListening(context, runtime, nowMs) && !isClosed(asked, portsOf(context, object), object)) return { ms: hook.ms };
    const address = `${pod.sandbox?.ip ?? ''}:${asked}`;
    const error = `Get "${scheme.toLowerCase()}://${address}${path}": dial tcp ${address}: connect: connection refused`;
    return { ms: 0, failure: `HTTP lifecycle hook (${path}) ${named} ${error}` };
  }
  return { ms: 0, failure: 'Cannot run handler: invalid handler: tcpSocket' };
}

/** Starts the preStop hook of a running container, once. It counts from the grace period; without any it is skipped. */
export function beginPreStop(
  context: FleetContext, pod: PodRuntime, object: Pod | undefined, container: Container | undefined, runtime: ContainerRuntime, deadlineMs: number,
): void {
  const { instance } = runtime;
  const handler = container?.lifecycle?.preStop;
  const { nowMs } = context.component.env;
  if (!instance || instance.preStop || !handler || !object || deadlineMs <= nowMs) return;
  const { ms, failure } = runHook(context, pod, object, container, runtime, handler, context.behaviours.of(instance.image).preStop);
  instance.preStop = { endsAtMs: Math.min(nowMs + ms, deadlineMs), failing: failure !== undefined && nowMs + ms <= deadlineMs };
}

/** Tells about the preStop hooks that have failed by now. */
export function reportPreStop(context: FleetContext, pod: PodRuntime): void {
  const { nowMs } = context.component.env;
  for (const { name, instance } of pod.containers.values()) {
    if (!instance?.preStop?.failing || instance.preStop.endsAtMs > nowMs) continue;
    instance.preStop.failing = false;
    const object = podObject(context, pod);
    if (object) containerEvent(context, pod, object, name, 'Warning', 'FailedPreStopHook', 'PreStopHook failed');
  }
}
