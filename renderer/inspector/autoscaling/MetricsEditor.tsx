import { useMemo } from 'react';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useCardUids } from '../../store/hooks.ts';
import { quantity, wholeNumber } from '../form/checks.ts';
import { DraftInput } from '../form/DraftInput.tsx';
import { useEditing } from '../form/editing.ts';
import { FormGroup } from '../form/FormGroup.tsx';
import { RemoveButton } from '../form/RemoveButton.tsx';
import { getIn, setIn } from '../form/set-in.ts';
import { kindOfMetric, metricKinds, metricOfKind, metricShapes, type MetricKind } from './metric-kinds.ts';
import './autoscaling.css';

const path = ['spec', 'metrics'] as const;

/** On what an autoscaler scales: a row for each metric, with its target per pod. Metrics that the form does not offer are named, and edited as YAML. */
export function MetricsEditor({ namespace }: { namespace: string }) {
  const { t } = useText();
  const { value, live, readOnly, set, errorAt } = useEditing();
  const metrics = asList(getIn(value, path) ?? getIn(live, path));
  const names = useNames(namespace);
  if (readOnly) return null;
  const put = (index: number, metric: JsonObject | undefined): void => {
    const next = metric ? metrics.map((old, at) => (at === index ? metric : old)) : metrics.filter((_, at) => at !== index);
    set(path, next.length > 0 ? next : undefined);
  };
  return (
    <div className="form">
      <FormGroup title={t('inspector:hpa.scalesOn')} isEmpty={metrics.length === 0} error={errorAt(path)} onAdd={() => set(path, [...metrics, metricOfKind('podRequests', '')])}>
        {metrics.map((metric, index) => (
          // Metrics have no identity but their place.
          <MetricRow key={index} metric={metric} number={index + 1} names={names} onChange={(next) => put(index, next)} />
        ))}
      </FormGroup>
    </div>
  );
}

interface MetricRowProps {
  metric: JsonObject;
  number: number;
  names: Readonly<Record<'Service' | 'TrafficSource', readonly string[]>>;
  /** Undefined takes it out. */
  onChange: (metric: JsonObject | undefined) => void;
}

function MetricRow({ metric, number, names, onChange }: MetricRowProps) {
  const { t } = useText();
  const kind = kindOfMetric(metric);
  const shape = kind && metricShapes[kind];
  const name = shape?.of ? String(getIn(metric, shape.of.name) ?? '') : '';
  const choose = (next: string): void => {
    const { of } = metricShapes[next as MetricKind];
    onChange(metricOfKind(next as MetricKind, of ? (names[of.kind][0] ?? '') : ''));
  };
  return (
    <div className="metric-row" role="group" aria-label={t('inspector:hpa.metricNumber', { number })}>
      <span className="field-box form-box">
        <select className="form-select" aria-label={t('inspector:hpa.metricNumber', { number })} value={kind ?? ''} onChange={(event) => choose(event.target.value)}>
          {kind === undefined && <option value="" disabled>{t('inspector:hpa.other', { type: String(metric['type'] ?? '') })}</option>}
          {metricKinds.map((one) => {
            const { of } = metricShapes[one];
            return <option key={one} value={one} disabled={of !== undefined && names[of.kind].length === 0}>{t(`inspector:hpa.kind.${one}`)}</option>;
          })}
        </select>
      </span>
      <RemoveButton name={t('inspector:hpa.removeMetric', { number })} onRemove={() => onChange(undefined)} />
      {shape?.of && (
        <NameSelect label={t(`inspector:hpa.of.${shape.of.kind}`)} value={name} names={names[shape.of.kind]} onChange={(next) => shape.of && onChange(setIn(metric, shape.of.name, next))} />
      )}
      {shape && (
        <label className="metric-target">
          <span className="form-label">{t(shape.isPercent ? 'inspector:hpa.targetOfRequest' : 'inspector:hpa.targetPerPod')}</span>
          <DraftInput
            name={t('inspector:hpa.targetNumber', { number })}
            value={String(getIn(metric, shape.target) ?? '')}
            unit={shape.unit}
            check={(text) => (text.trim() === '' ? { key: 'inspector:check.required' } : shape.isPercent ? wholeNumber(1)(text) : quantity(text))}
            onCommit={(text) => onChange(setIn(metric, shape.target, shape.isPercent ? Number(text) : text))}
          />
        </label>
      )}
      {!shape && <span className="metric-other">{t('inspector:hpa.editAsYaml')}</span>}
    </div>
  );
}

function NameSelect({ label, value, names, onChange }: { label: string; value: string; names: readonly string[]; onChange: (name: string) => void }) {
  return (
    <label className="metric-target">
      <span className="form-label">{label}</span>
      <span className="field-box form-box">
        <select className="form-select" value={value} onChange={(event) => onChange(event.target.value)}>
          {!names.includes(value) && <option value={value}>{value}</option>}
          {names.map((name) => <option key={name} value={name}>{name}</option>)}
        </select>
      </span>
    </label>
  );
}

/** Sources, and Services of the autoscaler's namespace. */
function useNames(namespace: string): MetricRowProps['names'] {
  const uids = useCardUids();
  return useMemo(() => {
    const refs = uids.flatMap((uid) => mirror.card(uid)?.ref ?? []);
    return {
      Service: refs.filter((ref) => ref.kind === 'Service' && ref.namespace === namespace).map(({ name }) => name).sort(),
      TrafficSource: refs.filter(({ kind }) => kind === 'TrafficSource').map(({ name }) => name).sort(),
    };
  }, [uids, namespace]);
}

function asList(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
