import type { AutoscalingDecision } from '../../../shared/decisions.ts';
import { useText } from '../../i18n/use-text.ts';
import { StepPlot, type PlotStep } from './StepPlot.tsx';

/** Replicas over time as steps: what was set, and dashed what the metrics alone recommended. */
export function ReplicaPlot({ decisions }: { decisions: readonly AutoscalingDecision[] }) {
  const { t } = useText();
  const [first, last] = [decisions[0], decisions.at(-1)];
  if (first === undefined || last === undefined) return null;
  const highest = Math.max(1, ...decisions.flatMap(({ desired, recommended, current }) => [desired, current, recommended ?? 0]));
  const steps = (valueOf: (decision: AutoscalingDecision) => number | undefined): PlotStep[] =>
    decisions.flatMap((decision, index) => {
      const value = valueOf(decision);
      return value === undefined ? [] : [{ fromMs: decision.sinceMs, untilMs: decisions[index + 1]?.sinceMs ?? decision.atMs, value }];
    });
  return (
    <>
      <StepPlot
        label={t('inspector:kind.plotSpoken', { from: first.desired, to: last.desired })}
        fromMs={first.sinceMs}
        untilMs={last.atMs}
        highest={highest}
        lines={[{ kind: 'wish', steps: steps(({ recommended }) => recommended) }, { kind: 'line', steps: steps(({ desired }) => desired) }]}
      />
      <p className="step-plot-legend">
        <span>— {t('inspector:kind.plotSet')}</span>
        <span>┄ {t('inspector:kind.plotRecommended')}</span>
      </p>
    </>
  );
}
