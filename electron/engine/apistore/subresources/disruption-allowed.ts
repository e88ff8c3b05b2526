import type { PodDisruptionBudget, PolicyCondition } from '../../../../shared/kubernetes/types/policy.ts';
import type { Env } from '../../env.ts';

/** Sets `DisruptionAllowed`; its time moves with its status only. Source: component-helpers/apps/poddisruptionbudget. */
export function withDisruptionAllowed(
  budget: PodDisruptionBudget, disruptionsAllowed: number, env: Env, failure?: string,
): PolicyCondition[] {
  const conditions = budget.status?.conditions ?? [];
  const previous = conditions.find(({ type }) => type === 'DisruptionAllowed');
  const status = failure === undefined && disruptionsAllowed > 0 ? 'True' : 'False';
  const reason = failure !== undefined ? 'SyncFailed' : disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods';
  const condition: PolicyCondition = {
    type: 'DisruptionAllowed', status, reason, message: failure ?? '',
    lastTransitionTime: previous?.status === status && previous.lastTransitionTime ? previous.lastTransitionTime : env.timestamp(),
    ...(budget.metadata.generation === undefined ? {} : { observedGeneration: budget.metadata.generation }),
  };
  return previous ? conditions.map((other) => (other === previous ? condition : other)) : [...conditions, condition];
}
