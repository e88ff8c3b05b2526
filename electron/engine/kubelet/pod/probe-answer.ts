import type { Probe } from '../../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from '../context.ts';
import type { ContainerRuntime, ProbeRuntime } from './container-state.ts';

/** `refused`: nothing listens; `unavailable`: it says that it is not ready; `silent`: it does not answer in time. */
export type ProbeAnswer = 'ok' | 'refused' | 'unavailable' | 'silent';

/** How a running container answers a probe now. A hung process still has its port open: the kernel accepts connections for it. */
export function probeAnswer(context: FleetContext, runtime: ContainerRuntime, { kind, closed }: ProbeRuntime, probe: Probe, nowMs: number): ProbeAnswer {
  if (closed) return 'refused';
  const { startMs, readyMs, hungAtMs } = milestones(context, runtime);
  if (nowMs < startMs) return 'refused';
  if (nowMs >= hungAtMs && !probe.tcpSocket) return 'silent';
  if (runtime.faults?.failing?.includes(kind)) return probe.tcpSocket ? 'refused' : 'unavailable';
  return kind !== 'liveness' && nowMs < readyMs ? 'unavailable' : 'ok';
}

/** When the answer changes next by itself; Infinity: it stays. */
export function nextAnswerChangeMs(context: FleetContext, runtime: ContainerRuntime, { kind, closed }: ProbeRuntime, nowMs: number): number {
  if (closed) return Infinity;
  const { startMs, readyMs, hungAtMs } = milestones(context, runtime);
  let nextMs = Infinity;
  for (const atMs of kind === 'liveness' ? [startMs, hungAtMs] : [startMs, readyMs, hungAtMs]) {
    if (atMs > nowMs) nextMs = Math.min(nextMs, atMs);
  }
  return nextMs;
}

/** Whether the process of a running container takes requests now. */
export function isListening(context: FleetContext, runtime: ContainerRuntime, nowMs: number): boolean {
  const { startMs, hungAtMs } = milestones(context, runtime);
  return nowMs >= startMs && nowMs < hungAtMs;
}

/** When the process of a container begins, or began, to listen; Infinity: it has none. */
export function listensFromMs(context: FleetContext, runtime: ContainerRuntime): number {
  return milestones(context, runtime).startMs;
}

/** From when on the process of a container answers nothing; Infinity: it goes on. */
export function hangsFromMs(context: FleetContext, runtime: ContainerRuntime): number {
  return milestones(context, runtime).hungAtMs;
}

/** Times from which the process listens, is ready, and hangs. */
function milestones(context: FleetContext, { instance, faults }: ContainerRuntime): { startMs: number; readyMs: number; hungAtMs: number } {
  if (!instance) return { startMs: Infinity, readyMs: Infinity, hungAtMs: Infinity };
  const behaviour = context.behaviours.of(instance.image);
  const fromMs = instance.startedAtMs + (faults?.slowStartMs ?? 0);
  return { startMs: fromMs + behaviour.startMs, readyMs: fromMs + behaviour.readyMs, hungAtMs: instance.hungAtMs ?? Infinity };
}
