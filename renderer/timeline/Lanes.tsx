import { LocateFixed } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { TimelineEntry } from '../../shared/view/rows.ts';
import { IconButton } from '../design/IconButton.tsx';
import { FailureLane } from '../failures/FailureLane.tsx';
import { FailureName, FaultDrop, FaultGhost } from '../failures/lane-parts.tsx';
import { useLanePort } from '../failures/use-lane-port.ts';
import { entryIdOf, useFaultLane, usePlacedFaults } from '../failures/use-fault-lane.ts';
import { useText, type Text } from '../i18n/use-text.ts';
import { goTo } from '../inspector/go-to.ts';
import { showChain } from '../scaling/chosen.ts';
import { useScaling } from '../scaling/use-scaling.ts';
import { describeEntry, labelOf } from './entry-text.ts';
import { Lane } from './Lane.tsx';
import { indexTimeline } from './lane-index.ts';
import { lanesFor, rulerHeightPx } from './lanes.ts';
import { placeLane } from './label-placement.ts';
import { Playhead } from './Playhead.tsx';
import { readLabelFont, textWidth } from './text-width.ts';
import { defaultView, ticksOf } from './time-scale.ts';
import { chainIdOf, chainLane } from './traffic/chain-entries.ts';
import { TrafficLane } from './traffic/TrafficLane.tsx';
import { TrafficName } from './traffic/TrafficName.tsx';
import { useTrafficCurves } from './traffic/use-traffic-curves.ts';
import { useElementSize } from './use-element-size.ts';
import { laneStops, useRovingEntry } from './use-roving-entry.ts';
import { useThrottledTimeline } from './use-throttled-timeline.ts';
import { useTimeGestures, useTimeView } from './use-time-view.ts';
import './lanes.css';

/**
 * The lanes You, Control plane, Nodes, Workloads, Failures where some are planned, and Traffic where there is some. Entries of the width in view and a quarter of it on each side are placed and
 * mounted; panning within that moves one transform. Everything beyond is not in the document, however long the history.
 */
