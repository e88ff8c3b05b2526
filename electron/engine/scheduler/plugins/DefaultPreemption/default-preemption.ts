import type { Prng } from '../../../simulation/prng.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import { fitErrorMessage } from '../../fit-error.ts';
import type { PreparedFilters } from '../../framework/find-nodes.ts';
import type { PostFilterOutcome } from '../../framework/plugin.ts';
import type { SchedulingOutcome } from '../../schedule-pod.ts';
import { listBudgets } from './disruption-budgets.ts';
import { pickCandidate } from './pick-candidate.ts';
import { selectVictims, type Candidate } from './victims.ts';

/** Source: DefaultPreemptionArgs. */
const minCandidateNodesPercentage = 10;
const minCandidateNodesAbsolute = 100;
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
  const place = outcome.run.refusedSlots.indexOf(node.slot);
  if (place < 0 || outcome.run.refusals[place]?.code === 'UnschedulableAndUnresolvable') return undefined;
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
  const nodes = outcome.kind === 'Refused' ? [] : resolvable(outcome, cache);
  const counts: Record<string, number> = {};
  const candidates: Candidate[] = [];
  const count = (reasons: readonly string[]): void => {
    for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  };
  if (outcome.nodeCount > nodes.length) counts[notHelpful] = outcome.nodeCount - nodes.length;
  if (nodes.length === 0) return { candidates, counts };
  const wanted = Math.min(Math.max(Math.trunc((nodes.length * minCandidateNodesPercentage) / 100), minCandidateNodesAbsolute), nodes.length);
  const budgets = listBudgets(cache.api);
  const start = random.below(nodes.length);
  const prepared: PreparedFilters = outcome.kind === 'Refused' ? { kept: [], asked: [], narrowedBy: [] } : outcome.prepared;
  let harmless = false;
  for (let step = 0; step < nodes.length; step += 1) {
    const found = selectVictims(prepared, pod, nodes[(start + step) % nodes.length] as NodeInfo, budgets);
    if ('code' in found) {
      count(found.reasons);
      continue;
    }
    candidates.push(found);
    harmless ||= found.pdbViolations === 0;
    if (harmless && candidates.length >= wanted) break;
  }
  return { candidates, counts };
}

function resolvable({ run }: Extract<SchedulingOutcome, { kind: 'Unfit' }>, cache: SchedulerCache): NodeInfo[] {
  const nodes: NodeInfo[] = [];
  for (const [index, refusal] of run.refusals.entries()) {
    if (refusal.code === 'Unschedulable') nodes.push(cache.at(run.refusedSlots[index] as number));
  }
  return nodes;
}
