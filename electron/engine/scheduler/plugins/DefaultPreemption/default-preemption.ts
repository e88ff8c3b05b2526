import type { Prng } from '../../../simulation/prng.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import { fitErrorMessage } from '../../fit-error.ts';
import type { PostFilterOutcome } from '../../framework/plugin.ts';
import type { Refusal } from '../../framework/refusal.ts';
import type { RefusedNodes } from '../../framework/refused-nodes.ts';
import type { SchedulingOutcome } from '../../schedule-pod.ts';
import { listBudgets } from './disruption-budgets.ts';
import { pickCandidate } from './pick-candidate.ts';
import { selectVictims, type Candidate } from './victims.ts';

/** Source: DefaultPreemptionArgs. */
export const minCandidateNodesPercentage = 10;
export const minCandidateNodesAbsolute = 100;
const notHelpful = 'Preemption is not helpful for scheduling';

type Unfit = Extract<SchedulingOutcome, { kind: 'Unfit' | 'Refused' }>;

/**
 * Looks for a node on which evicting pods of lower priority makes room for `pod`. Decides only; the caller evicts.
 * Source: plugins/defaultpreemption, framework/preemption.
 */
export function preempt(pod: PodInfo, outcome: Unfit, cache: SchedulerCache, random: Prng): PostFilterOutcome {
  const why = ineligible(pod, outcome, cache);
  if (why !== undefined) return { message: `preemption: ${why}`, nominatedNodeName: undefined, victims: [] };
  const { candidates, counts } = findCandidates(pod, outcome, cache, random);
  const best = pickCandidate(candidates);
  if (!best) return { message: `preemption: ${fitErrorMessage(outcome.nodeCount, counts)}`, nominatedNodeName: '', victims: [] };
  return { message: '', nominatedNodeName: best.node.name, victims: best.victims };
}

/** Why the pod may not preempt, if so. Source: PodEligibleToPreemptOthers. */
export function ineligible(pod: PodInfo, outcome: Unfit, cache: SchedulerCache): string | undefined {
  if (pod.pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const nominated = pod.pod.status?.nominatedNodeName;
  const node = nominated ? cache.node(nominated) : undefined;
  if (!node || !isWaitingForVictims(pod, node)) return undefined;
  // When eviction could not help on that node anyway, the pod need not wait for it.
  if (outcome.kind === 'Refused') return undefined;
  if (outcome.run.refused.refusalOf(node.slot)?.code !== 'Unschedulable') return undefined;
  return 'not eligible due to a terminating pod on the nominated node.';
}

function isWaitingForVictims(pod: PodInfo, node: NodeInfo): boolean {
  for (const other of node.pods.values()) {
    if (!other.terminating || other.priority >= pod.priority) continue;
    const target = other.pod.status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
    if (target?.status === 'True' && target.reason === 'PreemptionByScheduler') return true;
  }
  return false;
}

/** Tries nodes whose refusal eviction may undo, from a random one on, until enough candidates are found. Source: DryRunPreemption. */
export function findCandidates(
  pod: PodInfo, outcome: Unfit, cache: SchedulerCache, random: Prng,
): { candidates: Candidate[]; counts: Record<string, number> } {
  const slots = outcome.kind === 'Refused' ? [] : resolvable(outcome.run.refused);
  const candidates: Candidate[] = [];
  const counts: Record<string, number> = {};
  if (outcome.nodeCount > slots.length) counts[notHelpful] = outcome.nodeCount - slots.length;
  if (slots.length === 0 || outcome.kind === 'Refused') return { candidates, counts };
  const wanted = Math.min(
    Math.max(Math.trunc((slots.length * minCandidateNodesPercentage) / 100), minCandidateNodesAbsolute), slots.length,
  );
  const dryRun = dryRunFor(pod, outcome, cache);
  const start = random.below(slots.length);
  let harmless = false;
  for (let step = 0; step < slots.length; step += 1) {
    const found = dryRun(slots[(start + step) % slots.length] as number);
    if ('code' in found) {
      for (const reason of found.reasons) counts[reason] = (counts[reason] ?? 0) + 1;
      continue;
    }
    candidates.push(found);
    harmless ||= found.pdbViolations === 0;
    if (harmless && candidates.length >= wanted) break;
  }
  return { candidates, counts };
}

/** Slots of the nodes that were refused for reasons that may pass. */
function resolvable(refused: RefusedNodes): number[] {
  const slots: number[] = [];
  for (let index = 0; index < refused.count; index += 1) {
    if (refused.refusalAt(index).code === 'Unschedulable') slots.push(refused.slotAt(index));
  }
  return slots;
}

/**
 * What evicting pods from one node would do. When only node-scoped filters have a say, the answer holds for all pods of this shape and
 * priority until the node or a budget changes, and is kept as filters' answers are.
 */
function dryRunFor(
  pod: PodInfo, { prepared, podClass }: Extract<SchedulingOutcome, { kind: 'Unfit' }>, cache: SchedulerCache,
): (slot: number) => Candidate | Refusal {
  let kept = podClass.dryRuns;
  if (!kept || kept.priority !== pod.priority || kept.budgetVersion !== cache.budgetVersion) {
    kept = {
      priority: pod.priority, budgetVersion: cache.budgetVersion, budgets: listBudgets(cache.api),
      answers: [], generations: new Float64Array(podClass.capacity), startChanges: new Float64Array(podClass.capacity),
    };
    podClass.dryRuns = kept;
  }
  const { answers, generations, startChanges, budgets } = kept;
  if (prepared.asked.length > 0) return (slot) => selectVictims(prepared, pod, cache.at(slot), budgets);
  return (slot) => {
    const node = cache.at(slot);
    const known = answers[slot];
    if (known && generations[slot] === node.generation && startChanges[slot] === node.startChanges) return known;
    const found = selectVictims(prepared, pod, node, budgets);
    answers[slot] = found;
    generations[slot] = node.generation;
    startChanges[slot] = node.startChanges;
    return found;
  };
}
