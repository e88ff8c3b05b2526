import type { Prng } from '../../../simulation/prng.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import { fitErrorMessage } from '../../fit-error.ts';
import type { PostFilterOutcome } from '../../framework/plugin.ts';
import type { RefusedNodes } from '../../framework/refused-nodes.ts';
import type { SchedulingOutcome } from '../../schedule-pod.ts';
import { candidateIndex, dryRunOf } from './dry-runs.ts';
import { pickCandidate } from './pick-candidate.ts';
import type { Candidate } from './victims.ts';

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
  const { best, counts } = bestCandidate(pod, outcome, cache, random);
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

/**
 * The candidate that does the least harm of those that a search finds from a random node on, and, when there is none, why. Source: findCandidates,
 * DryRunPreemption.
 */
function bestCandidate(
  pod: PodInfo, outcome: Unfit, cache: SchedulerCache, random: Prng,
): { best: Candidate | undefined; counts: Record<string, number> } {
  const index = outcome.kind === 'Refused' ? undefined : candidateIndex(pod, outcome, cache);
  if (!index || index.total('candidate') === 0) {
    const { candidates, counts } = findCandidates(pod, outcome, cache, random);
    return { best: pickCandidate(candidates), counts };
  }
  const resolvables = index.total('resolvable');
  return { best: index.walk(index.positionOf('resolvable', random.below(resolvables)), wantedCandidates(resolvables)), counts: {} };
}

/** Source: Evaluator.calculateNumCandidates. */
function wantedCandidates(nodes: number): number {
  return Math.min(Math.max(Math.trunc((nodes * minCandidateNodesPercentage) / 100), minCandidateNodesAbsolute), nodes);
}

/** Tries nodes whose refusal eviction may undo, from a random one on, until enough candidates are found. */
export function findCandidates(
  pod: PodInfo, outcome: Unfit, cache: SchedulerCache, random: Prng,
): { candidates: Candidate[]; counts: Record<string, number> } {
  const slots = outcome.kind === 'Refused' ? [] : resolvable(outcome.run.refused, cache);
  const candidates: Candidate[] = [];
  const counts: Record<string, number> = {};
  if (outcome.nodeCount > slots.length) counts[notHelpful] = outcome.nodeCount - slots.length;
  if (slots.length === 0 || outcome.kind === 'Refused') return { candidates, counts };
  const wanted = wantedCandidates(slots.length);
  const dryRun = dryRunOf(pod, outcome, cache);
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

/** Slots of the nodes that were refused for reasons that may pass, in the order of the cache. */
function resolvable(refused: RefusedNodes, cache: SchedulerCache): Int32Array {
  const passing = new Uint8Array(cache.nodes.length);
  for (let index = 0; index < refused.count; index += 1) if (refused.refusalAt(index).code === 'Unschedulable') passing[refused.slotAt(index)] = 1;
  return cache.nodeOrder().filter((slot) => passing[slot] === 1);
}
