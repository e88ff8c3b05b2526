import { useMemo, useState } from 'react';
import type { ColourName } from '../../design/colours.ts';
import { resolveTheme } from '../../design/install-theme.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useUi } from '../../store/ui.ts';
import { useThrottled } from '../use-throttled.ts';
import { UsagePlot, type UsageLine } from './UsagePlot.tsx';
import { spanMs, type Span } from './spans.ts';
import { shownKeys, usageTable, type UsageRow, type UsageTable } from './usage-data.ts';
import type { PlotKind } from './usage-views.ts';

export interface NamedRow<P extends { atMs: number }> extends UsageRow<P> {
  kind: string;
  name: string;
}

/** Told apart from each other, and none the colour of failure. */
const lineColours: readonly ColourName[] = ['accent', 'ready', 'leaving', 'attention-mark', 'working', 'done', 'waiting', 'unknown'];
const intervalMs = 400;
const readNow = (): number => mirror.clock.nowMs;

interface UsagePlotsProps<P extends { atMs: number }> {
  rows: readonly NamedRow<P>[];
  plots: readonly PlotKind<P>[];
  span: Span;
}

/** Plots of the same rows beside each other, and what each row is and was at the crosshair. */
export function UsagePlots<P extends { atMs: number }>({ rows, plots, span }: UsagePlotsProps<P>) {
  const { t } = useText();
  const theme = resolveTheme(useUi((state) => state.preferences.theme));
  const nowMs = useThrottled('clock', readNow, intervalMs);
  const [switched, setSwitched] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [cursor, setCursor] = useState<number | null>(null);
  const shown = shownKeys(rows.map(({ key }) => key), switched);
  const coloured = rows.map((row, index) => ({ ...row, colour: lineColours[index % lineColours.length] as ColourName }));
  const drawn = coloured.filter(({ key }) => shown.has(key));
  const drawnKey = drawn.map(({ key, points }) => `${key} ${points.length} ${points.at(-1)?.atMs ?? 0}`).join();
  const tables = useMemo(() => {
    const firstMs = Math.min(nowMs, ...drawn.map(({ points }) => points[0]?.atMs ?? nowMs));
    return plots.map(({ measures }) => usageTable(drawn, measures, Math.max(firstMs, nowMs - spanMs[span]), nowMs));
  }, [plots, drawnKey, nowMs, span]);
  const times = tables[0]?.[0] ?? [];
  const at = Math.min(cursor ?? times.length - 1, times.length - 1);
  const value = (table: UsageTable | undefined, row: number, line: number): number | null => table?.[row * 2 + line + 1]?.[at] ?? null;
  return (
    <>
      <div className="usage-legend" role="table" aria-label={t('timeline:usage.legend')}>
        <div className="usage-entry usage-names" role="row">
          <time className="mono" role="columnheader">{formatClock(times[at] ?? nowMs)}</time>
          {plots.flatMap(({ names, heads }) => heads ?? names).map((name, index) => <span key={index} role="columnheader">{t(name)}</span>)}
        </div>
        {coloured.map(({ key, kind, name, colour }) => {
          const index = drawn.findIndex((one) => one.key === key);
          return (
            <div key={key} className="usage-entry" role="row">
              <span role="rowheader" className="usage-switch-cell">
                <button type="button" className="usage-switch" aria-pressed={index >= 0} onClick={() => setSwitched((before) => new Map(before).set(key, index < 0))}>
                  <span className="usage-swatch" style={{ background: index < 0 ? 'none' : `var(--${colour})`, borderColor: `var(--${colour})` }} aria-hidden />
                  <KindIcon kind={kind} size={13} />
                  <span className="truncate" title={`${kind} ${name}`}>{name}</span>
                </button>
              </span>
              {plots.flatMap(({ format, second }, plot) => [0, 1].map((line) => {
                const number = index < 0 ? null : value(tables[plot], index, line);
                const isFailing = line === 1 && second === 'bad' && (number ?? 0) > 0;
                // Its unit stands in the title of the plot.
                return <span key={`${plot}/${line}`} role="cell" className="mono" data-failing={isFailing ? '' : undefined}>{number === null ? '–' : format(number).replace(/ req\/s$/u, '')}</span>;
              }))}
            </div>
          );
        })}
      </div>
      {plots.map(({ title, names, format, second }, plot) => {
        const table = tables[plot] as UsageTable;
        const lines = drawn.flatMap(({ name, colour }): UsageLine[] => [
          { label: `${name} ${t(names[0])}`, colour, isDashed: false }, { label: `${name} ${t(names[1])}`, colour: second ?? colour, isDashed: true },
        ]);
        const spoken = drawn.map(({ name }, row) => `${name}: ${[0, 1].map((line) => {
          const number = value(table, row, line);
          return `${t(names[line as 0 | 1])} ${number === null ? '–' : format(number)}`;
        }).join(', ')}`).join('; ');
        return <UsagePlot key={title} title={t(title)} dashed={t(names[1])} spoken={spoken} lines={lines} table={table} theme={theme} format={format} onCursor={setCursor} />;
      })}
    </>
  );
}
