import { memo } from 'react';
import type { ProxyRuleRow } from '../../shared/view/trace.ts';
import type { StateFamily } from '../../shared/view/states.ts';
import { StateMark } from '../design/StateMark.tsx';
import { formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useVirtualRows } from '../timeline/use-virtual-rows.ts';
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
  const current = Math.max(0, rows.findIndex((row) => ruleKey(row) === chosen));
  const choose = (index: number): void => {
    const row = rows[index];
    if (row) onChoose(ruleKey(row));
  };
  const { body, from, to, onScroll, onKeyDown } = useVirtualRows(rows.length, rowHeightPx, current, choose);
  return (
    <div className="rules-table" role="grid" aria-label={t('inspector:rules.title')} aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
      <div className="rules-row rules-columns" role="row" aria-rowindex={1}>
        {columns.map((column) => <span key={column} role="columnheader">{t(`inspector:rules.column.${column}`)}</span>)}
      </div>
      <div ref={body} className="rules-body" role="rowgroup" onScroll={onScroll} onKeyDown={onKeyDown}>
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
