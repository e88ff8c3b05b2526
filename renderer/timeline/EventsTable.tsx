import { ListFilter } from 'lucide-react';
import { memo, useMemo, useState, type KeyboardEvent } from 'react';
import type { EventRow } from '../../shared/view/rows.ts';
import { Field } from '../design/Field.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatClock, formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { goTo } from '../inspector/go-to.ts';
import { filterEvents } from './event-filter.ts';
import { useAllEvents } from './use-all-events.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
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
  const [current, setCurrent] = useState(0);
  const { body, from, to, onScroll, onKeyDown } = useVirtualRows(rows.length, rowHeightPx, current, setCurrent);
  const onKey = (event: KeyboardEvent): void => {
    const row = rows[current];
    if (onKeyDown(event) || event.key !== 'Enter' || row === undefined) return;
    goTo(row.object);
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
          onScroll={onScroll}
          onKeyDown={onKey}
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
