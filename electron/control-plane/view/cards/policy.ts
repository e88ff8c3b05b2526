import { quantityMilliValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { ResourceQuota } from '../../../engine/admission/quota/scopes.ts';
import type { CardBuilder, CardFacts } from './card-facts.ts';

export const policyCards: Readonly<Record<string, CardBuilder>> = {
  resourcequotas: (object) => quota(object as ResourceQuota),
  limitranges: (object) => limitRange(object as LimitRange),
  priorityclasses: (object) => priorityClass(object as PriorityClass),
  serviceaccounts: (object) => ({ family: 'done', fact: { key: (object as ServiceAccount).automountServiceAccountToken === false ? 'view:card.noToken' : 'view:card.token' } }),
};

interface LimitRange extends KubernetesObject {
  spec?: { limits?: { type?: string; max?: Record<string, string>; min?: Record<string, string>; default?: Record<string, string>; defaultRequest?: Record<string, string> }[] };
}
interface PriorityClass extends KubernetesObject {
  value: number;
  globalDefault?: boolean;
}
interface ServiceAccount extends KubernetesObject {
  automountServiceAccountToken?: boolean;
}

/** The resource of which the largest share is used. */
function quota({ spec, status }: ResourceQuota): CardFacts {
  const hard = Object.entries(status?.hard ?? spec?.hard ?? {});
  let most: { name: string; used: string; hard: string; share: number } | undefined;
  for (const [name, limit] of hard) {
    const used = status?.used?.[name] ?? '0';
    const share = quantityMilliValue(used) / Math.max(quantityMilliValue(limit), Number.MIN_VALUE);
    if (!most || share > most.share) most = { name, used, hard: limit, share };
  }
  if (!most) return { family: 'done', fact: { key: 'view:card.quotaEmpty' } };
  return { family: most.share >= 1 ? 'attention' : 'ready', fact: { key: 'view:card.quota', params: { name: most.name, used: most.used, hard: most.hard } } };
}

/** The first thing that it says. */
function limitRange({ spec }: LimitRange): CardFacts {
  const first = spec?.limits?.[0];
  for (const field of ['default', 'defaultRequest', 'max', 'min'] as const) {
    const [entry] = Object.entries(first?.[field] ?? {});
    if (entry) return { family: 'done', fact: { key: 'view:card.limit', params: { type: first?.type ?? '', field, name: entry[0], value: entry[1] } } };
  }
  return { family: 'done', fact: { key: 'view:card.limitEmpty' } };
}

function priorityClass({ value, globalDefault }: PriorityClass): CardFacts {
  return { family: 'done', fact: { key: globalDefault ? 'view:card.defaultPriority' : 'view:card.priority', params: { value: String(value) } } };
}
