import type { HPAScalingRules } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { AutoscalerMemory, ScaleEvent } from './memory.ts';

/** How far one step may go where the autoscaler has no behavior: to `factor` times the size, or to `minimum`. */
export interface StepLimit {
  readonly factor: number;
  readonly minimum: number;
}

/** Source: scaleUpLimitFactor and scaleUpLimitMinimum. */
export const legacyStepLimit: StepLimit = { factor: 2, minimum: 4 };

/** Source: calculateScaleUpLimit. */
export function legacyScaleUpLimit(currentReplicas: number, { factor, minimum }: StepLimit): number {
  return Math.max(Math.trunc(factor * currentReplicas), minimum);
}

/** The most replicas that the policies allow now. Source: calculateScaleUpLimitWithScalingRules. */
export function scaleUpLimit(currentReplicas: number, memory: AutoscalerMemory, rules: HPAScalingRules | undefined, nowMs: number): number {
  if (rules?.selectPolicy === 'Disabled') return currentReplicas;
  const proposals = (rules?.policies ?? []).map(({ type, value, periodSeconds }) => {
    const before = replicasBefore(currentReplicas, memory, periodSeconds, nowMs);
    // Rounded up, so that a small percentage of a small number is still a step.
    return type === 'Pods' ? before + value : Math.ceil(before * (1 + value / 100));
  });
  return rules?.selectPolicy === 'Min' ? Math.min(...proposals) : Math.max(...proposals);
}

/** The fewest replicas that the policies allow now. `Min` is the smallest change. Source: calculateScaleDownLimitWithBehaviors. */
export function scaleDownLimit(
  currentReplicas: number, memory: AutoscalerMemory, rules: HPAScalingRules | undefined, nowMs: number,
): number {
  if (rules?.selectPolicy === 'Disabled') return currentReplicas;
  const proposals = (rules?.policies ?? []).map(({ type, value, periodSeconds }) => {
    const before = replicasBefore(currentReplicas, memory, periodSeconds, nowMs);
    return type === 'Pods' ? before - value : Math.trunc(before * (1 - value / 100));
  });
  return rules?.selectPolicy === 'Min' ? Math.max(...proposals) : Math.min(...proposals);
}

/** The size at the start of a policy's period, from what was added and taken since. */
function replicasBefore(currentReplicas: number, memory: AutoscalerMemory, periodSeconds: number, nowMs: number): number {
  const cutoffMs = nowMs - periodSeconds * 1000;
  const changeSince = (events: readonly ScaleEvent[]): number =>
    events.reduce((sum, { atMs, change }) => (atMs > cutoffMs ? sum + change : sum), 0);
  return currentReplicas - changeSince(memory.scaleUpEvents) + changeSince(memory.scaleDownEvents);
}
