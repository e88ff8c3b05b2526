import type { FleetContext } from '../context.ts';
import type { PodRuntime } from '../state.ts';
import { isRunning } from './instance.ts';

/** When a static pod's process will listen and count as running; Infinity for all other pods, and once it does. */
export function listensAtMs(context: FleetContext, pod: PodRuntime): number {
  if (!pod.control || pod.control.up) return Infinity;
  const { instance } = pod.containers.get(pod.control.process) ?? {};
  return instance && !instance.ended ? instance.startedAtMs + context.behaviours.of(instance.image).startMs : Infinity;
}

/** Tells the process table whether the control-plane process of a static pod runs. */
export function announceProcess(context: FleetContext, pod: PodRuntime): void {
  if (!pod.control) return;
  const { nowMs } = context.component.env;
  const runtime = pod.containers.get(pod.control.process);
  const up = runtime?.instance !== undefined && isRunning(runtime, nowMs)
    && nowMs >= runtime.instance.startedAtMs + context.behaviours.of(runtime.instance.image).startMs;
  if (up === pod.control.up) return;
  pod.control.up = up;
  context.options.processes.report(pod.control.process, pod.node, up);
}
