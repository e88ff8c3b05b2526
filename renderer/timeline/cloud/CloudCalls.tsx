import { CloudOff, ListFilter, Wrench } from 'lucide-react';
import { memo, useMemo, useState, type KeyboardEvent } from 'react';
import type { CloudCall } from '../../../shared/view/cloud.ts';
import { failCalls, mendCalls } from '../../commands/cloud.ts';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { ContextMenu, type MenuEntry } from '../../design/Menu.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { formatClock, formatCount, formatMs } from '../../i18n/format.ts';
import { useText, type Text } from '../../i18n/use-text.ts';
import { useCloud } from '../../store/hooks.ts';
import { ui, useUi } from '../../store/ui.ts';
import { useEnlargedPanel } from '../../store/use-enlarged-panel.ts';
import { useVirtualRows } from '../use-virtual-rows.ts';
import { CallDetail } from './CallDetail.tsx';
import { actionOf, answerText, errorsFor, failuresOf, filterCalls } from './call-text.ts';
import { useCloudCalls } from './use-cloud-calls.ts';
import '../events-table.css';
import './cloud-calls.css';

const rowHeightPx = 26;
/** Of the panel, with request and answer in it. */
const readableHeight = 320;
const columns = ['time', 'caller', 'action', 'subject', 'answer', 'duration'] as const;

/** What the control plane asked the cloud for; or, where nobody can be asked, how that changes. */
export function CloudCalls() {
  const { t } = useText();
  const cloud = useCloud();
  if (cloud !== undefined) return <CallsTable />;
  return (
    <div className="calls-none">
      <p>{t('timeline:calls.noCloud')}</p>
      <Button onClick={() => {
        ui.select([]);
        ui.setPanel('inspector', { visible: true });
      }}
      >
        {t('timeline:calls.showCluster')}
      </Button>
    </div>
  );
}

function menuOf(call: CloudCall | undefined, isFailing: boolean, { t }: Text): MenuEntry[] {
  if (call === undefined) return [];
  return [
    { kind: 'label', id: 'fail', label: t('timeline:calls.fail', { action: call.action }) },
    ...errorsFor(call).map((error): MenuEntry => ({
      kind: 'item', id: error, label: t(`timeline:calls.error.${error}`), icon: <CloudOff size={14} />, onSelect: () => void failCalls(actionOf(call), error),
    })),
    { kind: 'separator', id: 'line' },
    { kind: 'item', id: 'mend', label: t('timeline:calls.mend', { action: call.action }), icon: <Wrench size={14} />, disabled: !isFailing, onSelect: () => void mendCalls(actionOf(call)) },
  ];
}

function CallsTable() {
  const text = useText();
  const { t } = text;
  const failures = useCloud()?.failures ?? [];
  const calls = useCloudCalls();
  const filterText = useUi((state) => state.callsFilter);
  const [errorsOnly, setErrorsOnly] = useState(false);
  const rows = useMemo(() => filterCalls(calls, { text: filterText, errorsOnly }), [calls, filterText, errorsOnly]);
  // By id: newer calls move the row on which a person is.
  const [currentId, setCurrentId] = useState<number>();
  const [isOpen, setIsOpen] = useState(false);
  const current = Math.max(0, rows.findIndex(({ id }) => id === currentId));
  const call = rows[current];
  useEnlargedPanel('timeline', isOpen && call ? readableHeight : undefined);
  const { body, from, to, onScroll, onKeyDown } = useVirtualRows(rows.length, rowHeightPx, current, (index) => setCurrentId(rows[index]?.id));
  const onKey = (event: KeyboardEvent): void => {
    if (onKeyDown(event) || (event.key !== 'Enter' && !(event.key === 'Escape' && isOpen))) return;
    setIsOpen(event.key === 'Enter');
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="events">
      <div className="events-filter">
        <Field label={t('timeline:calls.filter')} hideLabel placeholder={t('timeline:calls.filter')} icon={<ListFilter size={14} />} value={filterText} onChange={(event) => useUi.setState({ callsFilter: event.target.value })} />
        <label className="events-warnings">
          <input type="checkbox" checked={errorsOnly} onChange={(event) => setErrorsOnly(event.target.checked)} />
          {t('timeline:calls.errorsOnly')}
        </label>
        {failures.length > 0 && (
          <span className="calls-failing" role="status">
            <StateMark family="attention" name="Pressure" size={12} />
            <span className="truncate">{t('timeline:calls.failing', { calls: failures.map(({ action = '*', error }) => `${action} ${error}`).join(', ') })}</span>
            <Button variant="quiet" icon={<Wrench size={14} />} onClick={() => void mendCalls()}>{t('timeline:calls.mendAll')}</Button>
          </span>
        )}
        <span className="events-shown">{t('timeline:shown', { shown: formatCount(rows.length), all: formatCount(calls.length) })}</span>
      </div>
      <div className="calls-split" data-open={isOpen && call ? '' : undefined}>
        <div className="events-table" role="grid" aria-label={t('timeline:calls')} aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
          <div className="events-head events-row calls-row" role="row" aria-rowindex={1}>
            {columns.map((column) => <span key={column} role="columnheader">{t(`timeline:calls.column.${column}`)}</span>)}
          </div>
          <ContextMenu entries={menuOf(call, call !== undefined && failuresOf(call, failures).length > 0, text)}>
            <div ref={body} className="events-body" role="rowgroup" onScroll={onScroll} onKeyDown={onKey}>
              <div className="events-space" role="presentation" style={{ height: rows.length * rowHeightPx }}>
                {rows.slice(from, to).map((row, at) => (
                  <Row key={row.id} call={row} index={from + at} isTabStop={from + at === current} onFocus={setCurrentId} onOpen={setIsOpen} />
                ))}
              </div>
              {rows.length === 0 && <p className="events-empty">{t(calls.length === 0 ? 'timeline:calls.none' : 'timeline:calls.noMatch')}</p>}
            </div>
          </ContextMenu>
        </div>
        {isOpen && call && <CallDetail call={call} menu={menuOf(call, failuresOf(call, failures).length > 0, text)} onClose={() => setIsOpen(false)} />}
      </div>
    </div>
  );
}

interface RowProps {
  call: CloudCall;
  index: number;
  isTabStop: boolean;
  onFocus: (id: number) => void;
  onOpen: (isOpen: boolean) => void;
}

const Row = memo(function Row({ call, index, isTabStop, onFocus, onOpen }: RowProps) {
  const { t } = useText();
  const answer = answerText(call) || t('timeline:calls.done');
  return (
    <div
      className="events-row events-data calls-row" role="row" aria-rowindex={index + 2} tabIndex={isTabStop ? 0 : -1} style={{ top: index * rowHeightPx, height: rowHeightPx }}
      onClick={() => onOpen(true)} onFocus={() => onFocus(call.id)}
    >
      <span role="gridcell" className="events-time mono">{formatClock(call.atMs)}</span>
      <span role="gridcell" className="truncate" title={call.caller}>{call.caller}</span>
      <span role="gridcell" className="truncate" title={actionOf(call)}>{call.action}</span>
      <span role="gridcell" className="truncate">{call.subject && <><span className="events-kind">{call.subject.kind}</span> {call.subject.name}</>}</span>
      <span role="gridcell" className="calls-answer" data-family={call.error ? 'attention' : undefined} title={answer}>
        {call.error && <StateMark family="attention" name="Pressure" size={12} />}
        <span className="truncate">{answer}</span>
      </span>
      <span role="gridcell" className="events-count">{formatMs(call.durationMs)}</span>
    </div>
  );
});
