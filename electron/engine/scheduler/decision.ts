import type { NodeVerdict, SchedulingDecision } from '../../../shared/decisions.ts';
import type { NodeInfo } from './cache/node-info.ts';
import type { SchedulerCache } from './cache/scheduler-cache.ts';
import type { Profile } from './framework/profile.ts';
import type { Refusal } from './framework/refusal.ts';
import { reasonCounts } from './fit-error.ts';
import type { SchedulingOutcome } from './schedule-pod.ts';

/** All nodes of a small cluster. Of a larger one few for pods that were placed, since there are many of those. */
const maxVerdicts = 100;
const maxNodesShownWhole = 24;
const maxVerdictsPlaced = 5;

type Fits = Extract<SchedulingOutcome, { kind: 'Fits' }>;

export type DecisionContext = Pick<SchedulingDecision, 'objectUid' | 'podKey' | 'atMs' | 'attempt'>;

/** Turns one attempt's outcome into its record. Slots become names here, since they mean nothing later. */
export function decisionOf(
  context: DecisionContext, outcome: SchedulingOutcome, profile: Profile, cache: SchedulerCache,
  more: Partial<Pick<SchedulingDecision, 'message' | 'preemption' | 'retryAtMs'>>,
): SchedulingDecision {
  const ran = outcome.kind === 'Fits' ? (outcome.scores?.plugins ?? []) : [];
  return {
    kind: 'Scheduling', ...context,
    outcome: outcome.kind === 'Fits' ? 'Bound' : 'Unschedulable',
    ...(outcome.kind === 'Fits' ? { nodeName: cache.at(outcome.run.feasible[outcome.chosen] as number).name } : {}),
    filterPlugins: filterNames(profile),
    scorePlugins: scoreNames(profile, ran),
    nodeCount: outcome.kind === 'NoNodes' ? 0 : outcome.nodeCount,
    nodes: outcome.kind === 'Fits' || outcome.kind === 'Unfit' ? verdicts(outcome, ran, profile, cache) : [],
    reasonCounts: outcome.kind === 'Fits' ? noReasons : reasonCounts(outcome),
    ...more,
  };
}

/** Shared by all records without reasons, as are the lists of names below: there is a record for each pod. */
const noReasons: Record<string, number> = {};

const scoreNameLists = new WeakMap<Profile, Map<string, string[]>>();

function scoreNames(profile: Profile, ran: readonly number[]): string[] {
  let lists = scoreNameLists.get(profile);
  if (!lists) scoreNameLists.set(profile, (lists = new Map()));
  const key = ran.join();
  let list = lists.get(key);
  if (!list) lists.set(key, (list = ran.map((index) => profile.scores[index]?.name ?? '')));
  return list;
}

const names = new WeakMap<Profile, string[]>();

function filterNames(profile: Profile): string[] {
  let list = names.get(profile);
  if (!list) names.set(profile, (list = profile.filters.map(({ name }) => name)));
  return list;
}

function verdicts(
  outcome: Extract<SchedulingOutcome, { kind: 'Fits' | 'Unfit' }>, ran: readonly number[], profile: Profile, cache: SchedulerCache,
): NodeVerdict[] {
  const { run } = outcome;
  const list: NodeVerdict[] = [];
  const limit = outcome.kind === 'Fits' && outcome.nodeCount > maxNodesShownWhole ? maxVerdictsPlaced : maxVerdicts;
  if (outcome.kind === 'Fits') {
    const scored = (place: number): void => {
      list.push(scoredVerdict(outcome, place, ran, profile, cache));
    };
    if (outcome.chosen >= limit) scored(outcome.chosen);
    for (let place = 0; place < run.feasibleCount && list.length < limit; place += 1) scored(place);
  }
  for (let index = 0; index < run.refused.count && list.length < limit; index += 1) {
    list.push(refusedVerdict(cache.at(run.refused.slotAt(index)), run.refused.refusalAt(index)));
  }
  // A copy has no room to grow.
  return list.slice();
}

function scoredVerdict({ run, scores }: Fits, place: number, ran: readonly number[], profile: Profile, cache: SchedulerCache): NodeVerdict {
  const node = cache.at(run.feasible[place] as number).name;
  if (!scores) return { node };
  return { node, scores: shared(ran.map((index) => scores.scoreAt(index, place) * (profile.scores[index]?.weight ?? 0))), total: scores.totals[place] ?? 0 };
}

/**
 * Records are kept for every pod, and neighbouring nodes mostly score alike: lists that say the same become one. They are never changed, so sharing shows
 * nowhere but in the memory taken.
 */
function shared(scores: number[]): number[] {
  for (const list of lastScores) if (sameNumbers(list, scores)) return list;
  lastScores[nextScores] = scores;
  nextScores = (nextScores + 1) % lastScoresKept;
  return scores;
}

const lastScoresKept = 8;
const lastScores: number[][] = [];
let nextScores = 0;

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

const lastRefused = new WeakMap<NodeInfo, NodeVerdict>();

/** A node mostly refuses one pod as it refused the last: their records share what they say of it. */
function refusedVerdict(node: NodeInfo, refusal: Refusal): NodeVerdict {
  const said = plain(refusal);
  let verdict = lastRefused.get(node);
  if (verdict?.refusal !== said) lastRefused.set(node, (verdict = { node: node.name, refusal: said }));
  return verdict;
}

const plainRefusals = new WeakMap<object, NonNullable<NodeVerdict['refusal']>>();

/** One plain object per shared refusal, so that a hundred nodes with the same reason cost no more than one. */
function plain(refusal: Refusal): NonNullable<NodeVerdict['refusal']> {
  let made = plainRefusals.get(refusal);
  if (!made) plainRefusals.set(refusal, (made = { plugin: refusal.plugin, code: refusal.code, reasons: [...refusal.reasons] }));
  return made;
}
