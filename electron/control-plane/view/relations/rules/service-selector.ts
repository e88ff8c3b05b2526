import type { Service } from '../../../../../shared/kubernetes/types/core.ts';
import type { RelationRule } from '../rule.ts';

/** A Service and the pods that answer for it. Without a selector somebody else writes its endpoints. */
export const serviceSelector: RelationRule = {
  resources: ['services'],
  selections(object) {
    const { selector, type } = (object as Service).spec ?? {};
    if (!selector || Object.keys(selector).length === 0 || type === 'ExternalName') return [];
    return [{ kind: 'selector', selector: { matchLabels: selector }, field: 'spec.selector' }];
  },
};
