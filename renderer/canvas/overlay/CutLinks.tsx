import { useCallback, useMemo } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useCluster } from '../../store/hooks.ts';
import { scene, useScene } from '../canvas-model.ts';
import { betweenRects } from '../geometry/between-rects.ts';
import { partedAt, roundedPath } from '../geometry/edge-route.ts';
import { gutterRoute } from '../geometry/gutter-route.ts';
import { boundsOf, grow, intersects, type Point, type Rect } from '../geometry/rect.ts';

/** Half of the gap, and of the bars at its sides, in world px. */
const gap = 4;
const bar = 8;
/** How far a way may lead around, in world px. */
const around = 400;

/** Links between two machines that someone has cut: a line in the gutters from one to the other that is broken in the middle. */
export function CutLinks() {
  const { t } = useText();
  const links = useCluster()?.cutLinks ?? [];
  const layout = useScene('layout', useCallback(() => scene.layout, []));
  const ways = useMemo(() => links.flatMap(([a, b]) => {
    const [one, other] = [scene.rectOf(a), scene.rectOf(b)];
    return one && other ? [{ a, b, ...partedAt(wayBetween(one, other), 0.5) }] : [];
  }), [layout, JSON.stringify(links)]);
  return ways.map(({ a, b, before, at, after, angle }) => {
    return (
      <g key={`${a} ${b}`} className="edge-cut-link" data-kind="CutLink" data-from={a} data-to={b}>
        <title>{t('canvas:link.cut', { a, b })}</title>
        <path className="cut-link-line" d={roundedPath(before)} />
        <path className="cut-link-line" d={roundedPath(after)} />
        <g transform={`translate(${at.x} ${at.y}) rotate(${angle})`}>
          <path className="cut-link-gap" d={`M${-gap} 0H${gap}`} />
          <path className="cut-link-bar" d={`M${-gap} ${-bar}V${bar}M${gap} ${-bar}V${bar}`} />
        </g>
      </g>
    );
  });
}

/** In the gutters; where there is no way through them, straight. */
function wayBetween(one: Rect, other: Rect): Point[] {
  const near = grow(boundsOf([one, other]) ?? one, around);
  const others = scene.machineRects.filter((rect) => rect !== one && rect !== other && intersects(rect, near));
  const { from, to } = betweenRects(one, other);
  return gutterRoute(one, other, others) ?? [from, to];
}
