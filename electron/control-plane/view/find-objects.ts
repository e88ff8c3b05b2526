import { refOf, resourceTypeByName, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { matchScore } from '../../../shared/match-score.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';

/** The window has rows of these; a Node is its machine. */
const foundByTheWindow = new Set(['pods', 'machines', 'nodes']);
/** There are many of each name, and they have a tab of their own: they are found by who asks for them. */
const onlyByKind = new Set(['events']);
/** Of one kind only so many are weighed against each other, since a query of one letter finds every Event. */
const weighedAtMost = 200;

/** Objects of all kinds, those without a card too, whose name or kind answers the query: best first, shorter names before longer ones. */
export function findObjects(api: ApiReader, query: string, limit: number): ObjectRef[] {
  const found: { ref: ObjectRef; score: number }[] = [];
  for (const resource of api.resources()) {
    const kind = resourceTypeByName(resource)?.kind;
    if (kind === undefined || foundByTheWindow.has(resource) || (onlyByKind.has(resource) && !asksFor(kind, query))) continue;
    let weighed = 0;
    for (const object of api.list(resource)) {
      const score = matchScore(`${object.metadata.name} ${kind}`, query);
      if (score === 0) continue;
      found.push({ ref: refOf(object), score });
      weighed += 1;
      if (weighed === weighedAtMost) break;
    }
  }
  return found.sort((a, b) => b.score - a.score || a.ref.name.length - b.ref.name.length).slice(0, limit).map(({ ref }) => ref);
}

function asksFor(kind: string, query: string): boolean {
  return query.split(/\s+/).some((word) => word.length > 2 && matchScore(kind, word) > 0);
}
