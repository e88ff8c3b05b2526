import { ViewportPortal } from '@xyflow/react';
import { useCallback, useMemo } from 'react';
import { mirror } from '../../store/cluster.ts';
import { useLayout } from '../../store/hooks.ts';
import { podKey } from '../../store/ref-key.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene } from '../canvas-model.ts';
import { cardToPod, roundedPath } from '../geometry/edge-route.ts';
import { card as cardSize } from '../geometry/sizes.ts';
import { ownershipFor, volumeLinesFor } from './ownership.ts';
import type { Ownership, VolumeLine } from './ownership.ts';
import { ReplacementArrows } from './ReplacementArrows.tsx';
import { useReplacements } from './replacements.ts';
import './edges.css';

const drawnAtMost = 60;

/** Ownership edges of what is selected or hovered: dashed, from the workload's card through the gutters to its pods, with a square end. */
export function EdgeLayer() {
  const selection = useUi((state) => state.selection);
  const hovered = useUi((state) => state.hovered);
  const isFar = useUi((state) => state.zoomLevel === 'far');
  const layout = useScene(
    'layout',
    useCallback(() => scene.layout, []),
  );
  useLayout();
  const keys = hovered !== undefined ? [...selection, hovered] : selection;
  const edges = useMemo(() => (isFar ? [] : ownershipFor(keys, mirror, scene).slice(0, drawnAtMost)), [isFar, layout, keys.join()]);
  const volumes = useMemo(() => (isFar ? [] : volumeLinesFor(keys, mirror)), [isFar, layout, keys.join()]);
  const hasReplacements = useReplacements((state) => state.list.length > 0) && !isFar;
  if (edges.length === 0 && volumes.length === 0 && !hasReplacements) return null;
  return (
    <ViewportPortal>
      <svg className="edges" aria-hidden>
        <defs>
          <marker id="replacement-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M1 1l6 3-6 3" className="edge-head" />
          </marker>
        </defs>
        {hasReplacements && <ReplacementArrows />}
        {volumes.map((line) => (
          <VolumeEdge key={`${line.object} ${line.workload}`} line={line} />
        ))}
        {edges.map((edge) => (
          <OwnershipEdge key={edge.uid} edge={edge} />
        ))}
      </svg>
    </ViewportPortal>
  );
}

/** A ConfigMap or Secret and the workload that mounts it: a plain line beside the lane. */
function VolumeEdge({ line }: { line: VolumeLine }) {
  const near = useUi((state) => state.zoomLevel === 'near');
  const from = scene.cardOf(line.object)?.rect;
  const to = scene.cardOf(line.workload)?.rect;
  if (!from || !to) return null;
  const outside = Math.max(from.x + from.width, to.x + to.width) + 7;
  const end = to.y + (near ? to.height / 2 : 32);
  const points = [
    { x: from.x + from.width, y: from.y + 25 },
    { x: outside, y: from.y + 25 },
    { x: outside, y: end },
    { x: to.x + to.width, y: end },
  ];
  return <path className="edge-volume" data-kind="VolumeEdge" d={roundedPath(points)} />;
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
