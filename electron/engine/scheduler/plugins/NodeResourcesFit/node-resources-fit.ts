import type { NodeInfo, Resources } from '../../cache/node-info.ts';
import { resourcesOf } from '../../cache/node-info.ts';
import type { PodShape } from '../../cache/pod-info.ts';
import type { FilterPlugin, ScorePlugin } from '../../framework/plugin.ts';
import type { Refusal } from '../../framework/refusal.ts';
import { insufficient } from './fit-refusals.ts';
import { allocationScorer } from './resource-allocation.ts';
import { defaultScoringStrategy, strategyScorer, type ScoringStrategy } from './scoring-strategy.ts';

const name = 'NodeResourcesFit';

/**
 * Keeps requests within what nodes can allocate, and scores by the strategy: the default spreads load (LeastAllocated on cpu and memory).
 * Source: plugins/noderesources/fit.go.
 */
export function nodeResourcesFit(strategy: ScoringStrategy = defaultScoringStrategy): FilterPlugin<undefined> & ScorePlugin<undefined> {
  const scorer = allocationScorer(strategy.resources.map((resource) => resource.name), false, strategyScorer(strategy));
  return {
    name,
    scope: 'node',
    weight: 1,
    events: [
      // Any pod that leaves frees at least its place among the node's pods.
      { kinds: ['AssignedPodDelete', 'PodScaleDown'] },
      {
        kinds: ['AssignedPodScaleDown'],
        hint: (waiting, { pod, previousPod }) => (pod && previousPod && frees(waiting.shape, previousPod.shape, pod.shape) ? 'Queue' : 'Skip'),
      },
      {
        kinds: ['NodeAdd', 'NodeUpdateAllocatable'],
        hint: (waiting, { node, previousNode }) => {
          const after = resourcesOf(node?.status?.allocatable);
          if (!fitsEmpty(waiting.shape, after)) return 'Skip';
          return !previousNode || grew(waiting.shape, resourcesOf(previousNode.status?.allocatable), after) ? 'Queue' : 'Skip';
        },
      },
    ],

    filter(_state, pod, node) {
      return fits(pod.shape, node) ? undefined : shortage(pod.shape, node);
    },

    score(_state, pod, node) {
      return scorer(pod.shape, node);
    },
  };
}

function fits({ request, scalars }: PodShape, { allocatable, requested, pods }: NodeInfo): boolean {
  if (pods.size + 1 > allocatable.pods) return false;
  if (request.milliCpu > 0 && request.milliCpu > allocatable.milliCpu - requested.milliCpu) return false;
  if (request.memory > 0 && request.memory > allocatable.memory - requested.memory) return false;
  if (request.ephemeralStorage > 0 && request.ephemeralStorage > allocatable.ephemeralStorage - requested.ephemeralStorage) return false;
  for (const [resource, amount] of scalars) {
    if (amount > (allocatable.scalar.get(resource) ?? 0) - (requested.scalar.get(resource) ?? 0)) return false;
  }
  return true;
}

/** What is missing, in the source's order; unresolvable when an empty node would not do either. */
function shortage({ request, scalars }: PodShape, { allocatable, requested, pods }: NodeInfo): Refusal {
  const reasons: string[] = [];
  let isUnresolvable = false;
  const check = (resource: string, amount: number, total: number, used: number): void => {
    if (amount <= 0 || amount <= total - used) return;
    reasons.push(`Insufficient ${resource}`);
    if (amount > total) isUnresolvable = true;
  };
  if (pods.size + 1 > allocatable.pods) reasons.push('Too many pods');
  check('cpu', request.milliCpu, allocatable.milliCpu, requested.milliCpu);
  check('memory', request.memory, allocatable.memory, requested.memory);
  check('ephemeral-storage', request.ephemeralStorage, allocatable.ephemeralStorage, requested.ephemeralStorage);
  for (const [resource, amount] of scalars) {
    check(resource, amount, allocatable.scalar.get(resource) ?? 0, requested.scalar.get(resource) ?? 0);
  }
  return insufficient(name, reasons, isUnresolvable);
}

function fitsEmpty({ request, scalars }: PodShape, allocatable: Resources): boolean {
  return allocatable.pods >= 1 && request.milliCpu <= allocatable.milliCpu && request.memory <= allocatable.memory
    && request.ephemeralStorage <= allocatable.ephemeralStorage
    && scalars.every(([resource, amount]) => amount <= (allocatable.scalar.get(resource) ?? 0));
}

/** A pod on a node asks for less of something that the waiting pod needs. Source: isSchedulableAfterPodScaleDown. */
function frees({ request, scalars }: PodShape, { request: before }: PodShape, { request: after }: PodShape): boolean {
  return (request.milliCpu > 0 && after.milliCpu < before.milliCpu) || (request.memory > 0 && after.memory < before.memory)
    || (request.ephemeralStorage > 0 && after.ephemeralStorage < before.ephemeralStorage)
    || scalars.some(([resource]) => (after.scalar[resource] ?? 0) < (before.scalar[resource] ?? 0));
}

/** Some resource that the pod needs became more. */
function grew({ request, scalars }: PodShape, before: Resources, after: Resources): boolean {
  return after.pods > before.pods
    || (request.milliCpu > 0 && after.milliCpu > before.milliCpu) || (request.memory > 0 && after.memory > before.memory)
    || (request.ephemeralStorage > 0 && after.ephemeralStorage > before.ephemeralStorage)
    || scalars.some(([resource]) => (after.scalar.get(resource) ?? 0) > (before.scalar.get(resource) ?? 0));
}
