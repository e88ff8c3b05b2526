import { Scaling } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { CardRow } from '../../shared/view/rows.ts';
import { isScalable } from '../gestures/scale.ts';
import { refKey } from '../store/ref-key.ts';
import { ui } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';

/** The selected cards; for a selected pod the card of its owner. */
function cardsOf({ selection, mirror }: CommandContext): CardRow[] {
  const cards = mirror.cardUids().flatMap((uid) => mirror.card(uid) ?? []);
  const byRef = (ref: ObjectRef): CardRow | undefined => cards.find((card) => refKey(card.ref) === refKey(ref));
  const found = new Set<CardRow>();
  for (const ref of selection) {
    const card = byRef(ref) ?? (ref.kind === 'Pod' ? ownerCard(ref) : undefined);
    if (card) found.add(card);
  }
  return [...found];

  function ownerCard(ref: ObjectRef): CardRow | undefined {
    const pod = mirror.pods.find(ref.namespace ?? '', ref.name);
    if (pod === undefined || pod.owner === '') return undefined;
    return cards.find((card) => card.ref.name === pod.owner && card.ref.namespace === pod.namespace && card.replicas !== undefined);
  }
}

const scalable = (context: CommandContext): CardRow | undefined => inEditor(context) ? cardsOf(context).find((card) => card.replicas !== undefined && isScalable(card.ref.kind)) : undefined;

export const scale: Command = {
  id: 'scale', title: 'commands:scale', icon: Scaling, group: 'object', shortcut: 'Mod+Shift+R', menus: ['palette', 'context'],
  titleParams: (context) => {
    const card = scalable(context);
    return { kind: card?.ref.kind ?? 'Deployment', name: card?.ref.name ?? '', replicas: card?.replicas?.desired ?? 0 };
  },
  isVisible: (context) => scalable(context) !== undefined,
  isEnabled: (context) => scalable(context) !== undefined,
  run(context) {
    const card = scalable(context);
    if (card) ui.openDialog({ kind: 'scale', key: refKey(card.ref) });
  },
};
