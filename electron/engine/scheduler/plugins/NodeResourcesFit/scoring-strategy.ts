import { maxNodeScore } from '../../framework/plugin.ts';
import type { AllocationScore } from './resource-allocation.ts';

export interface ShapePoint {
  /** Percent, 0..100, rising from point to point. */
  readonly utilization: number;
  /** 0..10. */
  readonly score: number;
}

/** NodeResourcesFitArgs.scoringStrategy. */
export interface ScoringStrategy {
  readonly type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  readonly resources: readonly { readonly name: string; readonly weight: number }[];
  /** For RequestedToCapacityRatio. */
  readonly shape?: readonly ShapePoint[];
}

export const defaultScoringStrategy: ScoringStrategy = {
  type: 'LeastAllocated', resources: [{ name: 'cpu', weight: 1 }, { name: 'memory', weight: 1 }],
};

export function strategyScorer(strategy: ScoringStrategy): AllocationScore {
  const weights = strategy.resources.map(({ weight }) => weight);
  switch (strategy.type) {
    case 'LeastAllocated': return weightedMean(weights, leastAllocated);
    case 'MostAllocated': return weightedMean(weights, mostAllocated);
    default: return requestedToCapacityRatio(weights, strategy.shape ?? []);
  }
}

function leastAllocated(requested: number, capacity: number): number {
  return requested > capacity ? 0 : Math.floor(((capacity - requested) * maxNodeScore) / capacity);
}

function mostAllocated(requested: number, capacity: number): number {
  return Math.floor((Math.min(requested, capacity) * maxNodeScore) / capacity);
}

function weightedMean(weights: readonly number[], resourceScore: (requested: number, capacity: number) => number): AllocationScore {
  return (requested, _allocated, allocatable) => {
    let sum = 0;
    let weightSum = 0;
    for (let index = 0; index < weights.length; index += 1) {
      const capacity = allocatable[index] as number;
      if (capacity === 0) continue;
      const weight = weights[index] as number;
      sum += resourceScore(requested[index] as number, capacity) * weight;
      weightSum += weight;
    }
    return weightSum === 0 ? 0 : Math.floor(sum / weightSum);
  };
}

/** Resources that score 0 do not enter the mean. Source: requested_to_capacity_ratio.go. */
function requestedToCapacityRatio(weights: readonly number[], shape: readonly ShapePoint[]): AllocationScore {
  const points = shape.map(({ utilization, score }) => ({ utilization, score: score * (maxNodeScore / 10) }));
  return (requested, _allocated, allocatable) => {
    let sum = 0;
    let weightSum = 0;
    for (let index = 0; index < weights.length; index += 1) {
      const capacity = allocatable[index] as number;
      if (capacity === 0) continue;
      const used = requested[index] as number;
      const score = brokenLinear(points, used > capacity ? 100 : Math.floor((used * 100) / capacity));
      if (score <= 0) continue;
      sum += score * (weights[index] as number);
      weightSum += weights[index] as number;
    }
    return weightSum === 0 ? 0 : Math.round(sum / weightSum);
  };
}

/** Straight lines between the points, level outside. Divisions truncate as Go's do. Source: helper.BuildBrokenLinearFunction. */
function brokenLinear(points: readonly ShapePoint[], at: number): number {
  let before: ShapePoint | undefined;
  for (const point of points) {
    if (at <= point.utilization) {
      if (!before) return point.score;
      return before.score + Math.trunc(
        ((point.score - before.score) * (at - before.utilization)) / (point.utilization - before.utilization),
      );
    }
    before = point;
  }
  return before?.score ?? 0;
}
