import type { AutoscalingDecision, MetricProposal } from '../../../shared/decisions.ts';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import '../kinds/kinds.css';

const looksShown = 6;
/** Reasons that say that nothing was held back: the number tells enough. */
const unremarkable: ReadonlySet<string> = new Set(['ReadyForNewScale', 'SucceededRescale', 'SucceededGetScale', 'DesiredWithinRange']);

/** The last looks of an autoscaler as the controller computes: measured, target, ratio, what metrics, windows and limits make of it. A row per metric. */
export function AutoscalingLooks({ decisions }: { decisions: readonly AutoscalingDecision[] }) {
  const { t } = useText();
  const columns = ['at', 'metric', 'current', 'target', 'ratio', 'recommended', 'stabilized', 'set'] as const;
  return (
    <div className="kind-table-wrap" tabIndex={0} role="region" aria-label={t('inspector:why.looks')}>
      <table className="kind-table looks">
        <thead>
          <tr>
            {columns.map((name) => <th key={name} scope="col">{name === 'metric' ? name : t(`inspector:why.looks.${name}`)}</th>)}
          </tr>
        </thead>
        {decisions.slice(-looksShown).map((decision) => <Look key={decision.sinceMs} decision={decision} />)}
      </table>
    </div>
  );
}

/** What holds for the whole look stands beside its first metric. */
function Look({ decision }: { decision: AutoscalingDecision }) {
  const { sinceMs, metrics, recommended, stabilized, stabilization, desired, limit } = decision;
  const rows: readonly (MetricProposal | undefined)[] = metrics.length > 0 ? metrics : [undefined];
  return (
    <tbody>
      {rows.map((metric, index) => (
        <tr key={index}>
          {index === 0 && <td rowSpan={rows.length} className="mono">{formatClock(sinceMs)}</td>}
          <MetricCells metric={metric} />
          {index === 0 && (
            <>
              <td rowSpan={rows.length}><Held number={recommended === undefined ? undefined : (stabilized ?? recommended)} reason={stabilization} /></td>
              <td rowSpan={rows.length}><Held number={desired} reason={recommended === undefined ? undefined : limit} /></td>
            </>
          )}
        </tr>
      ))}
    </tbody>
  );
}

function MetricCells({ metric }: { metric: MetricProposal | undefined }) {
  const { t } = useText();
  const { name, metric: metricName = '–', current, target = '–', ratio, replicas = '–', pods, error } = metric ?? {};
  return (
    <>
      <td title={[name, pods && t('inspector:why.looks.pods', pods)].filter(Boolean).join('\n') || undefined}>{metricName}</td>
      <td className="mono" title={error}>{error === undefined ? (current ?? '–') : t('inspector:why.looks.unread')}</td>
      <td className="mono">{target}</td>
      <td className="mono">{ratio === undefined ? '–' : ratio.toFixed(3)}</td>
      <td className="mono">{replicas}</td>
    </>
  );
}

/** A number, and the reason where something held it back. */
function Held({ number, reason }: { number: number | undefined; reason: string | undefined }) {
  return (
    <>
      <span className="mono">{number ?? '–'}</span>
      {number !== undefined && reason !== undefined && !unremarkable.has(reason) && <span className="looks-reason">{reason}</span>}
    </>
  );
}
