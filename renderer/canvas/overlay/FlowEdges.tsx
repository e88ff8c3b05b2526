import { useCallback, useMemo, type CSSProperties } from 'react';
import { useText, type Text } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useFlowVersion } from '../../store/hooks.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import type { Flow } from '../../store/traffic-table.ts';
import { scene, useScene } from '../canvas-model.ts';
import { useCanvas } from '../canvas-store.ts';
import { openRelationMenu } from '../drag/edge-menu.ts';
import { placeLabels } from '../geometry/edge-labels.ts';
import { partedAt, roundedPath } from '../geometry/edge-route.ts';
import { right, type Point, type Rect } from '../geometry/rect.ts';
import { cluster, machine, namespaceFrame } from '../geometry/sizes.ts';
import { relationRoute } from '../geometry/relation-route.ts';
import { laneTop } from './lane-top.ts';
import { dotSpeed, flowDots, flowFate, shortRate } from './flow-dots.ts';
import type { DrawnRelation } from './relation-edges.ts';
import './flows.css';

const drawnAtMost = 120;
/** Screen pixels of a label: its height, a sign of its text, and the room at both ends together. */
const labelPx = { height: 13, sign: 5.5, ends: 9 } as const;

/** Of a namespace's name on its frame, about. */
const frameNamePx = 90;

interface DrawnFlow {
  flow: Flow;
  points: readonly Point[];
  label: string;
}

/**
 * Requests under way between cards, as dots along the edge: their speed is always the same, their density is the rate, and those that will fail are red
 * and end in a cross; where policies keep all of them out the line ends at a bar. Where nothing may move the width of the line tells the rate. The rate stands on the line.
 * @param relations the edges that are drawn: a flow between the same two cards takes the same way
 */
export function FlowEdges({ relations, isNear }: { relations: readonly DrawnRelation[]; isNear: boolean }) {
  const { t, language } = useText();
  const layout = useScene('layout', useCallback(() => scene.layout, []));
  useFlowVersion();
  const scale = useCanvas((state) => (isNear ? 1 : state.textScale));
  const cards = scene.cards.map((card) => card.rect);
  const flows = [...mirror.traffic.flows()].filter(({ source, target, rps }) => rps > 0 && source !== target && scene.layout.cards.has(source) && scene.layout.cards.has(target));
  const drawn = flows.slice(0, drawnAtMost).flatMap((flow, index): DrawnFlow[] => {
    const [from, to] = [scene.layout.cards.get(flow.source), scene.layout.cards.get(flow.target)];
    if (!from || !to) return [];
    const along = relations.findIndex(({ edge }) => edge.from === flow.source && edge.target === flow.target);
    const { points } = relationRoute(from, to, along >= 0 ? along : relations.length + index, laneTop(), cards);
    return [{ flow, points, label: t(`canvas:flow.label.${flowFate(flow)}`, { rps: shortRate(flow.rps, language), failed: Math.round(flow.failed * 100) }) }];
  });
  const byId = new Map(drawn.map((one) => [one.flow.id, one]));
  const labelOf = (ids: readonly string[]): FlowLabelText => labelOfAll(ids.flatMap((id) => byId.get(id) ?? []), t, language);
  // What fails is named before what goes well.
  const byNeed = drawn.toSorted((a, b) => b.flow.failed - a.flow.failed);
  // Rates change all the time, and hardly ever how much room they take.
  const wanted = byNeed.map(({ flow, points, label }) => ({ id: flow.id, points, width: widthOf(label) * scale, height: labelPx.height * scale }));
  const labels = useMemo(() => placeLabels(wanted, {
    obstacles: [
      ...layout.frames.map(({ rect }) => ({ ...rect, width: Math.min(rect.width, frameNamePx * scale), height: namespaceFrame.headerHeight })),
      { ...layout.cluster, height: cluster.headerHeight * scale },
    ],
    solids: [...cards, ...besideCards(cards)], bundleWidth: (ids) => widthOf(labelOf(ids).label) * scale,
  }), [layout, scale, JSON.stringify(wanted)]);
  return (
    <>
      {drawn.map(({ flow, points }) => (
        <FlowEdge key={flow.id} flow={flow} points={points} kind={relations.find(({ edge }) => edge.from === flow.source && edge.target === flow.target)?.edge} />
      ))}
      {labels.map(({ ids, at, isUpright }) => {
        const { label, fate, each } = labelOf(ids);
        const width = widthOf(label);
        return (
          <g key={ids[0]} className="flow-label" data-fate={fate} data-flows={ids.length} transform={`translate(${at.x} ${at.y}) scale(${scale}) rotate(${isUpright ? -90 : 0})`}>
            {each && <title>{each}</title>}
            <rect x={-width / 2} y={-labelPx.height / 2} width={width} height={labelPx.height} rx={3} />
            <text y={3.3} textAnchor="middle">{label}</text>
          </g>
        );
      })}
    </>
  );
}

