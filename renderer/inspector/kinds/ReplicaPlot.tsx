import type { AutoscalingDecision } from '../../../shared/decisions.ts';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';

const width = 300;
const height = 90;

/** Replicas over time as steps: what was set, and dashed what the metrics alone recommended. */
export function ReplicaPlot({ decisions }: { decisions: readonly AutoscalingDecision[] }) {
  const { t } = useText();
  const [first, last] = [decisions[0], decisions.at(-1)];
  if (first === undefined || last === undefined) return null;
  const highest = Math.max(1, ...decisions.flatMap(({ desired, recommended, current }) => [desired, current, recommended ?? 0]));
  const from = first.sinceMs;
  const span = Math.max(1, last.atMs - from);
  const x = (ms: number): number => ((ms - from) / span) * width;
  const y = (replicas: number): number => height - (replicas / highest) * (height - 4) - 1;
  const steps = (valueOf: (decision: AutoscalingDecision) => number | undefined): string =>
    decisions
      .flatMap((decision, index) => {
        const value = valueOf(decision);
        const until = decisions[index + 1]?.sinceMs ?? decision.atMs;
        return value === undefined ? [] : [`${x(decision.sinceMs)},${y(value)}`, `${x(until)},${y(value)}`];
      })
      .join(' ');
  return (
    <>
      <div className="replica-plot-frame">
        <div className="replica-plot-axis mono" aria-hidden>
          <span>{highest}</span>
          <span>0</span>
        </div>
        <svg className="replica-plot" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={t('inspector:kind.plotSpoken', { from: first.desired, to: last.desired })}>
          <line className="replica-grid" x1="0" x2={width} y1={y(0)} y2={y(0)} />
          <line className="replica-grid" x1="0" x2={width} y1={y(highest)} y2={y(highest)} />
          <polyline className="replica-wish" points={steps(({ recommended }) => recommended)} />
          <polyline className="replica-line" points={steps(({ desired }) => desired)} />
        </svg>
        <div className="replica-plot-times mono" aria-hidden>
          <span>{formatClock(from)}</span>
          <span>{formatClock(last.atMs)}</span>
        </div>
      </div>
      <p className="replica-legend">
        <span>— {t('inspector:kind.plotSet')}</span>
        <span>┄ {t('inspector:kind.plotRecommended')}</span>
      </p>
    </>
  );
}
