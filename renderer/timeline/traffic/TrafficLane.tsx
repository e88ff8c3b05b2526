import { memo } from 'react';
import type { ScalingChain } from '../../../shared/view/scaling.ts';
import type { TimelineEntry } from '../../../shared/view/rows.ts';
import { useText } from '../../i18n/use-text.ts';
import { stepPath, within, type StepPoint } from '../../scaling/curves.ts';
import { mirror } from '../../store/cluster.ts';
import { describeEntry, labelOf } from '../entry-text.ts';
import type { PlacedLane, Period } from '../label-placement.ts';
import { familyOf } from '../TimelineIcon.tsx';
import { useThrottled } from '../use-throttled.ts';
import { chainIdOf } from './chain-entries.ts';
import { TrafficCross } from './TrafficCross.tsx';
import type { TrafficCurves } from './use-traffic-curves.ts';
import './traffic-lane.css';

interface TrafficLaneProps {
  curves: TrafficCurves;
  chains: readonly ScalingChain[];
  placed: PlacedLane;
  period: Period;
  heightPx: number;
  tabStop: number | undefined;
  onChoose: (entry: TimelineEntry) => void;
  onHover: (entry: TimelineEntry | undefined, count: number, element: HTMLElement | undefined) => void;
}

const mostSpanPx = 15;
/** Of all bars together: the rest is the curves'. */
const mostSpansPx = 24;
/** A lower bar has no room for words. */
const leastLabelPx = 11;
const intervalMs = 100;
const readNow = (): number => mirror.clock.nowMs;

/** What is asked for, and how many pods and machines there are for it, over time; and each time that a workload grew, as a bar with its stages marked. */
export const TrafficLane = memo(function TrafficLane({ curves, chains, placed, period, heightPx, tabStop, onChoose, onHover }: TrafficLaneProps) {
  const text = useText();
  const nowMs = useThrottled('clock', readNow, intervalMs);
  // Those at the same time stand above each other, on the ground; the curves above them.
  const hasSpans = placed.spans.length > 0;
  const spanPx = Math.min(mostSpanPx, Math.floor(Math.min(mostSpansPx, heightPx / 2) / placed.rows));
  const curvesPx = heightPx - 1 - (hasSpans ? placed.rows * spanPx + 2 : 0);
  return (
    <div className="lane traffic-lane" role="group" aria-label={text.t('timeline:lane.traffic')} style={{ height: heightPx }}>
      <Curves curves={curves} period={period} nowMs={nowMs} heightPx={curvesPx} />
      <TrafficCross curves={curves} period={period} nowMs={nowMs} heightPx={curvesPx} />
      {placed.spans.map(({ entry, x, width, count, hasLabel, row }) => {
        const chain = chains.find(({ id }) => id === chainIdOf(entry));
        return (
          <button
            key={entry.id}
            type="button"
            className="lane-span traffic-chain"
            data-entry={entry.id}
            data-family={familyOf(entry.icon) ?? 'waiting'}
            tabIndex={entry.id === tabStop ? 0 : -1}
            aria-label={text.t('timeline:scaling.open', { what: describeEntry(entry, count, text) })}
            style={{ left: x, width, bottom: 1 + row * spanPx, height: spanPx - (placed.rows > 1 ? 1 : 0) }}
            onClick={() => onChoose(entry)}
            onPointerEnter={(event) => onHover(entry, count, event.currentTarget)}
            onPointerLeave={() => onHover(undefined, 0, undefined)}
          >
            {chain?.steps.map(({ stage, lastMs }) => <span key={stage} className="traffic-step" style={{ left: Math.max(0, (lastMs - entry.atMs) / period.msPerPx - 3) }} />)}
            {hasLabel && spanPx >= leastLabelPx && <span className="lane-span-label">{labelOf(entry, count, text)}</span>}
          </button>
        );
      })}
    </div>
  );
});

interface CurvesProps {
  curves: TrafficCurves;
  period: Period;
  nowMs: number;
  heightPx: number;
}

function Curves({ curves: { rps, failedRps, pods, machines }, period: { startMs, endMs, msPerPx }, nowMs, heightPx }: CurvesProps) {
  const untilMs = Math.min(endMs, nowMs);
  if (untilMs <= startMs) return null;
  const width = (untilMs - startMs) / msPerPx;
  const x = (ms: number): number => (ms - startMs) / msPerPx;
  /** Each line has its own scale, over all of time: it keeps its height as one pans. Rates stand on the ground, counts above it. */
  const drawn = (line: readonly StepPoint[], highest: number, floorPx = 0): string =>
    stepPath(within(line, startMs, untilMs), x, (value) => heightPx - floorPx - (value / Math.max(1, highest)) * (heightPx - floorPx - 3), width);
  const most = (line: readonly StepPoint[]): number => Math.max(0, ...line.map(({ value }) => value));
  const asked = within(rps, startMs, untilMs);
  const area = (line: readonly StepPoint[]): string => {
    const path = drawn(line, most(rps));
    return path === '' ? '' : `${path}V${heightPx}H${x(Math.max(startMs, line[0]?.atMs ?? startMs)).toFixed(1)}Z`;
  };
  return (
    <svg className="traffic-curves" width={width} height={heightPx} aria-hidden>
      <path className="traffic-area" d={area(rps)} />
      {failedRps.some(({ value }) => value > 0) && <path className="traffic-failing" d={area(failedRps)} />}
      {asked.length > 0 && <path className="traffic-asked" d={drawn(rps, most(rps))} />}
      <path className="traffic-pods" d={drawn(pods, most(pods), 1)} />
      <path className="traffic-machines" d={drawn(machines, most(machines), 1)} />
    </svg>
  );
}
