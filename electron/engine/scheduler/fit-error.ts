import { unsatisfied } from './framework/find-nodes.ts';
import type { Unplaced } from './schedule-pod.ts';

/** Source: ErrNoNodesAvailable. */
const noNodesMessage = 'no nodes available to schedule pods';

/** Reason → number of nodes that gave it, sorted by reason. */
export function reasonCounts(outcome: Unplaced): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (reasons: readonly string[], nodes: number): void => {
    for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + nodes;
  };
  if (outcome.kind === 'NoNodes') return counts;
  if (outcome.kind === 'Refused') {
    add(outcome.refusal.reasons, outcome.nodeCount);
    return counts;
  }
  const { refused } = outcome.run;
  refused.forEachRefusal(({ reasons }, nodes) => add(reasons, nodes));
  const absent = outcome.nodeCount - refused.count;
  if (absent > 0) add([unsatisfied(outcome.prepared.narrowedBy)], absent);
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `0/3 nodes are available: 1 Insufficient cpu, 2 …. <what PostFilter said>`. Source: framework.FitError.Error. */
export function fitErrorMessage(nodeCount: number, counts: Readonly<Record<string, number>>, postFilter = ''): string {
  const reasons = Object.entries(counts).map(([reason, nodes]) => `${nodes} ${reason}`).sort();
  const what = reasons.length > 0 ? ` ${reasons.join(', ')}.` : '';
  return `0/${nodeCount} nodes are available:${what}${postFilter === '' ? '' : ` ${postFilter}`}`;
}

/** The message of the FailedScheduling Event and of the pod's condition. */
export function failureMessage(outcome: Unplaced, postFilter: string): string {
  if (outcome.kind === 'NoNodes') return noNodesMessage;
  if (outcome.kind === 'Refused') {
    return `0/${outcome.nodeCount} nodes are available: ${outcome.refusal.reasons.join(', ')}.${postFilter === '' ? '' : ` ${postFilter}`}`;
  }
  return fitErrorMessage(outcome.nodeCount, reasonCounts(outcome), postFilter);
}

/** The plugins that turned the pod away, sorted by name: what happens to them decides when it is tried again. */
export function rejectingPlugins(outcome: Unplaced): string[] {
  switch (outcome.kind) {
    case 'NoNodes': return [];
    case 'Refused': return [outcome.refusal.plugin];
    default: {
      const plugins = new Set(outcome.prepared.narrowedBy);
      outcome.run.refused.forEachRefusal(({ plugin }) => plugins.add(plugin));
      return [...plugins].sort();
    }
  }
}

const noteLengthLimit = 1024;

/** Event notes hold 1024 bytes. Source: truncateMessage. */
export function truncateNote(message: string): string {
  const suffix = ' ...';
  return message.length <= noteLengthLimit ? message : message.slice(0, noteLengthLimit - suffix.length) + suffix;
}
