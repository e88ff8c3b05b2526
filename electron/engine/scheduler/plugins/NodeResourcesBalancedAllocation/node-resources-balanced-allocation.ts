import type { ScorePlugin } from '../../framework/plugin.ts';
import { maxNodeScore } from '../../framework/plugin.ts';
import { allocationScorer } from '../NodeResourcesFit/resource-allocation.ts';

/**
 * Prefers nodes on which the pod evens out the use of cpu and memory: 50 plus half of how the balance with the pod compares to that
 * without.
 * Source: plugins/noderesources/balanced_allocation.go.
 */
export const nodeResourcesBalancedAllocation: ScorePlugin<undefined> = {
  name: 'NodeResourcesBalancedAllocation',
  scope: 'node',
  weight: 1,

  // A best-effort pod leaves every balance as it is; scoring it would send such pods to one node.
  preScore({ shape: { request } }) {
    return { skip: request.milliCpu === 0 && request.memory === 0, state: undefined };
  },

  score(_state, pod, node) {
    return scorer(pod.shape, node);
  },
};

const scorer = allocationScorer(['cpu', 'memory'], true, (requested, allocated, allocatable) => {
  const withPod = balance(requested, allocatable);
  const withoutPod = balance(allocated, allocatable);
  const half = maxNodeScore / 2;
  return half + Math.trunc((half + withPod - withoutPod) / 2);
});

/** 100 times one minus the standard deviation of the used fractions, which for two is half their distance. */
function balance(requested: readonly number[], allocatable: readonly number[]): number {
  const [cpu, memory] = [allocatable[0] as number, allocatable[1] as number];
  if (cpu === 0 || memory === 0) return maxNodeScore;
  const deviation = Math.abs((Math.min(1, (requested[0] as number) / cpu) - Math.min(1, (requested[1] as number) / memory)) / 2);
  return Math.trunc((1 - deviation) * maxNodeScore);
}
