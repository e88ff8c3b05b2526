import { useCallback, type CSSProperties } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useFlowVersion } from '../../store/hooks.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import type { Flow } from '../../store/traffic-table.ts';
import { scene, useScene } from '../canvas-model.ts';
import { roundedPath } from '../geometry/edge-route.ts';
import type { Point } from '../geometry/rect.ts';
import { relationRoute } from '../geometry/relation-route.ts';
import { laneTop } from './lane-top.ts';
import { dotSpeed, flowDots, shortRate } from './flow-dots.ts';
import type { DrawnRelation } from './relation-edges.ts';
import './flows.css';

const drawnAtMost = 120;

/**
 * Requests under way between cards, as dots along the edge: their speed is always the same, their density is the rate, and those that will fail are red
 * and end in a cross. Where nothing may move the width of the line tells the rate.
 * @param relations the edges that are drawn: a flow between the same two cards takes the same way
 */
export function FlowEdges({ relations }: { relations: readonly DrawnRelation[] }) {
  useScene('layout', useCallback(() => scene.layout, []));
  useFlowVersion();
  const cards = scene.cards.map((card) => card.rect);
  const flows = [...mirror.traffic.flows()].filter(({ source, target, rps }) => rps > 0 && source !== target && scene.layout.cards.has(source) && scene.layout.cards.has(target));
  return flows.slice(0, drawnAtMost).map((flow, index) => {
    const [from, to] = [scene.layout.cards.get(flow.source), scene.layout.cards.get(flow.target)];
    if (!from || !to) return null;
    const along = relations.findIndex(({ edge }) => edge.from === flow.source && edge.target === flow.target);
    const { points } = relationRoute(from, to, along >= 0 ? along : relations.length + index, laneTop(), cards);
    return <FlowEdge key={flow.id} flow={flow} points={points} />;
  });
}

function FlowEdge({ flow, points }: { flow: Flow; points: readonly Point[] }) {
  const { t, language } = useText();
  const { gap, width, failedEvery } = flowDots(flow.rps, flow.failed);
  const path = roundedPath(points);
  const begin = parseRefKey(flow.source);
  const end = parseRefKey(flow.target);
  const params = { from: begin?.name ?? '', to: end?.name ?? '', rps: shortRate(flow.rps, language), failed: Math.round(flow.failed * 100) };
  const failedGap = gap * Math.max(1, failedEvery);
  const last = points.at(-1);
  return (
    <g className="flow" data-kind="FlowEdge" data-from={begin?.name} data-to={end?.name} data-failing={failedEvery > 0 || undefined}>
      <title>{t(failedEvery > 0 ? 'canvas:flow.failing' : 'canvas:flow.served', params)}</title>
      <path className="edge-hit" d={path} />
      <path className="flow-line" d={path} style={{ strokeWidth: width }} />
      <path className="flow-dots" d={path} style={dotted(gap)} />
      {failedEvery > 0 && <path className="flow-dots" data-failed d={path} style={dotted(failedGap)} />}
      {failedEvery > 0 && last && <path className="flow-cross" d={`M${last.x - 11} ${last.y - 3.5}l7 7m0 -7l-7 7`} />}
    </g>
  );
}

function dotted(gap: number): CSSProperties {
  return { strokeDasharray: `0 ${gap}`, '--flow-gap': `${-gap}px`, animationDuration: `${gap / dotSpeed}s` } as CSSProperties;
}
