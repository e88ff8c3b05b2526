import { parseRefKey, refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { balancerRef } from '../../../shared/view/provided.ts';
import type { ObjectRelation, RelationKind } from '../../../shared/view/relations.ts';
import type { RelationEdge, RelationTable } from '../../store/relation-table.ts';

/** Relations that are drawn at rest: the way of a request, and what changes the number of pods. The others come with hover and selection. */
const atRest: ReadonlySet<RelationKind> = new Set(['traffic', 'balance', 'calls', 'route', 'selector', 'scale', 'budget']);
/** Drawn otherwise: ownership leads to pods, and limits hold for the whole frame. */
const notDrawn: ReadonlySet<RelationKind> = new Set(['owner', 'limit', 'endpoints']);
const drawnAtMost = 240;

export interface DrawnRelation {
  edge: RelationEdge;
  /** One of its ends is hovered or selected. */
  isForward: boolean;
}

/**
 * Which relations are drawn now, those that come forward last, above the others.
 * @param keys what is hovered or selected
 * @param isShown whether an object has a place on the canvas
 */
export function drawnRelations(relations: RelationTable, keys: readonly string[], isShown: (key: string) => boolean): DrawnRelation[] {
  const chosen = new Set(keys);
  const drawn: DrawnRelation[] = [];
  for (const stated of relations.all()) {
    const edge = throughBalancer(stated, relations, isShown);
    if (notDrawn.has(edge.kind)) continue;
    const isForward = chosen.has(edge.from) || chosen.has(stated.target) || chosen.has(edge.target);
    if (!isForward && !atRest.has(edge.kind) && !edge.broken) continue;
    // Bare pods may be many: edges to them come with hover and selection, those of Services through kube-proxy.
    if (edge.to?.kind === 'Pod' && (!isForward || edge.kind === 'selector')) continue;
    if (!isShown(edge.from) || (!edge.broken && !isShown(edge.target))) continue;
    drawn.push({ edge, isForward });
  }
  return drawn.sort((a, b) => Number(a.isForward) - Number(b.isForward)).slice(-drawnAtMost);
}

/** Who asks for a Service from outside asks its load balancer, where it has one. */
function throughBalancer(edge: RelationEdge, relations: RelationTable, isShown: (key: string) => boolean): RelationEdge {
  if (edge.kind !== 'traffic' || !edge.to) return edge;
  const to = balancerRef(edge.to);
  const target = refKey(to);
  return relations.from(target).length > 0 && isShown(target) ? { ...edge, to, target } : edge;
}

/** Relations of one selected pod with cards; whichever end states it, the edge begins at the card. Its owner's edge is drawn besides. */
export function podRelations(pod: string | undefined, relations: readonly ObjectRelation[], isShown: (key: string) => boolean): DrawnRelation[] {
  if (pod === undefined) return [];
  return relations.flatMap(({ direction: _direction, other, ...relation }): DrawnRelation[] => {
    const from = other && refKey(other);
    if (!from || notDrawn.has(relation.kind) || relation.kind === 'selector' || relation.broken || !isShown(from)) return [];
    return [{ edge: { ...relation, to: parseRefKey(pod) as ObjectRef, from, target: pod }, isForward: true }];
  });
}

/** The field as it is said beside an edge: without the way to a template. */
export function shortField(field: string): string {
  return field.replace(/^spec\.(?:jobTemplate\.spec\.)?template\.spec\./, '').replace(/^spec\./, '');
}
