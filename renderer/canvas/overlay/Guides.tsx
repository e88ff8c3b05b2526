import { view } from '../canvas-model.ts';
import type { Guide } from '../geometry/snapping.ts';

/** Alignment hairlines and equal gaps with their length. */
export function Guides({ guides }: { guides: readonly Guide[] }) {
  if (guides.length === 0) return null;
  const { x, y, zoom } = view.viewport;
  return (
    <svg className="guides" aria-hidden>
      {guides.map((guide, index) => {
        const isVertical = guide.axis === 'x';
        const at = guide.at * zoom + (isVertical ? x : y);
        const from = guide.from * zoom + (isVertical ? y : x);
        const to = guide.to * zoom + (isVertical ? y : x);
        const line = isVertical ? { x1: at, x2: at, y1: from, y2: to } : { x1: from, x2: to, y1: at, y2: at };
        if (guide.distance === undefined) return <line key={index} className="guide" {...line} />;
        const [middleX, middleY] = isVertical ? [at, (from + to) / 2] : [(from + to) / 2, at];
        return (
          <g key={index} className="guide-gap">
            <line {...line} />
            {[from, to].map((end) =>
              isVertical ? (
                <line key={end} x1={at - 4} x2={at + 4} y1={end} y2={end} />
              ) : (
                <line key={end} x1={end} x2={end} y1={at - 4} y2={at + 4} />
              ),
            )}
            <text x={middleX} y={middleY - 6} textAnchor="middle">
              {guide.distance}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
