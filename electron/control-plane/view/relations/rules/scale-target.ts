import type { HorizontalPodAutoscaler } from '../../../../../shared/kubernetes/types/autoscaling.ts';
import { namespaced } from '../names.ts';
import type { RelationRule } from '../rule.ts';

/** A HorizontalPodAutoscaler and what it scales. */
export const scaleTarget: RelationRule = {
  resources: ['horizontalpodautoscalers'],
  references(object) {
    const target = (object as HorizontalPodAutoscaler).spec?.scaleTargetRef;
    if (!target?.name) return [];
    return [{ kind: 'scale', to: namespaced(object, target.apiVersion ?? 'v1', target.kind, target.name), field: 'spec.scaleTargetRef' }];
  },
};
