import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { Mirror } from '../store/mirror.ts';
import { machineKey, podKey } from '../store/ref-key.ts';

/** How well a text answers a query: 0 not at all; higher for a start, then for the start of a word, then anywhere. Every word must be found. */
export function matchScore(text: string, query: string): number {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const lower = text.toLowerCase();
  let score = 1;
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at < 0) return 0;
    score += at === 0 ? 3 : /[\s\-:./]/.test(lower[at - 1] ?? '') ? 2 : 1;
  }
  return score;
}

/** The text in pieces, those that the query matched marked, for bold accents in the list. */
export function markMatches(text: string, query: string): { text: string; matched: boolean }[] {
  const lower = text.toLowerCase();
  const marked = new Uint8Array(text.length);
  for (const word of query.toLowerCase().split(/\s+/)) {
    const at = word === '' ? -1 : lower.indexOf(word);
    if (at >= 0) marked.fill(1, at, at + word.length);
  }
  const pieces: { text: string; matched: boolean }[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const matched = marked[index] === 1;
    const last = pieces[pieces.length - 1];
    if (last !== undefined && last.matched === matched) last.text += text[index];
    else pieces.push({ text: text[index] as string, matched });
  }
  return pieces;
}

export interface FoundObject {
  key: string;
  kind: string;
  name: string;
  /** Node of a pod, namespace of a card; '' for machines. */
  where: string;
}

/** Objects of the cluster whose name or kind answers the query, best first, at most `limit`: machines, cards, then pods. */
export function findObjects(mirror: Mirror, query: string, limit: number): FoundObject[] {
  const found: { object: FoundObject; score: number }[] = [];
  const offer = (object: FoundObject): void => {
    const score = matchScore(`${object.name} ${object.kind}`, query);
    if (score > 0) found.push({ object, score });
  };
  for (const name of mirror.machineNames()) offer({ key: machineKey(name), kind: 'Machine', name, where: '' });
  for (const uid of mirror.cardUids()) {
    const ref = mirror.card(uid)?.ref as ObjectRef;
    offer({ key: refKey(ref), kind: ref.kind, name: ref.name, where: ref.namespace ?? '' });
  }
  for (const uid of mirror.pods.uids()) {
    const slot = mirror.pods.slotOf(uid) as number;
    const name = mirror.pods.name[slot] as string;
    if (matchScore(`${name} Pod`, query) === 0) continue;
    offer({ key: podKey(mirror.pods.namespace[slot] as string, name), kind: 'Pod', name, where: mirror.pods.node[slot] as string });
    if (found.length > limit * 20) break;
  }
  return found.sort((a, b) => b.score - a.score).slice(0, limit).map(({ object }) => object);
}
