import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { KeptDryRuns, PodClass } from '../../framework/pod-class.ts';
import type { Refusal } from '../../framework/refusal.ts';
import type { SchedulingOutcome } from '../../schedule-pod.ts';
import { CandidateIndex } from './candidate-index.ts';
import { listBudgets } from './disruption-budgets.ts';
import { selectVictims, type Candidate } from './victims.ts';

export type Unfit = Extract<SchedulingOutcome, { kind: 'Unfit' }>;

/**
 * What evicting pods from one node would do. When only node-scoped filters have a say, the answer holds for all pods of this shape until the node or a budget
 * changes, and is kept as filters' answers are. Except of the node to which the pod itself is nominated: the others have to respect it there, and it does not.
 */
export function dryRunOf(pod: PodInfo, { prepared, podClass }: Unfit, cache: SchedulerCache): (slot: number) => Candidate | Refusal {
  const kept = keptDryRuns(podClass, cache);
  const { answers, generations, startChanges, budgets } = kept;
  if (prepared.asked.length > 0) return (slot) => selectVictims(prepared, pod, cache.at(slot), budgets);
  const ownSlot = cache.nominatedNode(pod.key)?.slot;
  return (slot) => {
    const node = cache.at(slot);
    if (slot === ownSlot) return selectVictims(prepared, pod, node, budgets);
    const known = answers[slot];
    if (known && generations[slot] === node.generation && startChanges[slot] === node.startChanges) return known;
    const found = selectVictims(prepared, pod, node, budgets);
    answers[slot] = found;
    generations[slot] = node.generation;
    startChanges[slot] = node.startChanges;
    return found;
  };
}

function keptDryRuns(podClass: PodClass, cache: SchedulerCache): KeptDryRuns {
  if (podClass.dryRuns?.budgetVersion !== cache.budgetVersion) {
    podClass.dryRuns = {
      budgetVersion: cache.budgetVersion, budgets: listBudgets(cache.api),
      answers: [], generations: new Float64Array(podClass.capacity), startChanges: new Float64Array(podClass.capacity), index: undefined,
    };
  }
  return podClass.dryRuns as KeptDryRuns;
}

/**
 * The dry runs of all nodes, ready to be searched; undefined where that is not worth its while: for the first pod of a shape, and where answers are not kept.
 */
export function candidateIndex(pod: PodInfo, outcome: Unfit, cache: SchedulerCache): CandidateIndex | undefined {
  const { podClass, prepared } = outcome;
  if (!podClass.nothingFits || podClass.dryRuns?.budgetVersion !== cache.budgetVersion || prepared.asked.length > 0) return undefined;
  const kept = podClass.dryRuns;
  const order = cache.nodeOrder();
  if (kept.index?.order !== order) kept.index = new CandidateIndex(order, podClass.capacity);
  catchUp(kept.index, kept, dryRunOf(pod, outcome, cache), podClass, cache);
  return kept.index;
}

/** Goes through the nodes that changed, and, when pods started somewhere, looks for the nodes where they did. */
function catchUp(
  index: CandidateIndex, { startChanges }: KeptDryRuns, dryRun: (slot: number) => Candidate | Refusal, { nothingFits }: PodClass, cache: SchedulerCache,
): void {
  const renew = (slot: number): void => {
    if (nothingFits?.refusals[slot]?.code !== 'Unschedulable') {
      index.set(slot, false, undefined);
      return;
    }
    const found = dryRun(slot);
    index.set(slot, true, 'code' in found ? undefined : found);
  };
  for (let node = cache.newest; node && node.generation > index.generation; node = node.older) if (node.node) renew(node.slot);
  index.generation = cache.generation;
  if (index.startChanges === cache.startChanges) return;
  for (const slot of index.order) if (cache.at(slot).startChanges !== startChanges[slot]) renew(slot);
  index.startChanges = cache.startChanges;
}
