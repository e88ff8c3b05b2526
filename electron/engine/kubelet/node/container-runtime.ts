import type { KubeletProcess, NodeRuntime } from '../state.ts';
import { runtimeDownAfterMs } from '../timings.ts';
import { nextNodeStatusMs } from './status-schedule.ts';

/** The container runtime answers: pods can be worked on. Without it a kubelet leaves them as they are. Source: syncLoop, pkg/kubelet/kubelet.go. */
export function runtimeAnswers(node: NodeRuntime): boolean {
  return node.faults.runtimeStoppedAtMs === undefined;
}

/**
 * Why the runtime makes the node NotReady; undefined: it does not. Source: runtimeErrors, pkg/kubelet/runtime.go. Differs: the second reason, that pods have not been
 * listed for three minutes, is left out.
 */
export function runtimeProblem(node: NodeRuntime, nowMs: number): string | undefined {
  return nowMs >= downFromMs(node) ? 'container runtime is down' : undefined;
}

/** The turn of the node status that first tells that the runtime is down; Infinity: it has been told, or need not be. */
export function runtimeReportMs(node: NodeRuntime, kubelet: KubeletProcess, nowMs: number): number {
  const fromMs = downFromMs(node);
  return fromMs > nowMs && fromMs < Infinity ? nextNodeStatusMs(kubelet, fromMs - 1) : Infinity;
}

function downFromMs({ faults }: NodeRuntime): number {
  return (faults.runtimeStoppedAtMs ?? Infinity) + runtimeDownAfterMs;
}
