import type { PodInfo } from '../cache/pod-info.ts';
import type { SchedulerCache } from '../cache/scheduler-cache.ts';
import { renewVerdict, type FilterRun, type PreparedFilters } from './find-nodes.ts';
import type { PodClass } from './pod-class.ts';
import type { Refusal } from './refusal.ts';
import { AllRefused } from './refused-nodes.ts';

/**
 * That no node takes pods of a shape, and why: for the next pod of the shape only nodes that changed since are asked again. Counts while the verdicts of
 * node-scoped filters decide alone.
 */
export interface NothingFits {
  /** The cache's generation, and its count of removed nodes, for which it holds. */
  generation: number;
  readonly removals: number;
  /** Slot → the refusal of its node, and refusal → number of nodes that gave it. */
  readonly refusals: (Refusal | undefined)[];
  readonly tally: Map<Refusal, number>;
}

const noSlots = new Int32Array(0);

/** Remembers a search over all nodes that found none. */
export function rememberNothingFits(podClass: PodClass, prepared: PreparedFilters, pod: PodInfo, cache: SchedulerCache, run: FilterRun): void {
  if (!isDecidedAlone(prepared, pod, cache)) return;
  const tally = new Map<Refusal, number>();
  const refusals: NothingFits['refusals'] = [];
  for (let index = 0; index < run.refused.count; index += 1) refusals[run.refused.slotAt(index)] = run.refused.refusalAt(index);
  run.refused.forEachRefusal((refusal, nodes) => change(tally, refusal, nodes));
  podClass.nothingFits = { generation: cache.generation, removals: cache.removals, refusals, tally };
}

/**
 * @param order all nodes, to be looked at from `start` on
 * @returns what a search would find, if it would find nothing; undefined: some node may take the pod
 */
export function stillNothingFits(
  podClass: PodClass, prepared: PreparedFilters, pod: PodInfo, cache: SchedulerCache, order: Int32Array, start: number,
): FilterRun | undefined {
  const known = podClass.nothingFits;
  if (!known) return undefined;
  podClass.nothingFits = undefined;
  if (!isDecidedAlone(prepared, pod, cache) || !podClass.alone || known.removals !== cache.removals) return undefined;
  for (let node = cache.newest; node && node.generation > known.generation; node = node.older) {
    // Only pods that name it are known of such a node.
    if (!node.node) continue;
    const before = known.refusals[node.slot];
    const refusal = renewVerdict(prepared, podClass, pod, node);
    if (!refusal) return undefined;
    if (refusal === before) continue;
    known.refusals[node.slot] = refusal;
    if (before) change(known.tally, before, -1);
    change(known.tally, refusal, 1);
  }
  known.generation = cache.generation;
  podClass.nothingFits = known;
  return { feasible: noSlots, feasibleCount: 0, refused: new AllRefused(order, start, known.refusals, known.tally) };
}

/** A pod with a nomination sees its node with other eyes than the next pod of its shape. */
function isDecidedAlone({ asked, nodeNames }: PreparedFilters, pod: PodInfo, cache: SchedulerCache): boolean {
  return asked.length === 0 && nodeNames === undefined && cache.nominatedNode(pod.key) === undefined;
}

function change(tally: Map<Refusal, number>, refusal: Refusal, delta: number): void {
  const nodes = (tally.get(refusal) ?? 0) + delta;
  if (nodes === 0) tally.delete(refusal);
  else tally.set(refusal, nodes);
}
