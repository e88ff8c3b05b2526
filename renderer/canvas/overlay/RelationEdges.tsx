import { useCallback } from 'react';
import type { RelationKind } from '../../../shared/view/relations.ts';
import { useText } from '../../i18n/use-text.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { scene, useScene } from '../canvas-model.ts';
import { openRelationMenu } from '../drag/edge-menu.ts';
import { cardToPod, roundedPath } from '../geometry/edge-route.ts';
import type { Point, Rect } from '../geometry/rect.ts';
import { right } from '../geometry/rect.ts';
import { brokenRoute, relationRoute } from '../geometry/relation-route.ts';
import type { ZoomLevel } from '../geometry/zoom-level.ts';
import { podUidOf } from '../scene/object-rect.ts';
import { mirror } from '../../store/cluster.ts';
import { laneTop } from './lane-top.ts';
import { shortField } from './relation-edges.ts';
import type { DrawnRelation } from './relation-edges.ts';
import { RelationEnd } from './RelationEnd.tsx';

interface RelationEdgesProps {
  drawn: readonly DrawnRelation[];
  level: ZoomLevel;
}

/** Relations between cards, and from cards to bare pods: a line, an end and a tooltip each. Part of the canvas' SVG. */
export function RelationEdges({ drawn, level }: RelationEdgesProps) {
  useScene('layout', useCallback(() => scene.layout, []));
  const cards = scene.cards.map((card) => card.rect);
  return drawn.map(({ edge, isForward }, order) => {
    const from = rectOfCard(edge.from);
    if (!from) return null;
    const target = edge.broken ? undefined : endOf(edge.target, from, order, level, cards);
    const points = target ?? (edge.broken ? brokenRoute(from, order) : undefined);
    if (!points) return null;
    return <Edge key={`${edge.from} ${edge.kind} ${edge.field} ${edge.target}`} kind={edge.kind} from={edge.from} target={edge.target} field={edge.field}
      {...(edge.detail === undefined ? {} : { detail: edge.detail })} points={points} isForward={isForward} isBroken={edge.broken !== undefined} />;
  });
}

function rectOfCard(key: string): Rect | undefined {
  return scene.layout.cards.get(key);
}

function endOf(target: string, from: Rect, order: number, level: ZoomLevel, cards: readonly Rect[]): Point[] | undefined {
  const card = rectOfCard(target);
  if (card) return relationRoute(from, card, order, laneTop(), cards).points;
  const uid = parseRefKey(target)?.kind === 'Pod' ? podUidOf(target) : undefined;
  const pod = uid === undefined ? undefined : scene.podRect(uid);
  const machine = uid === undefined ? undefined : scene.rectOf(mirror.pods.row(uid)?.node ?? '');
  if (!pod || !machine) return undefined;
  return cardToPod(from, machine, level === 'near' ? pod : { ...pod, x: machine.x, y: machine.y }, laneRight() + 9 + (order % 4) * 3, scene.machinesTop);
}

function laneRight(): number {
  return Math.max(...scene.cards.map((card) => right(card.rect)));
}

interface EdgeProps {
  kind: RelationKind;
  from: string;
  target: string;
  field: string;
  detail?: string;
  points: readonly Point[];
  isForward: boolean;
  isBroken: boolean;
}

function Edge({ kind, from, target, field, detail, points, isForward, isBroken }: EdgeProps) {
  const { t } = useText();
  const path = roundedPath(points);
  const begin = parseRefKey(from);
  const end = parseRefKey(target);
  const sentence = [`${begin?.kind} ${begin?.name} ${t(`view:relation.kind.${kind}`)} ${end ? `${end.kind} ${end.name}` : ''}`.trim(), field, detail].filter(Boolean).join(' · ');
  return (
    <g className="edge-relation" data-canvas-control data-kind="RelationEdge" data-relation={kind} data-from={begin?.name} data-to={end?.name} data-forward={isForward || undefined} data-broken={isBroken || undefined}
      onClick={(event) => void openRelationMenu({ kind, from, target, field }, { x: event.clientX, y: event.clientY })}>
      <title>{sentence}</title>
      <path className="edge-hit" d={path} />
      <path className="edge-line" d={path} />
      <RelationEnd kind={isBroken ? 'broken' : kind} points={points} />
    </g>
  );
}

/** Beside the other ends of the relations of what is hovered or selected: the field that says so. */
export function RelationLabels({ drawn, keys }: { drawn: readonly DrawnRelation[]; keys: readonly string[] }) {
  const labels = new Map<string, string[]>();
  for (const { edge, isForward } of drawn) {
    if (!isForward || edge.broken) continue;
    const other = keys.includes(edge.from) ? edge.target : edge.from;
    labels.set(other, [...new Set([...(labels.get(other) ?? []), shortField(edge.field)])]);
  }
  return [...labels].map(([key, fields]) => {
    const rect = rectOfCard(key);
    return rect && (
      <div key={key} className="edge-label truncate" style={{ left: rect.x + rect.width - 8, top: rect.y - 11, maxWidth: rect.width - 28 }}>
        {fields.join(', ')}
      </div>
    );
  });
}
