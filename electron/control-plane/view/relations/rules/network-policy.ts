import type { NetworkPolicy } from '../../../../../shared/kubernetes/types/networking.ts';
import type { RelationRule } from '../rule.ts';

/** A NetworkPolicy and the pods it is about. */
export const networkPolicy: RelationRule = {
  resources: ['networkpolicies'],
  selections: (object) => [{ kind: 'policy', selector: (object as NetworkPolicy).spec?.podSelector ?? {}, field: 'spec.podSelector' }],
};
