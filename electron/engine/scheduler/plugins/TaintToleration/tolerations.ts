import type { Taint, TaintEffect, Toleration } from '../../../../../shared/kubernetes/types/pod.ts';

/**
 * Whether one toleration covers one taint. An empty key with operator Exists covers every taint, an empty effect every effect.
 * `Lt` and `Gt` cover none: their feature gate (TaintTolerationComparisonOperators) is off by default. Source:
 * v1.Toleration.ToleratesTaint.
 */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return (!toleration.operator || toleration.operator === 'Equal') && (toleration.value ?? '') === (taint.value ?? '');
}

export function toleratesAny(tolerations: readonly Toleration[] | undefined, taint: Taint): boolean {
  return tolerations?.some((toleration) => tolerates(toleration, taint)) ?? false;
}

/** The first taint with one of `effects` that nothing tolerates. Source: v1helper.FindMatchingUntoleratedTaint. */
export function untoleratedTaint(
  taints: readonly Taint[], tolerations: readonly Toleration[] | undefined, effects: readonly TaintEffect[],
): Taint | undefined {
  for (const taint of taints) if (effects.includes(taint.effect) && !toleratesAny(tolerations, taint)) return taint;
  return undefined;
}

/** Effects that keep a new pod away. */
export const doNotScheduleEffects: readonly TaintEffect[] = ['NoSchedule', 'NoExecute'];
