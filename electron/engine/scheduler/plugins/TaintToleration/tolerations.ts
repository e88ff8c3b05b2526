import type { Taint, TaintEffect, Toleration } from '../../../../../shared/kubernetes/types/pod.ts';

/**
 * Whether one toleration covers one taint. An empty key with operator Exists covers every taint, an empty effect every effect.
 * `Lt` and `Gt` compare integers. Source: v1.Toleration.ToleratesTaint.
 */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  switch (toleration.operator) {
    case undefined:
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '');
    case 'Exists':
      return true;
    case 'Lt':
    case 'Gt':
      return comparesNumerically(toleration.value ?? '', toleration.operator, taint.value ?? '');
    default:
      // An empty operator means Equal, as in Go's zero value.
      return (toleration.operator as string) === '' && (toleration.value ?? '') === (taint.value ?? '');
  }
}

const integer = /^-?(0|[1-9][0-9]*)$/;

/** The taint's value stands left of the operator: `Gt 5` tolerates taint values above 5. */
function comparesNumerically(tolerationValue: string, operator: 'Lt' | 'Gt', taintValue: string): boolean {
  if (!integer.test(tolerationValue) || !integer.test(taintValue)) return false;
  const [taint, bound] = [BigInt(taintValue), BigInt(tolerationValue)];
  return operator === 'Lt' ? taint < bound : taint > bound;
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
