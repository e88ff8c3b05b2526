import type { Fields } from '../fields.ts';
import { ensureFields, itemsOf, textsOf } from '../fields.ts';

/** Source: networking/v1 SetDefaults_NetworkPolicy. */
export function defaultNetworkPolicy(policy: Fields): void {
  const spec = ensureFields(policy, 'spec');
  for (const direction of ['ingress', 'egress']) {
    for (const rule of itemsOf(spec, direction)) for (const port of itemsOf(rule, 'ports')) port['protocol'] ??= 'TCP';
  }
  if (textsOf(spec, 'policyTypes').length === 0) {
    spec['policyTypes'] = itemsOf(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  }
}
