import type { HorizontalPodAutoscalerCondition } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { NewCondition } from './normalize.ts';

/** Sets a condition in its place; its transition time changes with its status only. Source: setConditionInList. */
export function withCondition(
  conditions: readonly HorizontalPodAutoscalerCondition[], condition: NewCondition, now: string,
): HorizontalPodAutoscalerCondition[] {
  const known = conditions.find(({ type }) => type === condition.type);
  if (!known) return [...conditions, { ...condition, lastTransitionTime: now }];
  const lastTransitionTime = known.status === condition.status ? known.lastTransitionTime ?? now : now;
  return conditions.map((one) => (one === known ? { ...condition, lastTransitionTime } : one));
}
