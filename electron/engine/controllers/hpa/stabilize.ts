import type { HorizontalPodAutoscalerBehavior } from '../../../../shared/kubernetes/types/autoscaling.ts';
import { rememberRecommendation, type AutoscalerMemory } from './memory.ts';

/** Flag --horizontal-pod-autoscaler-downscale-stabilization. */
export const downscaleStabilizationMs = 300_000;

export interface Stabilized {
  readonly replicas: number;
  readonly reason: 'ScaleUpStabilized' | 'ScaleDownStabilized';
  readonly message: string;
}

const heldDown = 'recent recommendations were lower than current one, applying the lowest recent recommendation';
const heldUp = 'recent recommendations were higher than current one, applying the highest recent recommendation';

/** Without a behavior: the highest recommendation of the last five minutes. Remembers this one. Source: stabilizeRecommendation. */
export function stabilizeLegacy(memory: AutoscalerMemory, recommended: number, nowMs: number): Stabilized {
  const cutoffMs = nowMs - downscaleStabilizationMs;
  let replicas = recommended;
  let outdatedAt: number | undefined;
  for (const [index, { replicas: earlier, atMs }] of memory.recommendations.entries()) {
    if (atMs < cutoffMs) outdatedAt = index;
    else replicas = Math.max(replicas, earlier);
  }
  rememberRecommendation(memory, recommended, nowMs, outdatedAt);
  return { replicas, reason: 'ScaleDownStabilized', message: heldUp };
}

/**
 * Keeps the size between the lowest recommendation of the scale-up window and the highest of the scale-down window. Remembers this one.
 * Source: stabilizeRecommendationWithBehaviors.
 */
export function stabilizeWithBehavior(
  memory: AutoscalerMemory, behavior: HorizontalPodAutoscalerBehavior, currentReplicas: number, recommended: number, nowMs: number,
): Stabilized {
  const upSeconds = behavior.scaleUp?.stabilizationWindowSeconds ?? 0;
  const downSeconds = behavior.scaleDown?.stabilizationWindowSeconds ?? downscaleStabilizationMs / 1000;
  const upCutoffMs = nowMs - upSeconds * 1000;
  const downCutoffMs = nowMs - downSeconds * 1000;
  let lowest = recommended;
  let highest = recommended;
  let outdatedAt: number | undefined;
  for (const [index, { replicas, atMs }] of memory.recommendations.entries()) {
    if (atMs > upCutoffMs) lowest = Math.min(lowest, replicas);
    if (atMs > downCutoffMs) highest = Math.max(highest, replicas);
    if (atMs < upCutoffMs && atMs < downCutoffMs) outdatedAt = index;
  }
  rememberRecommendation(memory, recommended, nowMs, outdatedAt);
  const replicas = Math.min(Math.max(currentReplicas, lowest), highest);
  return recommended >= currentReplicas
    ? { replicas, reason: 'ScaleUpStabilized', message: heldDown }
    : { replicas, reason: 'ScaleDownStabilized', message: heldUp };
}
