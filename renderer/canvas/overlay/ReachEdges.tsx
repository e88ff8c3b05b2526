import { useCallback } from 'react';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { ReachEdge } from '../../../shared/view/reach.ts';
import { useText } from '../../i18n/use-text.ts';
import { scene, useScene } from '../canvas-model.ts';
import { openReachMenu } from '../drag/edge-menu.ts';
import { partedAt, roundedPath } from '../geometry/edge-route.ts';
import { relationRoute } from '../geometry/relation-route.ts';
import { laneTop } from './lane-top.ts';

/**
 * What NetworkPolicies say of the selected workload and others: an allowed call as a thin line with a shield, a denied one as a line that stops at a bar.
 * @param firstOrder number of the first edge among those that are drawn: parallel ones keep apart
 */
export function ReachEdges({ edges, firstOrder }: { edges: readonly ReachEdge[]; firstOrder: number }) {
  const { t } = useText();
  useScene('layout', useCallback(() => scene.layout, []));
  const cards = scene.cards.map((card) => card.rect);
  return edges.map((edge, index) => {
    const [from, to] = [scene.layout.cards.get(refKey(edge.from)), scene.layout.cards.get(refKey(edge.to))];
    if (!from || !to) return null;
    const { points } = relationRoute(from, to, firstOrder + index, laneTop(), cards);
    const { before, at, after, angle } = partedAt(points, 0.5);
    const isDenied = edge.verdict === 'Denied';
    return (
      <g key={`${refKey(edge.from)} ${refKey(edge.to)}`} className="edge-reach" data-canvas-control data-kind="ReachEdge" data-verdict={edge.verdict} data-from={edge.from.name} data-to={edge.to.name}
        onClick={(event) => void openReachMenu(edge, { x: event.clientX, y: event.clientY })}>
        <title>{t(`canvas:reach.${edge.verdict}`, { from: edge.from.name, to: edge.to.name, policies: edge.policies.map(({ name }) => name).join(', ') })}</title>
        <path className="edge-hit" d={roundedPath(points)} />
        <path className="edge-line" d={roundedPath(before)} />
        <path className="edge-line" data-rest d={roundedPath(after)} />
        {isDenied
          ? <path className="reach-bar" d="M0 -6V6" transform={`translate(${at.x} ${at.y}) rotate(${angle})`} />
          : <path className="reach-shield" d="M0 -6.5L5 -4.5V-0.5C5 3 2.8 5 0 6.5C-2.8 5 -5 3 -5 -0.5V-4.5ZM-2.2 -0.3L-0.5 1.6L2.4 -1.8" transform={`translate(${at.x} ${at.y})`} />}
      </g>
    );
  });
}

/** Beside the other workloads: what the policies say of them and the selected one. */
export function ReachLabels({ edges, selected }: { edges: readonly ReachEdge[]; selected: string | undefined }) {
  const { t } = useText();
  const said = new Map<string, { verdict: ReachEdge['verdict']; text: string }[]>();
  for (const { from, to, verdict, ports } of edges) {
    const isCaller = refKey(to) === selected;
    const other = refKey(isCaller ? from : to);
    const key = `${isCaller ? 'caller' : 'called'}${verdict}${ports ? 'At' : ''}`;
    const text = t(`canvas:reach.${key}`, { name: (isCaller ? to : from).name, ports: (ports ?? []).join(', ') });
    said.set(other, [...(said.get(other) ?? []), { verdict, text }]);
  }
  return [...said].map(([key, texts]) => {
    const rect = scene.layout.cards.get(key);
    return rect && (
      <div key={key} className="reach-labels" style={{ left: rect.x + 8, top: rect.y - 9, maxWidth: rect.width }}>
        {texts.map(({ verdict, text }) => <span key={text} className="reach-label truncate" data-verdict={verdict}>{text}</span>)}
      </div>
    );
  });
}
