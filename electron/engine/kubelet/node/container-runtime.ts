import { goDuration } from '../go-duration.ts';
import type { KubeletProcess, NodeRuntime } from './node-state.ts';
import { relistThresholdMs, runtimeDownAfterMs } from '../timings.ts';
import { nextNodeStatusMs } from './status-schedule.ts';

/** The container runtime answers: pods can be worked on. Without it a kubelet leaves them as they are. Source: syncLoop, pkg/kubelet/kubelet.go. */
export function runtimeAnswers(node: NodeRuntime): boolean {
  return node.faults.runtimeStoppedAtMs === undefined;
}

/** Why the runtime makes the node NotReady, in the order in which it is told; none: it does not. Source: runtimeErrors, pkg/kubelet/runtime.go; Healthy, pkg/kubelet/pleg/generic.go. */
export function runtimeProblems({ faults }: NodeRuntime, nowMs: number): string[] {
  const downMs = nowMs - (faults.runtimeStoppedAtMs ?? Infinity);
  const problems: string[] = [];
  if (downMs >= runtimeDownAfterMs) problems.push('container runtime is down');
  if (downMs > relistThresholdMs) {
    problems.push(`PLEG is not healthy: pleg was last seen active ${goDuration(downMs)} ago; threshold is ${goDuration(relistThresholdMs)}`);
  }
  return problems;
}

/**
 * The next turn of the node status that has something new to tell about a runtime that is down; Infinity: there is none.
 * Differs: how long the pods have not been listed is told when that begins, and then with the five-minute reports, where the real text changes with every status.
 */
export function runtimeReportMs({ faults }: NodeRuntime, kubelet: KubeletProcess, nowMs: number): number {
  for (const afterMs of [runtimeDownAfterMs, relistThresholdMs + 1]) {
    const fromMs = (faults.runtimeStoppedAtMs ?? Infinity) + afterMs;
    if (fromMs > nowMs && fromMs < Infinity) return nextNodeStatusMs(kubelet, fromMs - 1);
  }
  return Infinity;
}
