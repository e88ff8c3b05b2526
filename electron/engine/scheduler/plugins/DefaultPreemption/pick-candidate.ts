import type { Candidate } from './victims.ts';

/**
 * The node where eviction does least harm: the fewest budgets overdrawn, then the lowest priority of the most important victim, the least
 * sum of priorities, the fewest victims, the latest start among the most important ones. The first found wins a full tie. Source:
 * pickOneNodeForPreemption.
 */
export function pickCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) if (!best || doesLessHarm(candidate, best)) best = candidate;
  return best;
}

export function doesLessHarm(a: Candidate, b: Candidate): boolean {
  if (a.pdbViolations !== b.pdbViolations) return a.pdbViolations < b.pdbViolations;
  if (a.highestPriority !== b.highestPriority) return a.highestPriority < b.highestPriority;
  if (a.prioritySum !== b.prioritySum) return a.prioritySum < b.prioritySum;
  if (a.victims.length !== b.victims.length) return a.victims.length < b.victims.length;
  return a.earliestStart > b.earliestStart;
}
