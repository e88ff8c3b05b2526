import type { AutoscalingDecision, MetricProposal } from '../../../shared/decisions.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import './autoscaling.css';

interface LastLookProps {
  decision: AutoscalingDecision;
  minimum: number;
  maximum: number;
}

/** What the autoscaler computed when it looked last: for each metric measured, target, their ratio and the replicas that it asks for, and what became of them. */
export function LastLook({ decision, minimum, maximum }: LastLookProps) {
  const { t } = useText();
  const { metrics, current, desired, recommended, stabilized, atMs, tolerance } = decision;
  return (
    <div className="look">
      <ul className="look-metrics" aria-label={t('inspector:hpa.computed')}>
        {metrics.map((metric) => <MetricLook key={metric.name} metric={metric} current={current} tolerance={tolerance} />)}
      </ul>
      {recommended !== undefined && (
        <p className="look-result">
          {t(metrics.length > 1 ? 'inspector:hpa.highest' : 'inspector:hpa.asks', { recommended })}
          {stabilized !== undefined && stabilized !== recommended && ` ${t('inspector:hpa.stabilized', { stabilized })}`}
          {` ${t('inspector:hpa.sets', { desired, minimum, maximum })}`}
        </p>
      )}
      <p className="look-time">{t('inspector:hpa.lookedAt', { time: formatClock(atMs) })}</p>
    </div>
  );
}

function MetricLook({ metric: { metric, current: measured = '–', target = '–', ratio, replicas, error, pods }, current, tolerance }: { metric: MetricProposal; current: number; tolerance: AutoscalingDecision['tolerance'] }) {
  const { t } = useText();
  const counted = pods?.ready ?? current;
  // Young and silent pods are reckoned otherwise: then the numbers alone do not show how.
  const isPlain = ratio !== undefined && Math.ceil(counted * ratio - 1e-6) === replicas;
  const isOnTarget = ratio !== undefined && ratio <= 1 + tolerance.up && ratio >= 1 - tolerance.down;
  return (
    <li className="look-metric">
      <span className="look-name">{metric}</span>
      <span className="look-measured mono">{`${measured} / ${target}`}</span>
      {error !== undefined && <span className="look-how look-error"><StateMark family="attention" name="Pressure" size={12} />{error}</span>}
      {error === undefined && ratio !== undefined && (
        <span className="look-how">
          {isOnTarget
            ? t('inspector:hpa.onTarget', { ratio: ratio.toFixed(3), replicas: replicas ?? current })
            : <span className="mono">{isPlain ? `ceil(${counted} × ${ratio.toFixed(3)}) = ${replicas}` : `× ${ratio.toFixed(3)} → ${replicas ?? '–'}`}</span>}
        </span>
      )}
    </li>
  );
}
