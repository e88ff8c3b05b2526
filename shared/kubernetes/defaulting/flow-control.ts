import type { Fields } from '../fields.ts';
import { ensureFields, optionalFields, setDefault } from '../fields.ts';

export function defaultFlowSchema(flowSchema: Fields): void {
  setDefault(ensureFields(flowSchema, 'spec'), 'matchingPrecedence', 1000);
}

/** Source: SetDefaults_…PriorityLevelConfiguration, LimitedPriorityLevelConfiguration, QueuingConfiguration. */
export function defaultPriorityLevelConfiguration(level: Fields): void {
  const spec = ensureFields(level, 'spec');
  const limited = optionalFields(spec, 'limited');
  if (limited) {
    setDefault(limited, 'nominalConcurrencyShares', 30);
    setDefault(limited, 'lendablePercent', 0);
    const queuing = optionalFields(optionalFields(limited, 'limitResponse'), 'queuing');
    for (const [field, value] of queuing ? [['queues', 64], ['handSize', 8], ['queueLengthLimit', 50]] as const : []) {
      if (queuing && !queuing[field]) queuing[field] = value;
    }
  }
  const exempt = optionalFields(spec, 'exempt');
  if (exempt) {
    setDefault(exempt, 'nominalConcurrencyShares', 0);
    setDefault(exempt, 'lendablePercent', 0);
  }
}
