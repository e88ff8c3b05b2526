import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import { matchScore } from '../../shared/match-score.ts';
import { componentKind } from '../../shared/view/component-ref.ts';
import type { Mirror } from '../store/mirror.ts';
import { componentKey, machineKey, podKey } from '../store/ref-key.ts';

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
  /** Node of a pod, namespace of a card, machine of a component; '' for machines. */
  where: string;
}

/** What a query is about: components have the same names on all machines. */
function searchText({ name, kind, where }: FoundObject): string {
  return kind === componentKind ? `${name} ${where} ${kind}` : `${name} ${kind}`;
}

/** Objects that the window has rows of and whose name or kind answers the query, best first, at most `limit`: machines and their components, cards, then pods. */
export function findObjects(mirror: Mirror, query: string, limit: number): FoundObject[] {
  const found: { object: FoundObject; score: number }[] = [];
  const offer = (object: FoundObject): void => {
    const score = matchScore(searchText(object), query);
    if (score > 0) found.push({ object, score });
  };
  for (const name of mirror.machineNames()) {
    offer({ key: machineKey(name), kind: 'Machine', name, where: '' });
    const row = mirror.machine(name);
    for (const part of [...(row?.components ?? []), ...(row?.lamps ?? [])]) offer({ key: componentKey(name, part.name), kind: componentKind, name: part.name, where: name });
  }
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

/** Both lists as one, best first; what answers equally well keeps its order, that of the window's own rows first. */
export function mergeFound(here: readonly FoundObject[], elsewhere: readonly FoundObject[], query: string, limit: number): FoundObject[] {
  const known = new Set(here.map(({ key }) => key));
  const all = [...here, ...elsewhere.filter(({ key }) => !known.has(key))];
  const scoreOf = new Map(all.map((object) => [object.key, matchScore(searchText(object), query)]));
  return all.sort((a, b) => (scoreOf.get(b.key) ?? 0) - (scoreOf.get(a.key) ?? 0)).slice(0, limit);
}
