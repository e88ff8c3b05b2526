import type { FleetContext } from '../context.ts';
import type { Instance } from './container-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { isRunning } from './instance.ts';
import { listensFromMs } from './probe-answer.ts';

/** When a static pod's process will listen and count as running, or hang and count no more; Infinity for all other pods. */
export function controlChangeMs(context: FleetContext, pod: PodRuntime): number {
  if (!pod.control) return Infinity;
  const runtime = pod.containers.get(pod.control.process);
  if (!runtime?.instance || runtime.instance.ended) return Infinity;
  const { nowMs } = context.component.env;
  const hungAtMs = runtime.instance.hungAtMs ?? Infinity;
  if (pod.control.up) return hungAtMs;
  return hungAtMs <= nowMs ? Infinity : listensFromMs(context, runtime);
}

/** Tells the process table whether the control-plane process of a static pod runs. One that hangs answers nobody. */
export function announceProcess(context: FleetContext, pod: PodRuntime): void {
  if (!pod.control) return;
  const { nowMs } = context.component.env;
  const runtime = pod.containers.get(pod.control.process);
  const up = runtime?.instance !== undefined && isRunning(runtime, nowMs)
    && nowMs >= listensFromMs(context, runtime) && nowMs < (runtime.instance.hungAtMs ?? Infinity);
  if (up === pod.control.up) return;
  pod.control.up = up;
  context.options.processes.report(pod.control.process, pod.node, up, heededStop(runtime?.instance) ? 'Stopped' : 'Died');
}

/** It was told to end and did so by itself. */
function heededStop(instance: Instance | undefined): boolean {
  return instance?.stop !== undefined && instance.ended && instance.endsAtMs < instance.stop.killAtMs;
}
