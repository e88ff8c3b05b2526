import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CostRow } from '../../../shared/view/cost.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { formatClock, formatMoney } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { rowSoFarNow } from '../../inspector/cloud/cost-now.ts';
import { ObjectLink } from '../../inspector/parts/Facts.tsx';
import { costOwner } from '../../store/cloud-refs.ts';
import { useVirtualRows } from '../use-virtual-rows.ts';
import { costColumns, sortLines, type CostColumn, type CostLine } from './cost-data.ts';
import '../events-table.css';
import './cost-table.css';

const rowHeightPx = 24;
const numbers: ReadonlySet<CostColumn> = new Set(['since', 'perHour', 'perMonth', 'soFar']);

interface CostTableProps {
  rows: readonly CostRow[];
  /** Of which the rows are, and now. */
  atMs: number;
  nowMs: number;
  currency: string;
}

/** Each thing that has a price, by whichever column. What is gone keeps what it has cost. */
export function CostTable({ rows, atMs, nowMs, currency }: CostTableProps) {
  const { t, language } = useText();
  const [sort, setSort] = useState<{ column: CostColumn; descending: boolean }>({ column: 'perHour', descending: true });
  const [current, setCurrent] = useState(0);
  const lines = useMemo(() => sortLines(rows.map((row): CostLine => ({ row, name: costOwner(row)?.name ?? t('inspector:cost.cluster'), soFar: rowSoFarNow(row, atMs, nowMs) })), sort), [rows, atMs, nowMs, sort, t]);
  const { body, from, to, onScroll, onKeyDown } = useVirtualRows(lines.length, rowHeightPx, Math.min(current, lines.length - 1), setCurrent);
  const money = (amount: number, digits?: number): string => formatMoney(amount, currency, language, digits);
  return (
    <div className="cost-table" role="grid" aria-label={t('cloud:cost.table')} aria-rowcount={lines.length + 1} aria-colcount={costColumns.length}>
      <div className="events-head cost-line" role="row" aria-rowindex={1}>
        {costColumns.map((column) => {
          const isSorted = sort.column === column;
          return (
            <span key={column} role="columnheader" aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'} data-number={numbers.has(column) ? '' : undefined}>
              <button type="button" className="cost-sort" onClick={() => setSort({ column, descending: isSorted ? !sort.descending : numbers.has(column) })}>
                {t(`cloud:cost.column.${column}`)}
                {isSorted && (sort.descending ? <ArrowDown size={11} aria-hidden /> : <ArrowUp size={11} aria-hidden />)}
              </button>
            </span>
          );
        })}
      </div>
      <div ref={body} className="events-body" role="rowgroup" onScroll={onScroll} onKeyDown={(event) => { if (onKeyDown(event)) event.stopPropagation(); }}>
        <div className="events-space" role="presentation" style={{ height: lines.length * rowHeightPx }}>
          {lines.slice(from, to).map(({ row, name, soFar }, at) => {
            const { id, kind, type, zone, sinceMs, untilMs, pricePerHour, perMonth } = row;
            const owner = costOwner(row);
            const isGone = untilMs !== undefined;
            const index = from + at;
            return (
              <div key={id} className="events-data cost-line" role="row" aria-rowindex={index + 2} tabIndex={index === Math.min(current, lines.length - 1) ? 0 : -1} data-gone={isGone ? '' : undefined} onFocus={() => setCurrent(index)}
                style={{ top: index * rowHeightPx, height: rowHeightPx }}>
                <span role="gridcell" className="cost-owner"><KindIcon kind={owner?.kind ?? 'Cluster'} size={13} />{owner && !isGone ? <span className="truncate" title={name}><ObjectLink to={owner} /></span> : <span className="truncate">{name}</span>}</span>
                <span role="gridcell" className="truncate">{t(`inspector:cost.kind.${kind}`)}</span>
                <span role="gridcell" className="truncate" title={zone}>{[type, zone].filter(Boolean).join(' · ')}</span>
                <span role="gridcell" className="mono" data-number="">{formatClock(sinceMs)}</span>
                <span role="gridcell" className="mono" data-number="">{isGone ? t('inspector:cost.gone') : money(pricePerHour, 4)}</span>
                <span role="gridcell" className="mono" data-number="">{isGone ? '–' : money(perMonth)}</span>
                <span role="gridcell" className="mono" data-number="">{money(soFar, 4)}</span>
              </div>
            );
          })}
        </div>
        {lines.length === 0 && <p className="events-empty">{t('cloud:cost.noneOf')}</p>}
      </div>
    </div>
  );
}
