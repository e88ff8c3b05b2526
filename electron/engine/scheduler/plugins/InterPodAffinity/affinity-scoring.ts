import type { AffinityTerm } from '../../cache/affinity-terms.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo, PodShape } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import { maxNodeScore, type FeasibleNodes, type PreScoreOutcome } from '../../framework/plugin.ts';
import { ContributionLog, sumAt, type Contribute, type DomainSums } from './domain-sums.ts';
import { termMatches } from './term-matching.ts';

/** Weight of existing pods' required affinity terms that match the incoming pod (InterPodAffinityArgs.hardPodAffinityWeight). */
export const hardPodAffinityWeight = 1;

export interface AffinityScoring {
  readonly log: ContributionLog;
  readonly namespaceVersion: number;
  /** By topology key: the weights of all terms that pull to (or push from) each domain. */
  readonly sums: Map<string, DomainSums>;
}

/** Source: interpodaffinity/scoring.go, PreScore. */
export function prepareAffinityScoring(
  { shape }: PodInfo, cache: SchedulerCache, _feasible: FeasibleNodes, previous: AffinityScoring | undefined,
): PreScoreOutcome<AffinityScoring> {
  const state = previous?.namespaceVersion === cache.namespaceVersion ? previous : newScoring(shape, cache);
  state.log.sync(cache);
  let entries = 0;
  for (const sums of state.sums.values()) entries += sums.entries;
  return { skip: entries === 0, state };
}

function newScoring(shape: PodShape, cache: SchedulerCache): AffinityScoring {
  const sums = new Map<string, DomainSums>();
  const sumsFor = ({ topologyKey }: AffinityTerm): DomainSums => {
    let found = sums.get(topologyKey);
    if (!found) sums.set(topologyKey, (found = { key: cache.topology.key(topologyKey), sums: [], entries: 0 }));
    return found;
  };
  const { preferredAffinity, preferredAntiAffinity } = shape.affinity;
  const hasPreferences = preferredAffinity.length + preferredAntiAffinity.length > 0;
  const addAll = (terms: readonly AffinityTerm[], target: PodShape, factor: number, add: Contribute): void => {
    for (const term of terms) if (termMatches(term, target, cache.api)) add(sumsFor(term), term.weight * factor);
  };
  const contribute = (other: PodShape, pods: number, add: Contribute): void => {
    addAll(preferredAffinity, other, pods, add);
    addAll(preferredAntiAffinity, other, -pods, add);
    if (!other.affinity.any) return;
    addAll(other.affinity.requiredAffinity, shape, pods * hardPodAffinityWeight, add);
    addAll(other.affinity.preferredAffinity, shape, pods, add);
    addAll(other.affinity.preferredAntiAffinity, shape, -pods, add);
  };
  const log = new ContributionLog(cache, (node, add) => {
    if (!hasPreferences && node.affinityPods === 0) return;
    for (const [other, { pods }] of node.shapes) if (hasPreferences || other.affinity.any) contribute(other, pods, add);
  });
  return { log, namespaceVersion: cache.namespaceVersion, sums };
}

export function rawAffinityScore({ sums }: AffinityScoring, { slot }: NodeInfo): number {
  let score = 0;
  for (const domainSums of sums.values()) score += sumAt(domainSums, slot);
  return score;
}

/** Spreads the scores over 0..100; all equal: all 0. */
export function normalizeAffinity(scores: Float64Array, { count }: FeasibleNodes): void {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let index = 0; index < count; index += 1) {
    const score = scores[index] as number;
    if (score < lowest) lowest = score;
    if (score > highest) highest = score;
  }
  const range = highest - lowest;
  for (let index = 0; index < count; index += 1) {
    scores[index] = range > 0 ? Math.trunc(maxNodeScore * (((scores[index] as number) - lowest) / range)) : 0;
  }
}
