import type { HPAScalingRules, HorizontalPodAutoscalerBehavior } from '../../../../shared/kubernetes/types/autoscaling.ts';

export interface Recommendation {
  replicas: number;
  atMs: number;
}

export interface ScaleEvent {
  /** By how many replicas; positive in both directions. */
  change: number;
  atMs: number;
  /** Older than every policy of its direction: its place is taken by the next. */
  outdated: boolean;
}

/** What the controller remembers of one autoscaler. Plain data; a restarted controller begins with nothing, as the real one. */
export interface AutoscalerMemory {
  recommendations: Recommendation[];
  scaleUpEvents: ScaleEvent[];
  scaleDownEvents: ScaleEvent[];
}

/** Source: recordInitialRecommendation: the size at first sight counts as recommended then. */
export function newMemory(currentReplicas: number, nowMs: number): AutoscalerMemory {
  return { recommendations: [{ replicas: currentReplicas, atMs: nowMs }], scaleUpEvents: [], scaleDownEvents: [] };
}

/** Source: storeScaleEvent. Without a behavior nothing is limited by rate, and nothing is remembered. */
export function rememberScaling(
  memory: AutoscalerMemory, behavior: HorizontalPodAutoscalerBehavior | undefined, from: number, to: number, nowMs: number,
): void {
  if (!behavior) return;
  const [events, rules] = to > from ? [memory.scaleUpEvents, behavior.scaleUp] : [memory.scaleDownEvents, behavior.scaleDown];
  const cutoffMs = nowMs - longestPeriodMs(rules);
  let place = events.length;
  for (const [index, event] of events.entries()) {
    if (event.atMs < cutoffMs) event.outdated = true;
    if (event.outdated) place = index;
  }
  events[place] = { change: Math.abs(to - from), atMs: nowMs, outdated: false };
}

/** Puts the recommendation in place of one that no window holds any more, else at the end. */
export function rememberRecommendation(memory: AutoscalerMemory, replicas: number, nowMs: number, outdatedAt: number | undefined): void {
  memory.recommendations[outdatedAt ?? memory.recommendations.length] = { replicas, atMs: nowMs };
}

function longestPeriodMs(rules: HPAScalingRules | undefined): number {
  return Math.max(0, ...(rules?.policies ?? []).map(({ periodSeconds }) => periodSeconds * 1000));
}
