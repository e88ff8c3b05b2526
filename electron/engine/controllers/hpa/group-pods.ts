import type { ConditionStatus } from '../../../../shared/kubernetes/types/meta.ts';
import type { PodMetric } from './metrics-source.ts';

/** Flags --horizontal-pod-autoscaler-cpu-initialization-period and --horizontal-pod-autoscaler-initial-readiness-delay. */
export const cpuInitializationPeriodMs = 300_000;
export const initialReadinessDelayMs = 30_000;

/** What the metric mathematics reads of a pod. Times are simulated milliseconds. */
export interface MeasuredPod {
  readonly name: string;
  readonly phase: string;
  readonly deleting: boolean;
  readonly startedAtMs: number | undefined;
  /** The Ready condition; undefined: there is none. */
  readonly ready: { readonly status: ConditionStatus; readonly transitionAtMs: number } | undefined;
}

export interface PodGroups {
  readonly readyCount: number;
  /** Pending, or not warmed up yet: their samples do not count. */
  readonly unready: ReadonlySet<string>;
  /** Running, but no sample came. */
  readonly missing: ReadonlySet<string>;
  /** Failed or being deleted. */
  readonly ignored: ReadonlySet<string>;
}

/**
 * Sorts the pods by how far their samples can be trusted. Readiness matters for cpu alone, since a starting process burns more of it.
 * Source: groupPods.
 */
export function groupPods(
  pods: readonly MeasuredPod[], metrics: ReadonlyMap<string, PodMetric>, resource: string, nowMs: number,
): PodGroups {
  let readyCount = 0;
  const unready = new Set<string>();
  const missing = new Set<string>();
  const ignored = new Set<string>();
  for (const pod of pods) {
    const metric = metrics.get(pod.name);
    if (pod.deleting || pod.phase === 'Failed') ignored.add(pod.name);
    else if (pod.phase === 'Pending') unready.add(pod.name);
    else if (!metric) missing.add(pod.name);
    else if (resource === 'cpu' && isWarmingUp(pod, metric, nowMs)) unready.add(pod.name);
    else readyCount += 1;
  }
  return { readyCount, unready, missing, ignored };
}

function isWarmingUp({ ready, startedAtMs }: MeasuredPod, metric: PodMetric, nowMs: number): boolean {
  if (!ready || startedAtMs === undefined) return true;
  if (startedAtMs + cpuInitializationPeriodMs > nowMs) {
    // The sample must have been taken wholly after the pod became ready.
    return ready.status === 'False' || metric.atMs < ready.transitionAtMs + metric.windowMs;
  }
  return ready.status === 'False' && startedAtMs + initialReadinessDelayMs > ready.transitionAtMs;
}
