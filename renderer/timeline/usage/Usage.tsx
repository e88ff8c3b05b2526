import { useMemo, useState } from 'react';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { TrafficRow } from '../../../shared/view/traffic.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { Segments } from '../../design/Segments.tsx';
import type { ColourName } from '../../design/colours.ts';
import { resolveTheme } from '../../design/install-theme.ts';
import { formatClock, formatMs, formatRate } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useUi } from '../../store/ui.ts';
import { useThrottled } from '../use-throttled.ts';
import { UsagePlot, type UsageLine } from './UsagePlot.tsx';
import { inOrder, shownKeys, usageTable, type UsageMeasure, type UsageTable } from './usage-data.ts';
import './usage.css';

const intervalMs = 400;
const readRows = (): TrafficRow[] => inOrder(mirror.traffic.rows());
const readNow = (): number => mirror.clock.nowMs;

const spans = ['5m', '30m', 'all'] as const;
type Span = (typeof spans)[number];
const spanMs: Readonly<Record<Span, number>> = { '5m': 300_000, '30m': 1_800_000, all: Infinity };

/** Told apart from each other, and none the colour of failure. */
const lineColours: readonly ColourName[] = ['accent', 'ready', 'leaving', 'attention-mark', 'working', 'done', 'waiting', 'unknown'];
const rates: readonly UsageMeasure[] = ['rps', 'failedRps'];
const times: readonly UsageMeasure[] = ['p50Ms', 'p95Ms'];

/** Requests and response times of each source and Service over time, with one crosshair. */
export function Usage() {
  const { t } = useText();
  const rows = useThrottled('traffic', readRows, intervalMs);
  if (rows.length === 0) return <p className="usage-empty">{t('timeline:usage.empty')}</p>;
  return <UsagePlots rows={rows} />;
}

function UsagePlots({ rows }: { rows: readonly TrafficRow[] }) {
  const { t } = useText();
  const theme = resolveTheme(useUi((state) => state.preferences.theme));
  const nowMs = useThrottled('clock', readNow, intervalMs);
  const [span, setSpan] = useState<Span>('30m');
  const [switched, setSwitched] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [cursor, setCursor] = useState<number | null>(null);
  const shown = shownKeys(rows, switched);
  const coloured = rows.map((row, index) => ({ row, key: refKey(row.ref), colour: lineColours[index % lineColours.length] as ColourName }));
  const drawn = coloured.filter(({ key }) => shown.has(key));
  const drawnKey = drawn.map(({ key }) => key).join();
  const [rateTable, timeTable] = useMemo(() => {
    const all = drawn.map(({ row }) => row);
    const firstMs = Math.min(nowMs, ...all.map(({ points }) => points[0]?.atMs ?? nowMs));
    const fromMs = Math.max(firstMs, nowMs - spanMs[span]);
    return [usageTable(all, rates, fromMs, nowMs), usageTable(all, times, fromMs, nowMs)];
  }, [rows, drawnKey, nowMs, span]);
  const lines = (names: readonly [string, string], second?: ColourName): UsageLine[] => drawn.flatMap(({ row, colour }) => [
    { label: `${row.ref.name} ${names[0]}`, colour, isDashed: false }, { label: `${row.ref.name} ${names[1]}`, colour: second ?? colour, isDashed: true },
  ]);
  const rateNames = [t('timeline:usage.requests'), t('timeline:usage.failed')] as const;
  const at = (table: UsageTable): number => cursor ?? table[0].length - 1;
  const atMs = rateTable[0][at(rateTable)] ?? nowMs;
  const say = (tableOf: UsageTable, format: (value: number) => string, names: readonly [string, string]): string => drawn.map(({ row }, index) => `${row.ref.name}: ${names[0]} ${shownValue(tableOf, index * 2, at(tableOf), format)}, ${names[1]} ${shownValue(tableOf, index * 2 + 1, at(tableOf), format)}`).join('; ');
  return (
    <div className="usage">
      <div className="usage-side">
        <div className="usage-head">
          <Segments label={t('timeline:usage.span')} value={span} options={spans.map((name) => ({ value: name, text: t(`timeline:usage.span.${name}`) }))} onChange={setSpan} />
          <time className="usage-time mono">{formatClock(atMs)}</time>
        </div>
        <ul className="usage-legend" aria-label={t('timeline:usage.legend')}>
          {coloured.map(({ row, key, colour }) => {
            const index = drawn.findIndex((one) => one.key === key);
            return (
              <li key={key}>
                <button type="button" className="usage-entry" aria-pressed={index >= 0} onClick={() => setSwitched((before) => new Map(before).set(key, index < 0))}>
                  <span className="usage-swatch" style={{ background: index < 0 ? 'none' : `var(--${colour})`, borderColor: `var(--${colour})` }} aria-hidden />
                  <KindIcon kind={row.ref.kind} size={13} />
                  <span className="truncate">{row.ref.name}</span>
                  {index >= 0 && (
                    <span className="usage-values mono">
                      <span>{shownValue(rateTable, index * 2, at(rateTable), formatRate)}</span>
                      <span data-failing={(rateTable[index * 2 + 2]?.[at(rateTable)] ?? 0) > 0 ? '' : undefined}>{shownValue(rateTable, index * 2 + 1, at(rateTable), formatRate)}</span>
                      <span>{shownValue(timeTable, index * 2, at(timeTable), formatMs)}</span>
                      <span>{shownValue(timeTable, index * 2 + 1, at(timeTable), formatMs)}</span>
                    </span>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
        <p className="usage-key">{t('timeline:usage.key')}</p>
      </div>
      <UsagePlot title={t('timeline:usage.ratePlot')} spoken={say(rateTable, formatRate, rateNames)} lines={lines(rateNames, 'bad')} table={rateTable} theme={theme} format={formatRate} onCursor={setCursor} />
      <UsagePlot title={t('timeline:usage.timePlot')} spoken={say(timeTable, formatMs, ['p50', 'p95'])} lines={lines(['p50', 'p95'])} table={timeTable} theme={theme} format={formatMs} onCursor={setCursor} />
    </div>
  );
}

function shownValue(table: UsageTable, line: number, at: number, format: (value: number) => string): string {
  const value = table[line + 1]?.[at];
  return value === undefined || value === null ? '–' : format(value);
}
