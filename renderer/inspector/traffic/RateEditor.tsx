import type { JsonObject } from '../../../shared/json.ts';
import { isJsonObject } from '../../../shared/json.ts';
import type { TrafficRate } from '../../../shared/kubernetes/types/traffic-source.ts';
import { Segments } from '../../design/Segments.tsx';
import { Switch } from '../../design/Switch.tsx';
import { formatRate } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useClock } from '../../store/hooks.ts';
import { number, wholeNumber } from '../form/checks.ts';
import { useEditing } from '../form/editing.ts';
import { NumberField } from '../form/fields.tsx';
import { getIn } from '../form/set-in.ts';
import type { Loose } from '../kinds/kind-view.ts';
import { StepPlot } from '../kinds/StepPlot.tsx';
import { Section } from '../parts/Section.tsx';
import { useSimulatedTime } from '../use-simulated-time.ts';
import { rateCurve, rateFields, rateOfPattern, ratePatterns, type RatePattern } from './rate-curve.ts';

const patternPath = ['spec', 'rate'] as const;

/** How often a source asks: its pattern with the fields of it, the curve that it makes, and the switch that holds it. */
export function RateEditor({ source }: { source: Loose }) {
  const { t } = useText();
  const { value, live, readOnly, set } = useEditing();
  const elapsedMs = useElapsed(source);
  const rate = { ...asObject(getIn(live, patternPath)), ...asObject(getIn(value, patternPath)) } as unknown as TrafficRate;
  const pattern = ratePatterns.find((known) => known === rate.pattern) ?? 'Constant';
  const isPaused = (getIn(value, ['spec', 'paused']) ?? getIn(live, ['spec', 'paused'])) === true;
  const choose = (next: RatePattern): void => {
    if (next !== pattern) set(patternPath, rateOfPattern(next, rate, elapsedMs) as unknown as JsonObject);
  };
  return (
    <Section title={t('inspector:traffic.rate')}>
      {!readOnly && (
        <div className="form">
          <div className="traffic-switch">
            <span>{t('inspector:traffic.sends')}</span>
            <Switch label={t('inspector:traffic.sends')} checked={!isPaused} onChange={(sends) => set(['spec', 'paused'], sends ? undefined : true)} />
          </div>
          <Segments label={t('inspector:traffic.pattern')} value={pattern} options={ratePatterns.map((name) => ({ value: name, text: name }))} onChange={choose} />
          {rateFields[pattern].map(({ name, unit, isFraction }) => (
            <NumberField key={name} path={[...patternPath, name]} label={name} title={t(`inspector:traffic.field.${name}`)} unit={unit} check={isFraction ? number : wholeNumber(0)} />
          ))}
        </div>
      )}
      <Curve rate={rate} elapsedMs={elapsedMs} createdMs={useCreated(source)} />
    </Section>
  );
}

function Curve({ rate, elapsedMs, createdMs }: { rate: TrafficRate; elapsedMs: number; createdMs: number }) {
  const { t } = useText();
  const curve = ratePatterns.includes(rate.pattern) ? rateCurve(rate, elapsedMs) : undefined;
  if (curve === undefined) return null;
  const values = curve.steps.map((step) => step.value);
  const highest = Math.max(...values);
  const steps = curve.steps.map((step) => ({ ...step, fromMs: createdMs + step.fromMs, untilMs: createdMs + step.untilMs }));
  return (
    <StepPlot
      label={t('inspector:traffic.curveSpoken', { pattern: rate.pattern, low: formatRate(Math.min(...values)), high: formatRate(highest) })}
      fromMs={createdMs + curve.fromMs}
      untilMs={createdMs + curve.untilMs}
      highest={highest}
      lines={[{ kind: 'line', steps }]}
      markMs={createdMs + elapsedMs}
    />
  );
}

/** Simulated ms at which the source was made. */
function useCreated(source: Loose): number {
  const { nowMs } = useClock();
  return useSimulatedTime().msOf(source.metadata.creationTimestamp) ?? nowMs;
}

/** Patterns count from the creation of the source. */
function useElapsed(source: Loose): number {
  const { nowMs } = useClock();
  return Math.max(0, nowMs - useCreated(source));
}

const asObject = (value: unknown): JsonObject => (isJsonObject(value as JsonObject) ? (value as JsonObject) : {});
