import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { CardRow } from '../../shared/view/rows.ts';
import { refKey } from '../store/ref-key.ts';
import type { CommandContext } from './command.ts';

const ownerKinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicaSet']);

/** The selected objects, each once; in place of a controller's pod what it belongs to. */
export function ownersOf({ selection, mirror }: CommandContext): readonly ObjectRef[] {
  const found = new Map<string, ObjectRef>();
  for (const selected of selection) {
    const ref = selected.kind === 'Pod' ? ownerOf(selected) : selected;
    if (ref) found.set(refKey(ref), ref);
  }
  return [...found.values()];

  function ownerOf(ref: ObjectRef): ObjectRef | undefined {
    const pod = mirror.pods.find(ref.namespace ?? '', ref.name);
    if (pod === undefined || pod.owner === '') return undefined;
    const named = mirror.cardUids().flatMap((uid): readonly CardRow[] => {
      const card = mirror.card(uid);
      return card && card.ref.name === pod.owner && card.ref.namespace === pod.namespace && ownerKinds.has(card.ref.kind) ? [card] : [];
    });
    return (named.find((card) => card.ownerUid === undefined) ?? named[0])?.ref;
  }
}