export function Lanes() {
  const text = useText();
  const { t } = text;
  const body = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(field);
  const chains = useScaling();
  const curves = useTrafficCurves();
  const [msPerPx, setMsPerPx] = useState(defaultView.msPerPx);
  const faults = useFaultLane(msPerPx);
  const { lanes, laneHeightPx, trafficHeightPx, failureHeightPx, failureLines, failureLinePx } = lanesFor(useElementSize(body).height, {
    traffic: chains.length > 0 || curves.rps.length > 0, failureLines: faults.isShown ? faults.lines : 0,
  });
  const { view, following, change, follow } = useTimeView(width, faults.lastMs);
  if (view.msPerPx !== msPerPx) setMsPerPx(view.msPerPx);
  useTimeGestures(field, change);
  const entries = useThrottledTimeline();
  const index = useMemo(() => indexTimeline(entries), [entries]);
  const chainIndex = useMemo(() => chainLane(chains, text), [chains, text]);

  const stepMs = (Math.max(1, width) / 4) * view.msPerPx;
  const page = Math.floor(view.startMs / stepMs);
  const startMs = Math.max(0, (page - 1) * stepMs);
  const period = useMemo(() => ({ startMs, endMs: (page + 6) * stepMs, msPerPx: view.msPerPx }), [startMs, page, stepMs, view.msPerPx]);
  const placed = useMemo(() => {
    readLabelFont();
    return lanes.map((lane) => placeLane(index[lane], period, (entry, count) => textWidth(labelOf(entry, count, text))));
  }, [index, lanes, period, text]);
  const placedChains = useMemo(() => placeLane(chainIndex, period, (entry, count) => textWidth(labelOf(entry, count, text))), [chainIndex, period, text]);
  const placedFaults = usePlacedFaults(faults.rows, period, Math.max(1, failureLines), text);
  const all = useMemo(() => [
    ...(failureHeightPx > 0 ? [placedFaults.map(({ row, x }, at) => ({ id: entryIdOf(row, at), x }))] : []), ...placed.map(laneStops), ...(trafficHeightPx > 0 ? [laneStops(placedChains)] : []),
  ], [placed, placedChains, placedFaults, trafficHeightPx > 0, failureHeightPx > 0]);
  const offsetPx = (startMs - view.startMs) / view.msPerPx;

  const { tabStop, onFocus, onKeyDown } = useRovingEntry(field, { lanes: all, offsetPx, width, change, follow });
  const choose = useCallback((entry: TimelineEntry) => {
    const chain = chainIdOf(entry);
    if (chain !== undefined) showChain(chain);
    else if (entry.ref) goTo(entry.ref);
  }, []);
  const { tip, onHover, onTip } = useTip(text);
  useLanePort(field, view, width, change);

  return (
    <div ref={body} className="lanes" data-traffic={trafficHeightPx > 0 ? '' : undefined} style={{ gridTemplateRows: `${rulerHeightPx}px ${failureHeightPx > 0 ? `${failureHeightPx}px ` : ''}repeat(${lanes.length}, ${laneHeightPx}px) ${trafficHeightPx}px 1fr` }}>
      <div className="lanes-corner" />
      {failureHeightPx > 0 && <FailureName />}
      {lanes.map((lane) => (
        <div key={lane} className="lanes-name">
          {t(`timeline:lane.${lane}`)}
        </div>
      ))}
      {trafficHeightPx > 0 && <TrafficName curves={curves} />}
      <div ref={field} className="lanes-field" role="region" aria-label={t('timeline:entries')} onFocus={onFocus} onKeyDown={onKeyDown}>
        <div className="lanes-ruler" aria-hidden style={{ height: rulerHeightPx }}>
          {ticksOf(view, width).map((tick) => (
            <span key={tick.atMs} className="lanes-tick mono" style={{ transform: `translateX(${tick.x}px)` }}>
              {tick.label}
            </span>
          ))}
        </div>
        <div className="lanes-strip" style={{ transform: `translateX(${offsetPx}px)` }}>
          {failureHeightPx > 0 && <FailureLane placed={placedFaults} heightPx={failureHeightPx} linePx={failureLinePx} tabStop={tabStop} onTip={onTip} />}
          {lanes.map((lane, at) => {
            const lanePlaced = placed[at];
            return (
              lanePlaced && (
                <Lane
                  key={lane}
                  name={t(`timeline:lane.${lane}`)}
                  placed={lanePlaced}
                  heightPx={laneHeightPx}
                  tabStop={tabStop}
                  onChoose={choose}
                  onHover={onHover}
                />
              )
            );
          })}
          {trafficHeightPx > 0 && (
            <TrafficLane
              curves={curves}
              chains={chains}
              placed={placedChains}
              period={period}
              heightPx={trafficHeightPx}
              tabStop={tabStop}
              onChoose={choose}
              onHover={onHover}
            />
          )}
        </div>
        <Playhead view={view} width={width} />
        <FaultDrop view={view} />
        {entries.length === 0 && <p className="lanes-empty">{t('timeline:empty')}</p>}
        {!following && (
          <div className="lanes-follow">
            <IconButton label={t('timeline:follow')} icon={<LocateFixed size={15} />} side="left" onClick={follow} />
          </div>
        )}
      </div>
      {tip && <Tip key={tip.text} text={tip.text} at={tip.at} laneTop={tip.top} />}
      <FaultGhost />
    </div>
  );
}

interface TipState {
  text: string;
  at: number;
  top: number;
}

/** One tooltip for all entries: mounting one per mark would cost more than the marks. */
function useTip(text: Text) {
  const [tip, setTip] = useState<TipState>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onTip = useCallback((words: string | undefined, element: HTMLElement | undefined) => {
    clearTimeout(timer.current);
    if (words === undefined || element === undefined) return setTip(undefined);
    timer.current = setTimeout(() => {
      const box = element.getBoundingClientRect();
      setTip({ text: words, at: Math.max(8, box.left), top: box.top });
    }, 400);
  }, []);
  const onHover = useCallback(
    (entry: TimelineEntry | undefined, count: number, element: HTMLElement | undefined) => onTip(entry && describeEntry(entry, count, text), element),
    [onTip, text],
  );
  return { tip, onHover, onTip };
}

function Tip({ text, at, laneTop }: { text: string; at: number; laneTop: number }) {
  return (
    <div
      className="tooltip lanes-tip"
      role="presentation"
      style={{ left: Math.min(at, window.innerWidth - 310), bottom: window.innerHeight - laneTop + 5 }}
    >
      {text}
    </div>
  );
}
