import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { createPortal } from 'react-dom';
import { formatClock, formatMs, formatRate } from '../../i18n/format.ts';
import { useText, type Text } from '../../i18n/use-text.ts';
import type { Period } from '../label-placement.ts';
import { valuesAt, type CrossValues } from './cross-values.ts';
import type { TrafficCurves } from './use-traffic-curves.ts';

interface TrafficCrossProps {
  curves: TrafficCurves;
  period: Period;
  nowMs: number;
  heightPx: number;
}

/** By one press of an arrow, and with Shift. */
const stepPx = { one: 6, many: 60 } as const;
const tipWidthPx = 360;

/** The crosshair of the lane of traffic: by the pointer or the arrow keys to a moment, at which every line says its values. */
export function TrafficCross({ curves, period: { startMs, endMs, msPerPx }, nowMs, heightPx }: TrafficCrossProps) {
  const text = useText();
  const [atMs, setAtMs] = useState<number>();
  const element = useRef<HTMLDivElement>(null);
  const untilMs = Math.min(endMs, nowMs);
  if (untilMs <= startMs) return null;
  const clamped = (ms: number): number => Math.min(untilMs, Math.max(startMs, ms));
  const at = atMs === undefined ? undefined : clamped(atMs);
  const values = at === undefined ? undefined : valuesAt(curves.sources, curves, at);
  const onPointerMove = (event: PointerEvent): void => setAtMs(clamped(startMs + (event.clientX - event.currentTarget.getBoundingClientRect().left) * msPerPx));
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = (event.shiftKey ? stepPx.many : stepPx.one) * msPerPx;
    const to = { ArrowLeft: (at ?? untilMs) - by, ArrowRight: (at ?? untilMs) + by, Home: startMs, End: untilMs, Escape: undefined };
    if (!(event.key in to) || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = to[event.key as keyof typeof to];
    setAtMs(next === undefined ? undefined : clamped(next));
    event.preventDefault();
    event.stopPropagation();
  };
  const box = element.current?.getBoundingClientRect();
  const x = at === undefined ? 0 : (at - startMs) / msPerPx;
  return (
    <>
      <div
        ref={element}
        className="traffic-cross"
        role="slider"
        tabIndex={0}
        aria-label={text.t('timeline:cross.label')}
        aria-valuemin={Math.round(startMs / 1000)}
        aria-valuemax={Math.round(untilMs / 1000)}
        aria-valuenow={Math.round((at ?? untilMs) / 1000)}
        aria-valuetext={at === undefined || !values ? formatClock(untilMs) : spoken(at, values, text)}
        style={{ width: (untilMs - startMs) / msPerPx, height: heightPx }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setAtMs(undefined)}
        onFocus={(event) => { if (event.currentTarget.matches(':focus-visible')) setAtMs((before) => before ?? untilMs); }}
        onBlur={() => setAtMs(undefined)}
        onKeyDown={onKeyDown}
      >
        {at !== undefined && <span className="traffic-cross-line" style={{ transform: `translateX(${x}px)` }} />}
      </div>
      {at !== undefined && values && box && createPortal(
        <div className="tooltip traffic-cross-tip" role="presentation" style={{ left: Math.max(8, Math.min(box.left + x + 10, window.innerWidth - tipWidthPx - 8)), bottom: window.innerHeight - box.top + 5, maxWidth: tipWidthPx }}>
          <CrossTable atMs={at} values={values} />
        </div>, document.body)}
    </>
  );
}

function CrossTable({ atMs, values: { sources, pods, machines } }: { atMs: number; values: CrossValues }) {
  const { t } = useText();
  return (
    <>
      <div className="tooltip-line"><span className="mono">{formatClock(atMs)}</span>
        <span className="traffic-cross-counts">{[pods === undefined ? '' : t('timeline:scaling.pods', { count: pods }), machines === undefined ? '' : t('timeline:scaling.machines', { count: machines })].filter(Boolean).join(' · ')}</span>
      </div>
      {sources.length > 0 && (
        <table className="traffic-cross-table">
          <thead><tr><th /><th>{t('timeline:cross.rate')}</th><th>{t('timeline:cross.failed')}</th><th>p50</th><th>p95</th></tr></thead>
          <tbody>
            {sources.map(({ name, rps, failedRps, p50Ms, p95Ms }) => (
              <tr key={name}>
                <th scope="row" className="truncate">{name}</th>
                <td>{formatRate(rps)}</td>
                <td data-failing={failedRps > 0 ? '' : undefined}>{formatRate(failedRps)}</td>
                <td>{rps > failedRps ? formatMs(p50Ms) : '–'}</td>
                <td>{rps > failedRps ? formatMs(p95Ms) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function spoken(atMs: number, { sources, pods, machines }: CrossValues, { t }: Text): string {
  const lines = sources.map(({ name, rps, failedRps, p50Ms, p95Ms }) => t('timeline:cross.spoken', { name, rate: formatRate(rps), failed: formatRate(failedRps), p50: formatMs(p50Ms), p95: formatMs(p95Ms) }));
  return [formatClock(atMs), ...lines, ...(pods === undefined ? [] : [t('timeline:scaling.pods', { count: pods })]), ...(machines === undefined ? [] : [t('timeline:scaling.machines', { count: machines })])].join('; ');
}
