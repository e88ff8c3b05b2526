import type { Mirror } from '../../store/mirror.ts';
import { parseRefKey, refKey } from '../../store/ref-key.ts';
import type { Scene } from '../scene/scene.ts';

export interface Ownership {
  /** Uid of the pod. */
  uid: string;
  machine: string;
  /** Uid of the workload's card. */
  card: string;
  /** Number of the card among those shown: parallel edges keep apart. */
  order: number;
}

/** Which pods belong to the workloads among `keys`, and which workloads own the pods among them. */
export function ownershipFor(keys: readonly string[], mirror: Mirror, scene: Scene): Ownership[] {
  const owners = new Map<string, number>();
  const single = new Set<string>();
  for (const key of keys) {
    const ref = parseRefKey(key);
    if (ref?.kind === 'Pod') single.add(`${ref.namespace ?? ''}/${ref.name}`);
    else if (ref) owners.set(`${ref.namespace ?? ''}/${ref.name}`, owners.size);
  }
  if (owners.size === 0 && single.size === 0) return [];
  const cards = new Map<string, string>();
  for (const card of scene.cards) {
    const row = mirror.card(card.uid);
    if (row?.template && (keys.includes(refKey(row.ref)) || single.size > 0))
      cards.set(`${row.ref.namespace ?? ''}/${row.ref.name}`, card.uid);
  }
  const edges: Ownership[] = [];
  const { pods } = mirror;
  for (let slot = 0; slot < pods.uid.length; slot += 1) {
    if (pods.uid[slot] === '' || pods.owner[slot] === '') continue;
    const owner = `${pods.namespace[slot]}/${pods.owner[slot]}`;
    const card = cards.get(owner);
    if (card === undefined) continue;
    if (owners.has(owner) || single.has(`${pods.namespace[slot]}/${pods.name[slot]}`))
      edges.push({ uid: pods.uid[slot] as string, machine: pods.node[slot] as string, card, order: owners.get(owner) ?? 0 });
  }
  return edges;
}
