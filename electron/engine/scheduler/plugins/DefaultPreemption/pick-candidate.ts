import type { Candidate } from './victims.ts';
import { startTime } from './victims.ts';

/**
 * The node where eviction does least harm. Each measure decides among the nodes that the ones before left equal; the first found wins a full tie.
 * Source: pickOneNodeForPreemption.
 */
export function pickCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let best = [...candidates];
  for (const measure of measures) {
    if (best.length <= 1) break;
    best = lowest(best, measure);
  }
  return latestStart(best);
}

const priorityOffset = 2 ** 31;

const measures: readonly ((candidate: Candidate) => number)[] = [
  ({ pdbViolations }) => pdbViolations,
  ({ victims }) => victims[0]?.priority ?? 0,
  // The offset keeps negative priorities from making many victims look like few.
  ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + priorityOffset, 0),
  ({ victims }) => victims.length,
];

function lowest(candidates: readonly Candidate[], measure: (candidate: Candidate) => number): Candidate[] {
  const values = candidates.map(measure);
  const least = Math.min(...values);
  return candidates.filter((_candidate, index) => values[index] === least);
}

/** The candidate whose most important victims started last. */
function latestStart(candidates: readonly Candidate[]): Candidate | undefined {
  let best: { candidate: Candidate; start: string } | undefined;
  for (const candidate of candidates) {
    const start = earliestStart(candidate);
    if (!best || start > best.start) best = { candidate, start };
  }
  return best?.candidate;
}

/** Among the victims of the highest priority. Source: GetEarliestPodStartTime. */
function earliestStart({ victims }: Candidate): string {
  const highest = victims[0]?.priority;
  let earliest = '9999';
  for (const victim of victims) if (victim.priority === highest && startTime(victim) < earliest) earliest = startTime(victim);
  return earliest;
}
