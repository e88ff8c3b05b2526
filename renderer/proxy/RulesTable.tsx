import { memo, useRef, useState, type KeyboardEvent } from 'react';
import type { ProxyRuleRow } from '../../shared/view/trace.ts';
import type { StateFamily } from '../../shared/view/states.ts';
import { StateMark } from '../design/StateMark.tsx';
import { formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { visibleRows } from '../timeline/event-filter.ts';
import { useElementSize } from '../timeline/use-element-size.ts';
import { addressOf, ruleKey } from './filter-rules.ts';

const rowHeightPx = 28;
const columns = ['service', 'type', 'address', 'policy', 'affinity', 'endpoints', 'verdict'] as const;

export const verdictFamily: Readonly<Record<ProxyRuleRow['verdict'], StateFamily>> = { Forward: 'ready', Reject: 'bad', Drop: 'bad' };

interface RulesTableProps {
  rows: readonly ProxyRuleRow[];
  chosen: string | undefined;
  onChoose: (key: string) => void;
}

/** The rules of a node. Only the rows in view are in the document. */
export function RulesTable({ rows, chosen, onChoose }: RulesTableProps) {
  const { t } = useText();
  const body = useRef<HTMLDivElement>(null);
  const { height } = useElementSize(body);
  const [scrollTop, setScrollTop] = useState(0);
  const { from, to } = visibleRows(rows.length, rowHeightPx, scrollTop, height);
  const current = Math.max(0, rows.findIndex((row) => ruleKey(row) === chosen));

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[next];
    const view = body.current;
    if (row === undefined || view === null) return;
    onChoose(ruleKey(row));
    const top = next * rowHeightPx;
    if (top < view.scrollTop) view.scrollTop = top;
    else if (top + rowHeightPx > view.scrollTop + view.clientHeight) view.scrollTop = top + rowHeightPx - view.clientHeight;
    requestAnimationFrame(() => view.querySelector<HTMLElement>(`[aria-rowindex="${next + 2}"]`)?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / rowHeightPx) - 1);
    const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length };
    const by = step[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(current + by);
  };
  return (
    <div className="rules-table" role="grid" aria-label={t('inspector:rules.title')} aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
      <div className="rules-row rules-columns" role="row" aria-rowindex={1}>
        {columns.map((column) => <span key={column} role="columnheader">{t(`inspector:rules.column.${column}`)}</span>)}
      </div>
      <div ref={body} className="rules-body" role="rowgroup" onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)} onKeyDown={onKeyDown}>
        <div className="rules-space" role="presentation" style={{ height: rows.length * rowHeightPx }}>
          {rows.slice(from, to).map((row, at) => (
            <Row key={ruleKey(row)} row={row} index={from + at} isChosen={from + at === current} onChoose={onChoose} />
          ))}
        </div>
        {rows.length === 0 && <p className="rules-empty">{t('inspector:rules.none')}</p>}
      </div>
    </div>
  );
}

const Row = memo(function Row({ row, index, isChosen, onChoose }: { row: ProxyRuleRow; index: number; isChosen: boolean; onChoose: (key: string) => void }) {
  const { t } = useText();
  const { service, portName, destination, trafficPolicy, affinitySeconds, endpoints, verdict } = row;
  const name = `${service.namespace ?? ''}/${service.name}`;
  return (
    <div
      className="rules-row rules-data"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      tabIndex={isChosen ? 0 : -1}
      style={{ top: index * rowHeightPx, height: rowHeightPx }}
      onClick={() => onChoose(ruleKey(row))}
    >
      <span role="gridcell" className="truncate" title={name}>{name}{portName !== '' && <span className="rules-quiet">{` ${portName}`}</span>}</span>
      <span role="gridcell" className="truncate">{destination}</span>
      <span role="gridcell" className="mono truncate" title={addressOf(row)}>{addressOf(row)}</span>
      <span role="gridcell">{trafficPolicy}</span>
      <span role="gridcell" className="truncate">{affinitySeconds === undefined ? '–' : `ClientIP ${formatDuration(affinitySeconds * 1_000)}`}</span>
      <span role="gridcell">{t('inspector:rules.endpointCount', endpoints)}</span>
      <span role="gridcell" className="rules-verdict" data-family={verdict === 'Forward' ? undefined : verdictFamily[verdict]}>
        {verdict !== 'Forward' && <StateMark family={verdictFamily[verdict]} size={12} />}
        {t(`inspector:rules.verdict.${verdict}`)}
      </span>
    </div>
  );
});
