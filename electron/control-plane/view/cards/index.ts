import type { ConfigMap, Secret } from '../../../../shared/kubernetes/types/core.ts';
import type { CardBuilder, CardFacts } from './card-facts.ts';
import { networkCards } from './network.ts';
import { ownCards } from './own.ts';
import { policyCards } from './policy.ts';
import { scalingCards } from './scaling.ts';
import { storageCards } from './storage.ts';
import { workloadCards } from './workloads.ts';

/** Facts by resource. Objects of all other kinds are inert. */
export const cardBuilders: Readonly<Record<string, CardBuilder>> = {
  ...workloadCards, ...networkCards, ...scalingCards, ...storageCards, ...policyCards, ...ownCards,
  configmaps: (object) => dataCard(object as ConfigMap),
  secrets: (object) => dataCard(object as Secret),
};

function dataCard(object: ConfigMap | Secret): CardFacts {
  const keys = Object.keys(object.data ?? {}).length + Object.keys((object as ConfigMap).binaryData ?? {}).length;
  return { family: 'done', fact: { key: 'view:card.keys', params: { count: keys } } };
}
