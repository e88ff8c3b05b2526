import type { Taint, Toleration } from '../../../../shared/kubernetes/types/pod.ts';
import { tolerates } from '../../scheduler/plugins/TaintToleration/tolerations.ts';

/**
 * How long a pod may stay on a node with these NoExecute taints.
 * @returns milliseconds; 0: not at all; Infinity: for ever
 * Source: GetMatchingTolerations, getMinTolerationTime, pkg/controller/tainteviction/taint_eviction.go: of the tolerations of one taint
 * the first counts.
 */
export function tolerationMs(taints: readonly Taint[], tolerations: readonly Toleration[] | undefined): number {
  let shortestMs = Infinity;
  for (const taint of taints) {
    const toleration = tolerations?.find((candidate) => tolerates(candidate, taint));
    if (!toleration) return 0;
    if (toleration.tolerationSeconds !== undefined) shortestMs = Math.min(shortestMs, Math.max(toleration.tolerationSeconds, 0) * 1000);
  }
  return shortestMs;
}
