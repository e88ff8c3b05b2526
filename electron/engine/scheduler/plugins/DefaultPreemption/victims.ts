import type { PodInfo } from '../../cache/pod-info.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import { firstRefusal, refusalBesideNominated, tryOut, type PreparedFilters } from '../../framework/find-nodes.ts';
import { unresolvable, type Refusal } from '../../framework/refusal.ts';
import { splitByBudget, type Budget } from './disruption-budgets.ts';

/** A node on which evicting `victims` makes room. */
export interface Candidate {
  readonly node: NodeInfo;
  /** Most important first. */
  readonly victims: readonly PodInfo[];
  readonly pdbViolations: number;
  /** Of the victims. */
  readonly highestPriority: number;
  /** Of the victims, each raised so that none is negative: or many of them might look like few. */
  readonly prioritySum: number;
  /** When the first of the victims of highest priority started. */
  readonly earliestStart: string;
}

const priorityOffset = 2 ** 31;

const noVictims = unresolvable('DefaultPreemption', 'No preemption victims found for incoming pod');

/**
 * The fewest pods of lower priority, least important ones first, whose eviction from `node` lets `pod` in; or why that does not help.
 * Pods protected by a disruption budget are the last to be taken. Source: SelectVictimsOnNode. Leaves everything as it was.
 */
export function selectVictims(prepared: PreparedFilters, pod: PodInfo, node: NodeInfo, budgets: readonly Budget[]): Candidate | Refusal {
  const lower = [...node.pods.values()].filter((other) => other.priority < pod.priority);
  if (lower.length === 0) return noVictims;
  for (const other of lower) tryOut(prepared, pod, other, node, -1);
  const refusal = refusalWith(prepared, pod, node);
  if (refusal) {
    for (const other of lower) tryOut(prepared, pod, other, node, 1);
    return refusal;
  }
  const { violating, others } = splitByBudget(lower.sort(byImportance), budgets);
  const victims: PodInfo[] = [];
  const reprieve = (other: PodInfo): boolean => {
    tryOut(prepared, pod, other, node, 1);
    if (!refusalWith(prepared, pod, node)) return true;
    tryOut(prepared, pod, other, node, -1);
    victims.push(other);
    return false;
  };
  let pdbViolations = 0;
  for (const other of violating) if (!reprieve(other)) pdbViolations += 1;
  for (const other of others) reprieve(other);
  for (const other of victims) tryOut(prepared, pod, other, node, 1);
  const [first] = victims.sort(byImportance);
  return {
    node, victims, pdbViolations,
    highestPriority: first?.priority ?? 0,
    prioritySum: victims.reduce((sum, { priority }) => sum + priority + priorityOffset, 0),
    // Within one priority the order of importance is that of the start times.
    earliestStart: first ? startTime(first) : notStarted,
  };
}

function refusalWith(prepared: PreparedFilters, pod: PodInfo, node: NodeInfo): Refusal | undefined {
  return firstRefusal(prepared.kept, pod, node) ?? firstRefusal(prepared.asked, pod, node) ?? refusalBesideNominated(prepared, pod, node);
}

/**
 * Higher priority first, then the one that runs longer. Source: pkg/scheduler/util.MoreImportantPod; the key settles what it leaves open.
 */
function byImportance(a: PodInfo, b: PodInfo): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const [left, right] = [startTime(a), startTime(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

const notStarted = '9999';

/** RFC 3339 in UTC and whole seconds, so that text order is time order. A pod that has not started yet starts "now". */
function startTime({ pod }: PodInfo): string {
  return pod.status?.startTime ?? notStarted;
}
