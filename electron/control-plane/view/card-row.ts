import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { CardRow, LocalizedText } from '../../../shared/view/rows.ts';
import type { CardContext } from './cards/card-facts.ts';
import { cardBuilders } from './cards/index.ts';

/** @param broken why one of the object's relations leads nowhere */
export function cardRow(resource: string, object: KubernetesObject, context: CardContext, broken: LocalizedText | undefined): CardRow {
  const built = cardBuilders[resource]?.(object, context) ?? { family: 'done' as const, fact: { key: 'view:card.inert' } };
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller);
  const isQuiet = built.family === 'ready' || built.family === 'done' || built.family === 'waiting' || built.family === 'working';
  return {
    ref: refOf(object), uid: object.metadata.uid ?? '', ...built,
    ...(broken ? { broken, ...(isQuiet ? { family: 'attention' as const } : {}) } : {}),
    ...(owner ? { ownerUid: owner.uid } : {}), ...(object.metadata.deletionTimestamp ? { family: 'leaving' as const } : {}),
  };
}
