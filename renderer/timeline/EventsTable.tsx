import { ListFilter } from 'lucide-react';
import { memo, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { EventRow } from '../../shared/view/rows.ts';
import { Field } from '../design/Field.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatClock, formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { goTo } from '../inspector/go-to.ts';
import { filterEvents, visibleRows } from './event-filter.ts';
import { useAllEvents } from './use-all-events.ts';
import { useElementSize } from './use-element-size.ts';
import './events-table.css';

const rowHeightPx = 26;
const columns = ['time', 'type', 'reason', 'object', 'message', 'count'] as const;

/** All Kubernetes Events, newest first, filtered by words and type. Only the rows in view are in the document. */
export function EventsTable() {
  const { t } = useText();
  const events = useAllEvents();
  const [filterText, setFilterText] = useState('');
  const [warningsOnly, setWarningsOnly] = useState(false);
  const rows = useMemo(() => filterEvents(events, { text: filterText, warningsOnly }), [events, filterText, warningsOnly]);
  const body = useRef<HTMLDivElement>(null);
  const { height } = useElementSize(body);
  const [scrollTop, setScrollTop] = useState(0);
  const [current, setCurrent] = useState(0);
  const { from, to } = visibleRows(rows.length, rowHeightPx, scrollTop, height);

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setCurrent(next);
    const view = body.current;
    if (view === null) return;
    const top = next * rowHeightPx;
    if (top < view.scrollTop) view.scrollTop = top;
    else if (top + rowHeightPx > view.scrollTop + view.clientHeight) view.scrollTop = top + rowHeightPx - view.clientHeight;
    requestAnimationFrame(() => view.querySelector<HTMLElement>(`[aria-rowindex="${next + 2}"]`)?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / rowHeightPx) - 1);
    const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length };
    const row = rows[current];
    if (event.key === 'Enter' && row) goTo(row.object);
    else if (step[event.key] !== undefined) moveTo(current + (step[event.key] as number));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="events">
      <div className="events-filter">
        <Field
          label={t('timeline:filter')}
          hideLabel
          placeholder={t('timeline:filter')}
          icon={<ListFilter size={14} />}
          value={filterText}
          onChange={(event) => setFilterText(event.target.value)}
        />
        <label className="events-warnings">
          <input type="checkbox" checked={warningsOnly} onChange={(event) => setWarningsOnly(event.target.checked)} />
          {t('timeline:warningsOnly')}
        </label>
        <span className="events-shown">{t('timeline:shown', { shown: formatCount(rows.length), all: formatCount(events.length) })}</span>
      </div>
      <div
        className="events-table"
        role="grid"
        aria-label={t('timeline:events')}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
      >
        <div className="events-head events-row" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <span key={column} role="columnheader" className={`events-${column}`}>
              {t(`timeline:column.${column}`)}
            </span>
          ))}
        </div>
        <div
          ref={body}
          className="events-body"
          role="rowgroup"
          onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
          onKeyDown={onKeyDown}
        >
          <div className="events-space" role="presentation" style={{ height: rows.length * rowHeightPx }}>
            {rows.slice(from, to).map((row, at) => (
              <Row
                key={row.uid}
                row={row}
                index={from + at}
                isTabStop={from + at === Math.min(current, rows.length - 1)}
                onFocus={setCurrent}
              />
            ))}
          </div>
          {rows.length === 0 && <p className="events-empty">{t(events.length === 0 ? 'timeline:noEvents' : 'timeline:noMatch')}</p>}
        </div>
      </div>
    </div>
  );
}

const Row = memo(function Row({
  row,
  index,
  isTabStop,
  onFocus,
}: {
  row: EventRow;
  index: number;
  isTabStop: boolean;
  onFocus: (index: number) => void;
}) {
  const isWarning = row.type === 'Warning';
  return (
    <div
      className="events-row events-data"
      role="row"
      aria-rowindex={index + 2}
      tabIndex={isTabStop ? 0 : -1}
      style={{ top: index * rowHeightPx, height: rowHeightPx }}
      onClick={() => goTo(row.object)}
      onFocus={() => onFocus(index)}
    >
      <span role="gridcell" className="events-time mono">
        {formatClock(row.lastMs)}
      </span>
      <span role="gridcell" className="events-type" data-family={isWarning ? 'attention' : undefined}>
        {isWarning && <StateMark family="attention" name="Pressure" size={12} />}
        {row.type}
      </span>
      <span role="gridcell" className="events-reason truncate">
        {row.reason}
      </span>
      <span
        role="gridcell"
        className="events-object truncate"
        title={row.object.namespace ? `${row.object.namespace}/${row.object.name}` : row.object.name}
      >
        <span className="events-kind">{row.object.kind}</span> {row.object.name}
      </span>
      <span role="gridcell" className="events-message truncate" title={row.message}>
        {row.message}
      </span>
      <span role="gridcell" className="events-count">
        {row.count > 1 ? `×${formatCount(row.count)}` : ''}
      </span>
    </div>
  );
});