interface FlowLabelText {
  label: string;
  fate: ReturnType<typeof flowFate>;
  /** Of several: each by itself, on lines of their own. */
  each?: string;
}

/** What a label says: of one flow its rate, of several how many they are, and their rates together. */
function labelOfAll(flows: readonly DrawnFlow[], t: Text['t'], language: string): FlowLabelText {
  const [first, ...others] = flows;
  if (!first) return { label: '', fate: 'served' };
  if (others.length === 0) return { label: first.label, fate: flowFate(first.flow) };
  // Requests that go on from one to the next are the same.
  const targets = new Set(flows.map(({ flow }) => flow.target));
  const entering = flows.reduce((sum, { flow }) => sum + (targets.has(flow.source) ? 0 : flow.rps), 0);
  const rps = entering > 0 ? entering : Math.max(...flows.map(({ flow }) => flow.rps));
  return {
    label: t('canvas:flow.label.bundle', { count: flows.length, rps: shortRate(rps, language) }), fate: flows.some(({ flow }) => flowFate(flow) !== 'served') ? 'failing' : 'served',
    each: flows.map(({ flow, label }) => `${parseRefKey(flow.source)?.name ?? ''} → ${parseRefKey(flow.target)?.name ?? ''}: ${label}`).join('\n'),
  };
}

/** Machines that a label beside the edges of cards could reach. */
function besideCards(cards: readonly Rect[]): Rect[] {
  const from = Math.max(...cards.map(right));
  return scene.machineRects.filter(({ x }) => x < from + machine.width);
}

/** Screen pixels. */
function widthOf(label: string): number {
  return label.length * labelPx.sign + labelPx.ends;
}

function FlowEdge({ flow, points, kind }: { flow: Flow; points: readonly Point[]; kind: DrawnRelation['edge'] | undefined }) {
  const { t, localize, language } = useText();
  const { gap, width, failedEvery } = flowDots(flow.rps, flow.failed);
  const fate = flowFate(flow);
  const isDenied = fate === 'denied';
  const { before, at, after, angle } = partedAt(points, 0.5);
  const path = roundedPath(isDenied ? before : points);
  const begin = parseRefKey(flow.source);
  const end = parseRefKey(flow.target);
  const params = { from: begin?.name ?? '', to: end?.name ?? '', rps: shortRate(flow.rps, language), failed: Math.round(flow.failed * 100) };
  const failedGap = gap * Math.max(1, failedEvery);
  const last = points.at(-1);
  return (
    <g className="flow" data-canvas-control data-kind="FlowEdge" data-from={begin?.name} data-to={end?.name} data-failing={failedEvery > 0 || undefined}
      onClick={(event) => openRelationMenu({ kind: kind?.kind ?? 'traffic', from: flow.source, target: flow.target, field: kind?.field ?? '' }, { x: event.clientX, y: event.clientY })}>
      <title>{[t(failedEvery > 0 ? 'canvas:flow.failing' : 'canvas:flow.served', params), flow.failure && failedEvery > 0 ? localize(flow.failure.text) : ''].filter(Boolean).join(' · ')}</title>
      <path className="edge-hit" d={roundedPath(points)} />
      <path className="flow-line" d={path} style={{ strokeWidth: width }} />
      {isDenied && <path className="flow-line" data-rest d={roundedPath(after)} />}
      <path className="flow-dots" d={path} style={dotted(gap)} />
      {failedEvery > 0 && <path className="flow-dots" data-failed d={path} style={dotted(failedGap)} />}
      {isDenied && <path className="reach-bar" d="M0 -6V6" transform={`translate(${at.x} ${at.y}) rotate(${angle})`} />}
      {failedEvery > 0 && !isDenied && last && <path className="flow-cross" d={`M${last.x - 11} ${last.y - 3.5}l7 7m0 -7l-7 7`} />}
    </g>
  );
}

function dotted(gap: number): CSSProperties {
  return { strokeDasharray: `0 ${gap}`, '--flow-gap': `${-gap}px`, animationDuration: `${gap / dotSpeed}s` } as CSSProperties;
}
