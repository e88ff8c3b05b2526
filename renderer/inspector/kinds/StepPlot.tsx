import { formatClock } from '../../i18n/format.ts';

const width = 300;
const height = 90;

export interface PlotStep {
  fromMs: number;
  untilMs: number;
  value: number;
}

interface StepPlotProps {
  label: string;
  fromMs: number;
  untilMs: number;
  highest: number;
  /** Drawn one over the other; `wish`: dashed and pale. */
  lines: readonly { kind: 'line' | 'wish'; steps: readonly PlotStep[] }[];
  /** A moment that is marked by an upright line, where it is in view. */
  markMs?: number;
}

/** Numbers over time as steps, small. */
export function StepPlot({ label, fromMs, untilMs, highest, lines, markMs }: StepPlotProps) {
  const top = highest > 0 ? highest : 1;
  const x = (ms: number): number => ((ms - fromMs) / Math.max(1, untilMs - fromMs)) * width;
  const y = (value: number): number => height - (value / top) * (height - 4) - 1;
  return (
    <div className="step-plot-frame">
      <div className="step-plot-axis mono" aria-hidden>
        <span>{Math.round(top * 10) / 10}</span>
        <span>0</span>
      </div>
      <svg className="step-plot" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <line className="step-plot-grid" x1="0" x2={width} y1={y(0)} y2={y(0)} />
        <line className="step-plot-grid" x1="0" x2={width} y1={y(top)} y2={y(top)} />
        {lines.map(({ kind, steps }) => (
          <polyline key={kind} className={`step-plot-${kind}`} points={steps.map((step) => `${x(step.fromMs)},${y(step.value)} ${x(step.untilMs)},${y(step.value)}`).join(' ')} />
        ))}
        {markMs !== undefined && markMs >= fromMs && markMs <= untilMs && <line className="step-plot-mark" x1={x(markMs)} x2={x(markMs)} y1="0" y2={height} />}
      </svg>
      <div className="step-plot-times mono" aria-hidden>
        <span>{formatClock(fromMs)}</span>
        <span>{formatClock(untilMs)}</span>
      </div>
    </div>
  );
}
