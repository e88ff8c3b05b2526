import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ScalingChain } from '../../shared/view/scaling.ts';
import { KindIcon } from '../design/KindIcon.tsx';
import { formatClock, formatDelay } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { goTo, selectionKeyOf } from '../inspector/go-to.ts';
import { canvas } from '../store/canvas-port.ts';
import { useUi } from '../store/ui.ts';
import { textWidth } from '../timeline/text-width.ts';
import { useElementSize } from '../timeline/use-element-size.ts';
import { axisTicks, labelPlace } from './axis.ts';
import { chainRows, longestStage, periodOf, subjectsOf, type ChainRow } from './chain-rows.ts';
import { stepResult, stepSentences } from './step-text.ts';

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, End: Infinity, Home: -Infinity };
const mostTicks = 5;

/** The stages of a chain from top to bottom over its time, each with what it cost; the one that is looked at is open, and whom it is about is selected on the canvas. */
export function Waterfall({ chain }: { chain: ScalingChain }) {
  const { t } = useText();
  const [wanted, setWanted] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(track);
  const { fromMs, untilMs } = periodOf(chain);
  const rows = chainRows(chain);
  const longest = longestStage(chain);
  const current = wanted === undefined ? undefined : Math.min(wanted, rows.length - 1);

  const choose = (index: number): void => {
    const step = rows[index]?.step;
    setWanted(index === current ? undefined : index);
    const [first] = step ? subjectsOf(chain, step) : [];
    if (first === undefined || index === current) return;
    const key = selectionKeyOf(first);
    // Not `ui.select`, which gives the place back to the inspector.
    useUi.setState({ selection: [key] });
    canvas()?.reveal([key]);
  };
  useEffect(() => {
    if (current !== undefined) list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = moves[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('.scaling-stage') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
  };
  return (
    <div className="scaling-waterfall">
      <div className="scaling-axis" aria-hidden>
        <div ref={track} className="scaling-axis-track">
          {axisTicks(untilMs - fromMs, mostTicks).map(({ at, label }) => (
            <span key={label} className="scaling-tick mono" style={{ left: `${at * 100}%` }}>{label}</span>
          ))}
        </div>
      </div>
      <ol ref={list} className="scaling-stages" aria-label={t('timeline:scaling.stages')} onKeyDown={onKeyDown}>
        {rows.map((row, index) => (
          <Stage
            key={row.step.stage}
            chain={chain}
            row={row}
            period={{ fromMs, untilMs, width }}
            isLongest={row.step === longest}
            isCurrent={index === current}
            isTabStop={index === (current ?? 0)}
            onChoose={() => choose(index)}
          />
        ))}
      </ol>
    </div>
  );
}

interface StageProps {
  chain: ScalingChain;
  row: ChainRow;
  period: { fromMs: number; untilMs: number; width: number };
  isLongest: boolean;
  isCurrent: boolean;
  isTabStop: boolean;
  onChoose: () => void;
}

function Stage({ chain, row: { step, fromMs: beganMs }, period: { fromMs, untilMs, width }, isLongest, isCurrent, isTabStop, onChoose }: StageProps) {
  const text = useText();
  const { t } = text;
  const share = (ms: number): number => (untilMs > fromMs ? (ms - fromMs) / (untilMs - fromMs) : 0);
  const result = stepResult(step, text);
  const place = width > 0 ? labelPlace(share(beganMs), share(step.lastMs), (textWidth(result) + 12) / width) : 'right';
  const at: CSSProperties = place === 'right' ? { left: `calc(${share(step.lastMs) * 100}% + 7px)` } : place === 'left' ? { right: `calc(${(1 - share(beganMs)) * 100}% + 6px)` } : { left: 6 };
  const delay = step.afterMs > 0 ? formatDelay(step.afterMs) : '';
  return (
    <li className="scaling-item">
      <button
        type="button"
        className="scaling-stage"
        aria-expanded={isCurrent}
        tabIndex={isTabStop ? 0 : -1}
        onClick={onChoose}
      >
        <span className="scaling-what">
          <span className="scaling-name truncate">{t(`timeline:scaling.stage.${step.stage}`)}</span>
          <span className="scaling-by mono truncate">{componentName(step.by, t)}</span>
        </span>
        <span className="scaling-track">
          <span className="scaling-wait" aria-hidden style={{ left: `${share(beganMs) * 100}%`, width: `${(share(step.lastMs) - share(beganMs)) * 100}%` }} />
          <span className="scaling-bar" aria-hidden data-longest={isLongest ? '' : undefined} style={{ left: `${share(step.firstMs) * 100}%`, width: `${(share(step.lastMs) - share(step.firstMs)) * 100}%` }} />
          <span className="scaling-result" style={at}>{result}</span>
        </span>
        <span className="scaling-delay mono" data-longest={isLongest ? '' : undefined}>{delay}</span>
      </button>
      {isCurrent && (
        <div className="scaling-more">
          {stepSentences(step, text).map((sentence, index) => <p key={index}>{sentence}</p>)}
          <p className="mono">{step.firstMs === step.lastMs ? formatClock(step.firstMs) : `${formatClock(step.firstMs)} – ${formatClock(step.lastMs)}`}</p>
          <ul className="follow-objects" aria-label={t('timeline:scaling.subjects')}>
            {subjectsOf(chain, step).map((ref) => (
              <li key={refKey(ref)}>
                <button type="button" className="follow-object" onClick={() => goTo(ref)}>
                  <KindIcon kind={ref.kind} size={13} />
                  <span className="truncate">{ref.name}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

/** Parts that are no component of Kubernetes have a word in the catalogue. */
function componentName(by: string, t: (key: string) => string): string {
  const own: Readonly<Record<string, string>> = { load: 'timeline:scaling.by.load', 'node-groups': 'timeline:scaling.by.provider', 'machine-provider': 'timeline:scaling.by.provider' };
  const key = own[by];
  return key === undefined ? by : t(key);
}
