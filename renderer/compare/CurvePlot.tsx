import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { DesignReport } from '../../shared/compare/comparison.ts';
import { colours } from '../design/colours.ts';
import { resolveTheme } from '../design/install-theme.ts';
import { formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../store/ui.ts';
import { tickLabel } from '../timeline/time-scale.ts';
import { useElementSize } from '../timeline/use-element-size.ts';
import { curveTable } from './curve-table.ts';

interface CurvePlotProps {
  title: string;
  design: DesignReport;
  fromMs: number;
  untilMs: number;
  /** Requests per second at the top, the same for both. */
  highest: number;
}

const font = '11px "Inter Variable", sans-serif';
const headroom = 1.1;

/** Requests over the time of a comparison: what was served, on it what failed, and a line where each failure struck. */
export function CurvePlot({ title, design, fromMs, untilMs, highest }: CurvePlotProps) {
  const { t } = useText();
  const theme = resolveTheme(useUi((state) => state.preferences.theme));
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(frame);
  useEffect(() => {
    const element = frame.current;
    if (element === null || width === 0 || height === 0) return undefined;
    const colour = colours[theme];
    const axis = { stroke: colour['text-3'], font, grid: { stroke: colour.line, width: 1 }, ticks: { show: false } };
    const struck = design.faults.filter(({ mends, error }) => !mends && error === undefined).map(({ atMs }) => atMs);
    const plot = new uPlot({
      width, height, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: false, range: [fromMs, untilMs] }, y: { range: [0, highest * headroom] } },
      axes: [
        { ...axis, size: 22, space: 80, incrs: [1_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 21_600_000, 86_400_000], values: (_self, ticks) => ticks.map((ms) => tickLabel(ms)) },
        { ...axis, size: 44, splits: () => [0, highest], values: (_self, ticks) => ticks.map((value) => formatCount(Math.round(value))) },
      ],
      // What failed stands on what was served: the upper line is all that was asked for.
      series: [{}, { stroke: colour.bad, width: 1, fill: `${colour.bad}88`, points: { show: false } }, { stroke: colour['text-3'], width: 1, fill: colour['line-2'], points: { show: false } }],
      hooks: {
        draw: [({ ctx, bbox, valToPos }) => {
          ctx.save();
          ctx.strokeStyle = colour['text-1'];
          ctx.setLineDash([3, 3]);
          for (const atMs of struck) {
            const x = Math.round(valToPos(atMs, 'x', true)) + 0.5;
            ctx.beginPath();
            ctx.moveTo(x, bbox.top);
            ctx.lineTo(x, bbox.top + bbox.height);
            ctx.stroke();
          }
          ctx.restore();
        }],
      },
    }, curveTable(design.curve), element);
    return () => plot.destroy();
  }, [width, height, theme, design, fromMs, untilMs, highest]);
  const failed = design.curve.failed.reduce((most, value) => Math.max(most, value), 0);
  return (
    <figure className="compare-curve">
      <figcaption><span className="truncate">{title}</span><span className="compare-keys"><span data-key="served">{t('failures:compare.served')}</span><span data-key="failed">{t('failures:compare.failedRequests')}</span><span data-key="fault">{t('failures:compare.fault')}</span></span></figcaption>
      {design.overall.sent === 0 && <span className="compare-silent">{t('failures:compare.noRequests')}</span>}
      <div ref={frame} className="compare-frame" role="img" aria-label={t('failures:compare.spoken', { title, failed: formatCount(Math.round(failed)) })} />
    </figure>
  );
}
