import { mustParseQuantity } from '../../../../shared/kubernetes/quantity.ts';
import type { HPAScalingRules } from '../../../../shared/kubernetes/types/autoscaling.ts';

/** Flag --horizontal-pod-autoscaler-tolerance. */
export const defaultTolerance = 0.1;

/** By what share a metric may miss its target in one direction before anything is done. */
export function toleranceOf(rules: HPAScalingRules | undefined): number {
  if (rules?.tolerance === undefined) return defaultTolerance;
  const { unscaled, exponent } = mustParseQuantity(rules.tolerance);
  return Number(`${unscaled}e${exponent}`);
}
