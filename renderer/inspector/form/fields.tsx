import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import type { JsonValue } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { wholeNumber, type Check } from './checks.ts';
import { DraftInput } from './DraftInput.tsx';
import { useEditing, useField } from './editing.ts';
import { FormRow } from './FormRow.tsx';
import type { Path } from './set-in.ts';

interface FieldProps {
  path: Path;
  label: string;
  hint?: string | undefined;
  /** What the field is for, on hover. */
  title?: string | undefined;
  check?: Check | undefined;
  unit?: string | undefined;
}

const shown = (value: JsonValue | undefined): string => (value === undefined || value === null ? '' : String(value));

interface LineFieldProps extends FieldProps {
  list?: string | undefined;
  /** What a text that is not empty becomes in the manifest. */
  read: (text: string) => JsonValue;
}

/** One line of the manifest. Empty removes it, and the default (shown grey) applies. */
function LineField({ path, label, hint, title, check, unit, list, read }: LineFieldProps) {
  const { value, fallback, error, readOnly } = useField(path);
  const { set } = useEditing();
  const [problem, setProblem] = useState<string>();
  return (
    <FormRow label={label} error={problem ?? error} hint={hint} title={title}>
      {({ id, describedBy }) => (
        <DraftInput
          id={id}
          describedBy={describedBy}
          value={shown(value)}
          placeholder={shown(fallback)}
          check={check}
          unit={unit}
          readOnly={readOnly}
          error={error}
          list={list}
          onProblem={setProblem}
          onCommit={(text) => set(path, text === '' ? undefined : read(text))}
        />
      )}
    </FormRow>
  );
}

export function TextField(props: FieldProps & { list?: string }) {
  return <LineField {...props} read={(text) => text} />;
}

/** A number or, with `textAllowed`, a number or text (a percentage, a port's name). */
export function NumberField({ check = wholeNumber(0), textAllowed = false, ...props }: FieldProps & { textAllowed?: boolean }) {
  return <LineField {...props} check={check} read={(text) => (textAllowed && !/^\d+$/.test(text) ? text : Number(text))} />;
}

interface SelectFieldProps extends FieldProps {
  choices: readonly string[];
  /** What a choice is in the manifest. */
  read: (choice: string) => JsonValue;
}

/** One of a closed set, in the API's words; or nothing, and the default applies. */
function SelectField({ path, label, hint, title, choices, read }: SelectFieldProps) {
  const { t } = useText();
  const { value, fallback, error, readOnly } = useField(path);
  const { set } = useEditing();
  return (
    <FormRow label={label} error={error} hint={hint} title={title}>
      {({ id, describedBy }) => (
        <span className="field-box form-box">
          <select
            id={id}
            aria-describedby={describedBy}
            className="form-select"
            value={shown(value)}
            disabled={readOnly}
            onChange={(event) => set(path, event.target.value === '' ? undefined : read(event.target.value))}
          >
            <option value="">{fallback === undefined ? t('inspector:form.notSet') : t('inspector:form.default', { value: shown(fallback) })}</option>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </select>
        </span>
      )}
    </FormRow>
  );
}

export function SwitchField(props: FieldProps) {
  return <SelectField {...props} choices={['true', 'false']} read={(choice) => choice === 'true'} />;
}

export function ChoiceField(props: FieldProps & { choices: readonly string[] }) {
  return <SelectField {...props} read={(choice) => choice} />;
}

/** A number with one step less and one more. */
export function StepperField({ path, label, check = wholeNumber(0) }: FieldProps) {
  const { t } = useText();
  const { value, fallback, error, readOnly } = useField(path);
  const { set, settled } = useEditing();
  const [problem, setProblem] = useState<string>();
  // Someone else has changed it since, such as an autoscaler.
  const isOverruled = settled && typeof value === 'number' && typeof fallback === 'number' && value !== fallback;
  const number = typeof value === 'number' ? value : typeof fallback === 'number' ? fallback : 1;
  return (
    <FormRow label={label} error={problem ?? error} hint={isOverruled ? t('inspector:form.liveNow', { value: fallback }) : undefined}>
      {({ id, describedBy }) => (
        <span className="form-stepper">
          <button
            type="button"
            className="form-step"
            aria-label={t('inspector:form.less', { label })}
            disabled={readOnly || number <= 0}
            onClick={() => set(path, number - 1)}
          >
            <Minus size={14} />
          </button>
          <DraftInput
            id={id}
            describedBy={describedBy}
            value={String(number)}
            check={check}
            readOnly={readOnly}
            error={error}
            onProblem={setProblem}
            onCommit={(text) => {
              if (text !== '') set(path, Number(text));
            }}
          />
          <button
            type="button"
            className="form-step"
            aria-label={t('inspector:form.more', { label })}
            disabled={readOnly}
            onClick={() => set(path, number + 1)}
          >
            <Plus size={14} />
          </button>
        </span>
      )}
    </FormRow>
  );
}
