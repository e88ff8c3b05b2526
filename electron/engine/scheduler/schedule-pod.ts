import type { Prng } from '../simulation/prng.ts';
import type { PodInfo } from './cache/pod-info.ts';
import type { SchedulerCache } from './cache/scheduler-cache.ts';
import { newSearchBuffers, runFilters, runPreFilters, type FilterRun, type PreparedFilters } from './framework/find-nodes.ts';
import { rememberNothingFits, stillNothingFits } from './framework/nothing-fits.ts';
import { newPodClass, PodClasses, type PodClass } from './framework/pod-class.ts';
import type { Profile } from './framework/profile.ts';
import type { Refusal } from './framework/refusal.ts';
import { newScoreBuffers, runScores, type ScoreBuffers, type ScoreRun } from './framework/score-nodes.ts';

/** Below this number of nodes all are looked at. Source: minFeasibleNodesToFind. */
export const minFeasibleNodesToFind = 100;
export const minFeasibleNodesPercentage = 5;

/**
 * How many feasible nodes are enough: the larger the cluster, the smaller the part. Source: numFeasibleNodesToFind,
 * percentageOfNodesToScore 0.
 */
export function numFeasibleNodesToFind(nodes: number): number {
  if (nodes < minFeasibleNodesToFind) return nodes;
  const percentage = Math.max(50 - Math.trunc(nodes / 125), minFeasibleNodesPercentage);
  return Math.max(Math.trunc((nodes * percentage) / 100), minFeasibleNodesToFind);
}

/** What one attempt to place a pod found. */
export type SchedulingOutcome =
  | { readonly kind: 'NoNodes' }
  | { readonly kind: 'Refused'; readonly nodeCount: number; readonly refusal: Refusal }
  | {
    readonly kind: 'Unfit'; readonly nodeCount: number; readonly run: FilterRun;
    readonly prepared: PreparedFilters; readonly podClass: PodClass;
  }
  | {
    readonly kind: 'Fits'; readonly nodeCount: number; readonly run: FilterRun;
    /** Absent when a single node was feasible: there was nothing to compare. */
    readonly scores?: ScoreRun;
    /** Place of the chosen node among the feasible ones. */
    readonly chosen: number;
  };

export type Unplaced = Exclude<SchedulingOutcome, { kind: 'Fits' }>;

/**
 * Chooses nodes for pods, without writing anything. Source: schedulePod in pkg/scheduler/schedule_one.go.
 * Keeps answers from pod to pod of the same shape, unless told to work everything out anew each time: the results are the same.
 */
export class PodPlacer {
  readonly cache: SchedulerCache;
  readonly profile: Profile;
  /** Where the next search begins, so that all nodes get their turn. */
  nextStart = 0;
  /** Nodes that `place` looked at, for whoever wants to know how long it took; set to 0 before asking. */
  lookedAt = 0;
  private readonly classes: PodClasses | undefined;
  private search = newSearchBuffers(0);
  private buffers: ScoreBuffers;

  constructor(cache: SchedulerCache, profile: Profile, options: { keepAnswers?: boolean } = {}) {
    this.cache = cache;
    this.profile = profile;
    this.buffers = newScoreBuffers(profile, 0);
    this.classes = options.keepAnswers === false ? undefined : new PodClasses(profile);
  }

  /** The outcome's lists of nodes and scores hold until the next call: they are buffers. */
  place(pod: PodInfo, random: Prng): SchedulingOutcome {
    const { cache, profile } = this;
    const allNodes = cache.nodeOrder();
    const nodeCount = allNodes.length;
    if (nodeCount === 0) return { kind: 'NoNodes' };
    const podClass = this.classOf(pod);
    const prepared = runPreFilters(profile, podClass, pod, cache);
    if ('code' in prepared) return { kind: 'Refused', nodeCount, refusal: prepared };

    const onNominated = this.placeOnNominated(prepared, podClass, pod);
    if (onNominated) return { kind: 'Fits', nodeCount, run: onNominated, chosen: 0 };
    const order = prepared.nodeNames ? this.slotsOf(prepared.nodeNames) : allNodes;
    const start = order.length === 0 ? 0 : this.nextStart % order.length;
    const nothing = stillNothingFits(podClass, prepared, pod, cache, order, start);
    if (nothing) {
      // All nodes count as looked at, so the next search begins where this one did.
      this.lookedAt = order.length;
      return { kind: 'Unfit', nodeCount, run: nothing, prepared, podClass };
    }
    const limit = numFeasibleNodesToFind(order.length);
    if (limit > this.search.feasible.length) this.growBuffers(limit);
    const run = runFilters(prepared, podClass, pod, cache, order, start, limit, this.search);
    this.lookedAt = run.feasibleCount + run.refused.count;
    this.nextStart = (this.nextStart + this.lookedAt) % nodeCount;
    if (run.feasibleCount === 0) {
      rememberNothingFits(podClass, prepared, pod, cache, run);
      return { kind: 'Unfit', nodeCount, run, prepared, podClass };
    }
    if (run.feasibleCount === 1) return { kind: 'Fits', nodeCount, run, chosen: 0 };
    const scores = runScores(profile, podClass, pod, cache, { slots: run.feasible, count: run.feasibleCount }, this.buffers);
    return { kind: 'Fits', nodeCount, run, scores, chosen: selectHost(scores, random) };
  }

  /** The node on which preemption made room for the pod is looked at first. Source: evaluateNominatedNode. */
  private placeOnNominated(prepared: PreparedFilters, podClass: PodClass, pod: PodInfo): FilterRun | undefined {
    const nominated = pod.pod.status?.nominatedNodeName;
    const node = nominated ? this.cache.node(nominated) : undefined;
    if (!node) return undefined;
    if (this.search.feasible.length === 0) this.growBuffers(1);
    const run = runFilters(prepared, podClass, pod, this.cache, Int32Array.of(node.slot), 0, 1, this.search);
    return run.feasibleCount > 0 ? run : undefined;
  }

  private growBuffers(limit: number): void {
    const capacity = limit * 2;
    this.search = newSearchBuffers(capacity);
    this.buffers = newScoreBuffers(this.profile, capacity);
  }

  private classOf(pod: PodInfo): PodClass {
    const capacity = this.cache.nodes.length;
    // The shape leaves out spec.nodeName, which NodeName reads: such a pod (in a preview) gets a class of its own.
    if (!this.classes || pod.pod.spec.nodeName) return newPodClass(pod.shape, this.profile, capacity);
    return this.classes.classOf(pod.shape, capacity);
  }

  private slotsOf(names: ReadonlySet<string>): Int32Array {
    const slots: number[] = [];
    for (const name of names) {
      const node = this.cache.node(name);
      if (node) slots.push(node.slot);
    }
    return Int32Array.from(slots);
  }
}

/** One of the nodes with the highest total, each with the same chance. Source: selectHost; differs: one draw instead of one per tie. */
function selectHost({ totals, count }: ScoreRun, random: Prng): number {
  let highest = -Infinity;
  let ties = 0;
  for (let place = 0; place < count; place += 1) {
    const total = totals[place] as number;
    if (total > highest) {
      highest = total;
      ties = 1;
    } else if (total === highest) {
      ties += 1;
    }
  }
  let skip = ties > 1 ? random.below(ties) : 0;
  for (let place = 0; place < count; place += 1) {
    if (totals[place] !== highest) continue;
    if (skip === 0) return place;
    skip -= 1;
  }
  return 0;
}
