import type { StateFamily } from '../../../shared/view/states.ts';

/** What conditions of all kinds have in common. */
export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

/** Conditions that are good when False. */
const badWhenTrue = /Pressure$|^NetworkUnavailable$|Failure$|^DisruptionTarget$|^Failed$|^Stalled$|Resize(Pending|InProgress)$/;
/** Reasons of a false condition that only say "not yet". */
const notYet = new Set(['ContainersNotReady', 'ContainersNotInitialized', 'MinimumReplicasUnavailable']);

/** Family of a condition: true is ready, unless it names trouble. */
export function conditionFamily({ type, status, reason }: Condition): StateFamily {
  if (status === 'Unknown') return 'unknown';
  const good = (status === 'True') !== badWhenTrue.test(type);
  if (good) return reason === 'PodCompleted' ? 'done' : 'ready';
  if (type === 'PodScheduled') return 'waiting';
  return reason !== undefined && notYet.has(reason) ? 'attention' : 'bad';
}

/** The conditions of any object's status. */
export function conditionsOf(object: object | undefined): Condition[] {
  const conditions = ((object as { status?: unknown } | undefined)?.status as { conditions?: unknown } | undefined)?.conditions;
  return Array.isArray(conditions)
    ? conditions.filter(
        (item): item is Condition => typeof item === 'object' && item !== null && typeof (item as Condition).type === 'string',
      )
    : [];
}
