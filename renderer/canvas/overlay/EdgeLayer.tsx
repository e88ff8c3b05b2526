import { ViewportPortal } from '@xyflow/react';
import { useCallback, useMemo } from 'react';
import { mirror } from '../../store/cluster.ts';
import { useCluster, useFlowVersion, useLayout, useRelationVersion } from '../../store/hooks.ts';
import { parseRefKey, podKey } from '../../store/ref-key.ts';
import { useFollowedWay } from '../../store/followed-way.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene } from '../canvas-model.ts';
import { cardToPod, roundedPath } from '../geometry/edge-route.ts';
import { card as cardSize } from '../geometry/sizes.ts';
import { ownershipFor } from './ownership.ts';
import type { Ownership } from './ownership.ts';
import { useRelations } from '../../store/use-relations.ts';
import { drawnRelations, podRelations } from './relation-edges.ts';
import { CutLinks } from './CutLinks.tsx';
import { FollowedWay } from './FollowedWay.tsx';
import { FlowEdges } from './FlowEdges.tsx';
import { ReachEdges, ReachLabels } from './ReachEdges.tsx';
import { RelationEdges, RelationLabels } from './RelationEdges.tsx';
import { ReplacementArrows } from './ReplacementArrows.tsx';
import { useReplacements } from './replacements.ts';
import { ServiceWays } from './ServiceWays.tsx';
import { useReach } from './use-reach.ts';
import { keyOfWays, useServiceWays } from './use-service-ways.ts';
import './edges.css';

const drawnAtMost = 60;

/**
 * Edges: relations between cards, and for what is selected or hovered its ownership, dashed, from the workload's card through the gutters to its pods, with
 * a square end.
 */
export function EdgeLayer() {
  const selection = useUi((state) => state.selection);
  const hovered = useUi((state) => state.hovered);
  const level = useUi((state) => state.zoomLevel);
  const isFar = level === 'far';
  const layout = useScene(
    'layout',
    useCallback(() => scene.layout, []),
  );
  useLayout();
  const keys = hovered !== undefined ? [...selection, hovered] : selection;
  const edges = useMemo(() => (isFar ? [] : ownershipFor(keys, mirror, scene).slice(0, drawnAtMost)), [isFar, layout, keys.join()]);
  const version = useRelationVersion();
  const pod = selection.findLast((key) => parseRefKey(key)?.kind === 'Pod');
  const aboutPod = useRelations(isFar ? undefined : pod);
  const relations = useMemo(
    () => (isFar ? [] : [
      ...drawnRelations(mirror.relations, keys, (key) => layout.cards.has(key) || parseRefKey(key)?.kind === 'Pod'),
      ...podRelations(pod, aboutPod, (key) => layout.cards.has(key)),
    ]),
    [isFar, layout, version, keys.join(), aboutPod],
  );
  const only = selection.length === 1 && !isFar ? selection[0] : undefined;
  const reach = useReach(only);
  const ways = useServiceWays(isFar ? undefined : keyOfWays(selection, hovered));
  const isFollowing = useFollowedWay((state) => state.way !== undefined) && !isFar;
  const hasReplacements = useReplacements((state) => state.list.length > 0) && !isFar;
  useFlowVersion();
  const hasCuts = useCluster()?.cutLinks !== undefined;
  const hasFlows = !isFar && !mirror.traffic.flows().next().done;
  if (edges.length === 0 && relations.length === 0 && reach.length === 0 && ways.length === 0 && !hasReplacements && !hasFlows && !hasCuts && !isFollowing) return null;
  return (
    <ViewportPortal>
      <svg className="edges" aria-hidden>
        <defs>
          <marker id="replacement-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M1 1l6 3-6 3" className="edge-head" />
          </marker>
        </defs>
        {hasReplacements && <ReplacementArrows />}
        <RelationEdges drawn={relations} level={level} />
        {hasCuts && <CutLinks />}
        {hasFlows && <FlowEdges relations={relations} isNear={level === 'near'} />}
        <ReachEdges edges={reach} firstOrder={relations.length} />
        <ServiceWays ways={ways} />
        {!isFar && <FollowedWay />}
        {edges.map((edge) => (
          <OwnershipEdge key={edge.uid} edge={edge} />
        ))}
      </svg>
      {level === 'near' && <RelationLabels drawn={relations} keys={keys} />}
      {level === 'near' && <ReachLabels edges={reach} selected={only} />}
    </ViewportPortal>
  );
}

function OwnershipEdge({ edge }: { edge: Ownership }) {
  useScene(
    `body/${edge.machine}`,
    useCallback(() => scene.bodyOf(edge.machine), [edge.machine]),
  );
  const middle = useUi((state) => state.zoomLevel === 'middle');
  const pod = scene.podRect(edge.uid);
  const machine = edge.machine === '' ? scene.layout.tray : scene.rectOf(edge.machine);
  const card = scene.cardOf(edge.card)?.rect;
  if (!pod || !machine || !card) return null;
  const lane = Math.max(...scene.cards.map((item) => item.rect.x + cardSize.width));
  const target = middle ? { ...pod, x: machine.x, y: machine.y } : pod;
  const points =
    edge.machine === ''
      ? [
          { x: card.x + card.width, y: card.y + 25 },
          { x: lane + 9, y: card.y + 25 },
          { x: lane + 9, y: target.y + 17 },
          { x: target.x + target.width, y: target.y + 17 },
        ]
      : cardToPod(card, machine, target, lane + 9 + (edge.order % 4) * 3, scene.machinesTop);
  const end = points[points.length - 1] as { x: number; y: number };
  return (
    <g className="edge-ownership" data-kind="OwnershipEdge" data-name={mirror.pods.row(edge.uid)?.name ?? podKey('', '')}>
      <path d={roundedPath(points)} />
      <rect x={end.x - 2.5} y={end.y - 2.5} width={5} height={5} />
    </g>
  );
}
