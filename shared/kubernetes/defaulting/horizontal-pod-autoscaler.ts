import type { Fields } from '../fields.ts';
import { ensureFields, isSet, itemsOf, optionalFields } from '../fields.ts';

const defaultUtilizationPercent = 80;

/** Source: autoscaling/v2 SetDefaults_HorizontalPodAutoscaler. */
export function defaultHorizontalPodAutoscaler(autoscaler: Fields): void {
  const spec = ensureFields(autoscaler, 'spec');
  spec['minReplicas'] ??= 1;
  if (itemsOf(spec, 'metrics').length === 0) {
    spec['metrics'] = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: defaultUtilizationPercent } } },
    ];
  }
  const behavior = optionalFields(spec, 'behavior');
  if (!behavior) return;
  const scaleUp = ensureFields(behavior, 'scaleUp');
  scaleUp['stabilizationWindowSeconds'] ??= 0;
  defaultRules(scaleUp, [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }]);
  defaultRules(ensureFields(behavior, 'scaleDown'), [{ type: 'Percent', value: 100, periodSeconds: 15 }]);
}

/** Source: autoscaling/v1 SetDefaults_HorizontalPodAutoscaler. */
export function defaultHorizontalPodAutoscalerV1(autoscaler: Fields): void {
  ensureFields(autoscaler, 'spec')['minReplicas'] ??= 1;
}

/** An empty list of policies is a mistake for validation to name, not an omission. Source: copyHPAScalingRules. */
function defaultRules(rules: Fields, policies: Fields[]): void {
  if (!isSet(rules, 'selectPolicy')) rules['selectPolicy'] = 'Max';
  rules['policies'] ??= policies;
}
