import { Check } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { SchedulingDecision } from '../../../shared/decisions.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { machineIcon } from '../machine-icon.ts';
import { ObjectLink } from '../parts/Facts.tsx';
import { shortageOf, type Asked } from './shortage.ts';
import { filterMatrix, type Cell, type MatrixRow } from './filter-matrix.ts';

/** A row per node, a column per plugin in the order they ran: passed, refused, not run. The reason stands at the row's end. */
export const FilterTable = memo(function FilterTable({ decision, asked }: { decision: SchedulingDecision; asked: Asked | undefined }) {
  const { t } = useText();
  const matrix = useMemo(() => filterMatrix(decision), [decision]);
  if (matrix.plugins.length === 0 || matrix.rows.length === 0) return null;
  return (
    <div className="matrix-scroll" role="region" aria-label={t('inspector:why.filters')} tabIndex={0}>
      <table className="matrix">
        <caption className="visually-hidden">{t('inspector:why.filters')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{matrix.grouped ? t('inspector:why.nodes') : 'Node'}</span>
            </th>
            {matrix.plugins.map((plugin) => (
              <th key={plugin.name} scope="col" className="matrix-plugin" data-refused={plugin.refused ? '' : undefined}>
                <span className="matrix-slant">{plugin.name}</span>
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('inspector:why.reason')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row, index) => (
            <Row
              key={`${row.nodes[0] ?? ''}/${index}`}
              row={row}
              grouped={matrix.grouped}
              asked={asked}
              plugins={matrix.plugins.map(({ name }) => name)}
            />
          ))}
        </tbody>
      </table>
      <p className="matrix-legend">
        <span>
          <Check size={12} aria-hidden />
          {t('inspector:why.passed')}
        </span>
        <span>
          <StateMark family="bad" name="Error" size={12} />
          {t('inspector:why.refused')}
        </span>
        <span>
          <span className="matrix-dot" />
          {t('inspector:why.notRun')}
        </span>
        {decision.preemption !== undefined && (
          <span className="matrix-preemption">{t('inspector:why.preemption', { text: decision.preemption })}</span>
        )}
      </p>
    </div>
  );
});

function Row({ row, grouped, asked, plugins }: { row: MatrixRow; grouped: boolean; asked: Asked | undefined; plugins: readonly string[] }) {
  const { t } = useText();
  const [node] = row.nodes;
  const machine = node === undefined ? undefined : mirror.machine(node);
  return (
    <tr>
      <th scope="row" className="matrix-node">
        <span className="matrix-node-name">
          {grouped || node === undefined ? (
            <span title={row.nodes.slice(0, 20).join(', ')}>
              {t('inspector:why.nodeCount', { count: row.count, number: formatCount(row.count) })}
            </span>
          ) : (
            <>
              <KindIcon kind={machine ? machineIcon(machine.roles) : 'Node'} size={15} />
              <ObjectLink to={{ apiVersion: 'v1', kind: 'Node', name: node }} />
            </>
          )}
        </span>
      </th>
      {row.cells.map((cell, index) => (
        <td key={plugins[index]} className="matrix-cell">
          <Mark cell={cell} />
        </td>
      ))}
      <td className="matrix-reason">
        {row.reasons.map((reason) => {
          const shortage = machine !== undefined && asked !== undefined && !grouped ? shortageOf(reason, asked, machine) : undefined;
          return (
            <span key={reason} className="matrix-reason-line">
              {reason}
              {shortage && <span className="matrix-numbers">{t('inspector:why.asks', shortage)}</span>}
            </span>
          );
        })}
      </td>
    </tr>
  );
}

function Mark({ cell }: { cell: Cell }) {
  const { t } = useText();
  if (cell === 'passed')
    return (
      <>
        <Check size={14} aria-hidden className="matrix-passed" />
        <span className="visually-hidden">{t('inspector:why.passed')}</span>
      </>
    );
  if (cell === 'refused') return <StateMark family="bad" name="Error" size={14} label={t('inspector:why.refused')} />;
  return (
    <>
      <span className="matrix-dot" />
      <span className="visually-hidden">{t('inspector:why.notRun')}</span>
    </>
  );
}
