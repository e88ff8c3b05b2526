import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Packet } from '../../shared/network/trace.ts';
import type { TraceStep, TraceView } from '../../shared/view/trace.ts';
import { IconButton } from '../design/IconButton.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { selectionKeyOf } from '../inspector/go-to.ts';
import { ObjectLink } from '../inspector/parts/Facts.tsx';
import { canvas } from '../store/canvas-port.ts';
import { useFollowedWay } from '../store/followed-way.ts';
import { useUi } from '../store/ui.ts';
import { Outcome } from './Outcome.tsx';

const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, End: Infinity, Home: -Infinity };

/** The hops one after the other; the one that is looked at is open, and what decided there is selected on the canvas. */
export function Hops({ view: { steps, outcome, trace } }: { view: TraceView }) {
  const { t } = useText();
  const [wanted, setWanted] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const current = Math.min(wanted, steps.length - 1);
  const ref = steps[current]?.ref;
  const selected = ref && selectionKeyOf(ref);

  // Not `ui.select`, which gives the place back to the inspector.
  useEffect(() => useUi.setState({ selection: selected === undefined ? [] : [selected] }), [selected]);
  useEffect(() => {
    if (selected !== undefined) canvas()?.reveal([selected]);
    // At its end one reads what became of it.
    if (current === steps.length - 1) list.current?.nextElementSibling?.scrollIntoView({ block: 'nearest' });
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current, selected]);
  // The canvas draws the way as long as it is walked.
  useEffect(() => useFollowedWay.setState({ way: { trace, current } }), [trace, current]);
  useEffect(() => () => useFollowedWay.setState({ way: undefined }), []);
  // Whoever asked for the way walks it at once, unless they are still writing the question.
  useEffect(() => {
    if (document.activeElement?.closest('.follow') === null) focusOn(0);
  }, []);

  const focusOn = (index: number): void => list.current?.children[index]?.querySelector<HTMLElement>('.follow-hop')?.focus({ preventScroll: true });
  const go = (by: number): number => {
    const next = Math.max(0, Math.min(steps.length - 1, current + by));
    setWanted(next);
    return next;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = moves[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = go(by);
    if (list.current?.contains(document.activeElement)) focusOn(next);
  };
  return (
    <div className="follow-way" onKeyDown={onKeyDown} role="group" aria-label={t('inspector:follow.hops')}>
      <div className="follow-bar">
        <span className="follow-count" aria-live="polite">{t('inspector:follow.at', { at: current + 1, of: steps.length })}</span>
        <span className="follow-verdict" data-family={outcome.served ? 'ready' : 'bad'}>
          <StateMark family={outcome.served ? 'ready' : 'bad'} size={14} />
          {t(outcome.served ? 'inspector:follow.served' : 'inspector:follow.failed')}
        </span>
        <IconButton label={t('inspector:follow.previous')} shortcut="←" icon={<ChevronLeft size={16} />} aria-disabled={current === 0} onClick={() => go(-1)} />
        <IconButton label={t('inspector:follow.next')} shortcut="→" icon={<ChevronRight size={16} />} aria-disabled={current === steps.length - 1} onClick={() => go(1)} />
      </div>
      <ol className="follow-hops" ref={list}>
        {steps.map((step, index) => <Hop key={index} step={step} isCurrent={index === current} onChoose={() => setWanted(index)} />)}
      </ol>
      <Outcome outcome={outcome} trace={trace} />
    </div>
  );
}

function Hop({ step, isCurrent, onChoose }: { step: TraceStep; isCurrent: boolean; onChoose: () => void }) {
  const { t, localize } = useText();
  const { text, details, before, after, ref, verdict, kind } = step;
  return (
    <li className="follow-item" data-kind={kind} data-verdict={verdict}>
      <button type="button" className="follow-hop" aria-current={isCurrent ? 'step' : undefined} tabIndex={isCurrent ? 0 : -1} onClick={onChoose}>
        <StateMark family={verdict === 'Passed' ? 'ready' : 'bad'} size={14} label={t(`inspector:follow.${verdict}`)} />
        <span className="follow-words">{localize(text)}</span>
      </button>
      {isCurrent && (
        <div className="follow-more">
          {details.map((detail, index) => <p key={index}>{localize(detail)}</p>)}
          {before && <PacketLine label={t(after ? 'inspector:follow.before' : 'inspector:follow.packet')} packet={before} />}
          {after && <PacketLine label={t('inspector:follow.after')} packet={after} />}
          {ref && <p className="follow-subject">{ref.kind} <ObjectLink to={ref} /></p>}
        </div>
      )}
    </li>
  );
}

function PacketLine({ label, packet: { sourceIp, destinationIp, destinationPort, protocol } }: { label: string; packet: Packet }) {
  return (
    <p className="follow-packet">
      <span>{label}</span>
      <span className="mono">{`${sourceIp} → ${destinationIp.includes(':') ? `[${destinationIp}]` : destinationIp}:${destinationPort} ${protocol}`}</span>
    </p>
  );
}
