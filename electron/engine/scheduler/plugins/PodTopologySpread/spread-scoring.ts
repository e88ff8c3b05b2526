import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import { maxNodeScore, type FeasibleNodes, type PreScoreOutcome } from '../../framework/plugin.ts';
import { defaultConstraints, ownConstraints } from './spread-constraint.ts';
import { SpreadCounts } from './spread-counts.ts';

const hostname = 'kubernetes.io/hostname';

export interface SpreadScoring {
  /** Absent: no constraint applies. */
  readonly counts: SpreadCounts | undefined;
  /** A node that lacks the label of any constraint scores 0: only for constraints that the pod states itself. */
  readonly requireAllKeys: boolean;
  readonly selectorVersion: number;
  /** Per constraint, of the current cycle: the more domains among the candidates, the less one pod more in a domain counts. */
  readonly weights: number[];
  /** Per constraint: domain + 1 → the cycle in which a candidate was last seen in it. */
  readonly seen: number[][];
  cycle: number;
}

/** Source: podtopologyspread/scoring.go, PreScore. */
export function prepareScoring(
  pod: PodInfo, cache: SchedulerCache, feasible: FeasibleNodes, previous: SpreadScoring | undefined,
): PreScoreOutcome<SpreadScoring> {
  const state = previous && stillValid(previous, pod, cache) ? previous : newScoring(pod, cache);
  const { counts } = state;
  if (!counts) return { skip: true, state };
  counts.sync(cache);
  weigh(state, counts, feasible);
  return { skip: false, state };
}

function stillValid({ counts, requireAllKeys, selectorVersion }: SpreadScoring, _pod: PodInfo, cache: SchedulerCache): boolean {
  return (requireAllKeys || selectorVersion === cache.selectorVersion) && (!counts || counts.isCurrent(cache));
}

function newScoring({ shape }: PodInfo, cache: SchedulerCache): SpreadScoring {
  const requireAllKeys = (shape.spec.topologySpreadConstraints?.length ?? 0) > 0;
  const constraints = requireAllKeys ? ownConstraints(shape, 'ScheduleAnyway', cache) : defaultConstraints(shape, cache);
  return {
    counts: constraints.length > 0 ? new SpreadCounts(shape, constraints, requireAllKeys, cache) : undefined,
    requireAllKeys, selectorVersion: cache.selectorVersion, weights: constraints.map(() => 0), seen: constraints.map(() => []), cycle: 0,
  };
}

/** Sets the weights: the logarithm of the number of domains (hostnames: of nodes) among the candidates. Source: initPreScoreState. */
function weigh(state: SpreadScoring, counts: SpreadCounts, { slots, count }: FeasibleNodes): void {
  state.cycle += 1;
  let candidates = 0;
  const domains = counts.constraints.map(() => 0);
  for (let index = 0; index < count; index += 1) {
    const slot = slots[index] as number;
    if (isIgnored(state, counts, slot)) continue;
    candidates += 1;
    for (let which = 0; which < domains.length; which += 1) {
      const { key } = counts.constraints[which] as (typeof counts.constraints)[number];
      if (key.name === hostname) continue;
      // Nodes without the label make up one domain here, as in the source.
      const domain = (key.domainOf[slot] as number) + 1;
      const seen = state.seen[which] as number[];
      if (seen[domain] === state.cycle) continue;
      while (seen.length < domain) seen.push(0);
      seen[domain] = state.cycle;
      domains[which] = (domains[which] as number) + 1;
    }
  }
  for (const [which, { key }] of counts.constraints.entries()) {
    state.weights[which] = Math.log((key.name === hostname ? candidates : (domains[which] as number)) + 2);
  }
}

function isIgnored({ requireAllKeys }: SpreadScoring, { constraints }: SpreadCounts, slot: number): boolean {
  if (!requireAllKeys) return false;
  for (const { key } of constraints) if ((key.domainOf[slot] as number) < 0) return true;
  return false;
}

/** The weighted number of matching pods in the node's domains: less is better, -1 for nodes out of play. */
export function rawSpreadScore(state: SpreadScoring, _pod: PodInfo, { slot }: NodeInfo): number {
  const counts = state.counts as SpreadCounts;
  if (isIgnored(state, counts, slot)) return -1;
  let score = 0;
  for (let index = 0; index < counts.constraints.length; index += 1) {
    const { key, maxSkew } = counts.constraints[index] as (typeof counts.constraints)[number];
    const domain = key.domainOf[slot] as number;
    if (domain < 0) continue;
    const pods = key.name === hostname ? counts.onNode(index, slot) : counts.inDomain(index, domain);
    score += pods * (state.weights[index] as number) + (maxSkew - 1);
  }
  return Math.round(score);
}

/** Turns low counts into high scores. Source: podtopologyspread/scoring.go, NormalizeScore. */
export function normalizeSpread(_state: SpreadScoring, scores: Float64Array, { count }: FeasibleNodes): void {
  let lowest = Infinity;
  let highest = 0;
  for (let index = 0; index < count; index += 1) {
    const score = scores[index] as number;
    if (score < 0) continue;
    if (score < lowest) lowest = score;
    if (score > highest) highest = score;
  }
  for (let index = 0; index < count; index += 1) {
    const score = scores[index] as number;
    if (score < 0) scores[index] = 0;
    else scores[index] = highest === 0 ? maxNodeScore : Math.floor((maxNodeScore * (highest + lowest - score)) / highest);
  }
}
