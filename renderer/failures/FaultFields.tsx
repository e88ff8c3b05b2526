import { useId } from 'react';
import { Field } from '../design/Field.tsx';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import type { FaultDraft } from './draft.ts';
import { fieldsOf, type FaultField } from './fault-kinds.ts';
import { offersFor } from './targets.ts';

interface FaultFieldsProps {
  draft: FaultDraft;
  problem: (field: string) => string | undefined;
  onChange: (name: string, value: string) => void;
}

/** What a fault of this kind must and may say. Things of the design are chosen from those that there are. */
export function FaultFields({ draft, problem, onChange }: FaultFieldsProps) {
  const { t } = useText();
  return fieldsOf(draft.kind).map((field) => {
    const { name, widget, optional, choices } = field;
    const value = draft.fields[name] ?? '';
    const label = t(`failures:field.${name}`);
    const common = { label: optional ? t('failures:field.optional', { label }) : label, value, error: problem(name) };
    if (choices || widget === 'machine' || (widget === 'zone' && !optional)) {
      const offers = choices ?? offersFor(widget, mirror);
      const all = value !== '' && !offers.includes(value) ? [...offers, value] : offers;
      const options = [...(optional || value === '' ? [{ value: '', text: optional ? t(`failures:none.${name}`) : '' }] : []), ...all.map((one) => ({ value: one, text: one }))];
      return <SelectField key={name} {...common} groups={[{ options }]} onChange={(next) => onChange(name, next)} />;
    }
    return <OfferField key={name} field={field} {...common} onChange={(next) => onChange(name, next)} />;
  });
}

interface LineProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

const unitOf: Readonly<Record<string, string>> = { percent: '%', seconds: 's', perSecond: '/s', milliCpu: 'm', fsyncMs: 'ms', bytesPerSecond: 'B/s' };
const hinted = new Set(['pod', 'container', 'milliCpu', 'bytesPerSecond', 'count']);

/** A line of text; what the design has is offered while one writes. */
function OfferField({ field: { name, widget }, onChange, ...rest }: LineProps & { field: FaultField }) {
  const { t } = useText();
  const list = useId();
  const offers = offersFor(widget, mirror);
  return (
    <>
      <Field {...rest} mono {...(offers.length > 0 ? { list } : {})} {...(widget === 'number' ? { inputMode: 'decimal' as const } : {})} unit={unitOf[name]} hint={hinted.has(name) ? t(`failures:hint.${name}`) : undefined}
        onChange={(event) => onChange(event.target.value)} />
      {offers.length > 0 && <datalist id={list}>{offers.map((offer) => <option key={offer} value={offer} />)}</datalist>}
    </>
  );
}

interface SelectFieldProps extends LineProps {
  /** Without a title the options stand by themselves. */
  groups: readonly { title?: string; options: readonly { value: string; text: string }[] }[];
}

/** One of what there is. */
export function SelectField({ label, value, error, groups, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">{label}</label>
      <span className="field-box" data-invalid={error === undefined ? undefined : ''}>
        <select id={id} className="fault-select" value={value} aria-invalid={error !== undefined} {...(error === undefined ? {} : { 'aria-describedby': `${id}-note` })} onChange={(event) => onChange(event.target.value)}>
          {groups.map(({ title, options }) => {
            const all = options.map((option) => <option key={option.value} value={option.value}>{option.text}</option>);
            return title === undefined ? all : <optgroup key={title} label={title}>{all}</optgroup>;
          })}
        </select>
      </span>
      {error !== undefined && <span id={`${id}-note`} className="field-note field-error">{error}</span>}
    </div>
  );
}
