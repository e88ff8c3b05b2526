import type { PodDisruptionBudget } from '../../../../../shared/kubernetes/types/policy.ts';
import type { RelationRule } from '../rule.ts';

/** A PodDisruptionBudget and the pods it spares. */
export const disruptionBudget: RelationRule = {
  resources: ['poddisruptionbudgets'],
  selections(object) {
    const { selector } = (object as PodDisruptionBudget).spec ?? {};
    return selector ? [{ kind: 'budget', selector, field: 'spec.selector' }] : [];
  },
};
