import { useCallback } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useCluster } from '../../store/hooks.ts';
import { scene, useScene } from '../canvas-model.ts';
import { betweenRects } from '../geometry/between-rects.ts';

/** Half of the gap, and of the bars at its sides, in world px. */
const gap = 4;
const bar = 8;

/** Links between two machines that someone has cut: a line from one to the other that is broken in the middle. */
export function CutLinks() {
  const { t } = useText();
  const links = useCluster()?.cutLinks ?? [];
  useScene('layout', useCallback(() => scene.layout, []));
  return links.map(([a, b]) => {
    const [one, other] = [scene.rectOf(a), scene.rectOf(b)];
    if (!one || !other) return null;
    const { from, to } = betweenRects(one, other);
    const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    return (
      <g key={`${a} ${b}`} className="edge-cut-link" data-kind="CutLink" data-from={a} data-to={b} transform={`translate(${from.x} ${from.y}) rotate(${angle})`}>
        <title>{t('canvas:link.cut', { a, b })}</title>
        <path className="cut-link-line" d={`M0 0H${length / 2 - gap}M${length / 2 + gap} 0H${length}`} />
        <path className="cut-link-bar" d={`M${length / 2 - gap} ${-bar}V${bar}M${length / 2 + gap} ${-bar}V${bar}`} />
      </g>
    );
  });
}
