import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { colours, type ColourName, type Theme } from '../../design/colours.ts';
import { tickLabel } from '../time-scale.ts';
import { useElementSize } from '../use-element-size.ts';
import type { UsageTable } from './usage-data.ts';

export interface UsageLine {
  label: string;
  colour: ColourName;
  isDashed: boolean;
}

interface UsagePlotProps {
  title: string;
  /** What its dashed lines are; with `isValue` a number beside the title, and there are none. */
  dashed: string;
  isValue?: boolean;
  /** From point to point, rather than in steps. */
  isSloped?: boolean;
  /** What the plot says, for those who do not see it. */
  spoken: string;
  lines: readonly UsageLine[];
  table: UsageTable;
  theme: Theme;
  format: (value: number) => string;
  /** Index of the time under the crosshair; null: there is none. */
  onCursor: (index: number | null) => void;
}

const font = '11px "Inter Variable", sans-serif';
const axisWidth = 76;
/** Room above the highest value. */
const headroom = 1.12;

/** One plot over simulated time; all that are shown share their crosshair. */
export function UsagePlot({ title, dashed, isValue = false, isSloped = false, spoken, lines, table, theme, format, onCursor }: UsagePlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const { width, height } = useElementSize(frame);
  const newest = useRef({ table, onCursor, format });
  newest.current = { table, onCursor, format };
  const isLaidOut = width > 0 && height > 0;
  const linesKey = JSON.stringify(lines);

  useEffect(() => {
    const element = frame.current;
    if (element === null || !isLaidOut) return undefined;
    const colour = colours[theme];
    const axis = { stroke: colour['text-3'], font, grid: { stroke: colour.line, width: 1 }, ticks: { show: false } };
    const made = new uPlot({
      width: element.clientWidth,
      height: element.clientHeight,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'usage' }, points: { size: 6 } },
      scales: { x: { time: false, range: (_self, low, high) => [low, high] }, y: { range: (_self, _low, high) => [0, high > 0 ? high * headroom : 1] } },
      axes: [
        { ...axis, size: 24, space: 110, incrs: [1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000], values: (_self, ticks) => ticks.map((ms) => tickLabel(ms)) },
        { ...axis, size: axisWidth, splits: (self, _axis, _low, high) => peaks(self.height, high), values: (_self, ticks) => ticks.map((value) => newest.current.format(value)) },
      ],
      series: [
        {},
        ...lines.map(({ label, colour: name, isDashed }) => ({ label, stroke: colour[name], width: 1.5, ...(isSloped ? {} : { paths: steps }), points: { show: false }, ...(isDashed ? { dash: [4, 3] } : {}) })),
      ],
      hooks: { setCursor: [(self) => newest.current.onCursor((self.cursor.left ?? -1) < 0 ? null : (self.cursor.idx ?? null))] },
    }, newest.current.table, element);
    plot.current = made;
    return () => {
      plot.current = undefined;
      made.destroy();
    };
    // Its lines are told apart by what they say.
  }, [isLaidOut, theme, linesKey]);

  useEffect(() => {
    if (isLaidOut) plot.current?.setSize({ width, height });
  }, [width, height]);
  useEffect(() => {
    plot.current?.setData(table);
  }, [table]);

  return (
    <figure className="usage-plot">
      <figcaption className="usage-plot-title">
        {title}
        <span className={isValue ? 'usage-value mono' : 'usage-dashed'}>{dashed}</span>
      </figcaption>
      <div ref={frame} className="usage-plot-frame" role="img" aria-label={spoken} />
    </figure>
  );
}

/** What a low plot can say: nothing, and the peak of what is seen; a higher one the half of it as well. */
function peaks(height: number, high: number): number[] {
  const top = high / headroom;
  return height < 110 ? [0, top] : [0, top / 2, top];
}

const stepped = uPlot.paths.stepped?.({ align: 1 });
const steps: uPlot.Series.PathBuilder = (self, series, first, last) => stepped?.(self, series, first, last) ?? null;
