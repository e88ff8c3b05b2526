import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';
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

const ratePath = ['spec', 'rate'] as const;

/** How often a source asks: its pattern with the fields of it, the curve that it makes, and the switch that holds it. */
export function RateEditor({ source }: { source: Loose }) {
  const { t } = useText();
  const { value, live, readOnly, set } = useEditing();
  const { nowMs } = useClock();
  const createdMs = useSimulatedTime().msOf(source.metadata.creationTimestamp) ?? nowMs;
  // Patterns count from the creation of the source.
  const elapsedMs = Math.max(0, nowMs - createdMs);
  const rate = { ...asObject(getIn(live, ratePath)), ...asObject(getIn(value, ratePath)) } as unknown as TrafficRate;
  const pattern = ratePatterns.find((known) => known === rate.pattern) ?? 'Constant';
  const isPaused = (getIn(value, ['spec', 'paused']) ?? getIn(live, ['spec', 'paused'])) === true;
  const choose = (next: RatePattern): void => {
    if (next !== pattern) set(ratePath, rateOfPattern(next, rate, elapsedMs) as unknown as JsonObject);
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
        </div>
      )}
      <Curve rate={rate} elapsedMs={elapsedMs} createdMs={createdMs} />
      {!readOnly && (
        <div className="form">
          {rateFields[pattern].map(({ name, unit, isFraction }) => (
            <NumberField key={name} path={[...ratePath, name]} label={name} title={t(`inspector:traffic.field.${name}`)} unit={unit} check={isFraction ? number : wholeNumber(0)} />
          ))}
        </div>
      )}
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

const asObject = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
