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
  check?: Check;
  unit?: string;
}

const shown = (value: JsonValue | undefined): string => (value === undefined || value === null ? '' : String(value));

/** One text of the manifest. Empty removes it, and the default (shown grey) applies. */
export function TextField({ path, label, hint, check, unit, list }: FieldProps & { list?: string }) {
  const { value, fallback, error, readOnly } = useField(path);
  const { set } = useEditing();
  const [problem, setProblem] = useState<string>();
  return (
    <FormRow label={label} error={problem ?? error} hint={hint}>
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
          onCommit={(text) => set(path, text === '' ? undefined : text)}
        />
      )}
    </FormRow>
  );
}

/** A number or, with `textAllowed`, a number or text (a percentage, a port's name). */
export function NumberField({
  path,
  label,
  hint,
  check = wholeNumber(0),
  unit,
  textAllowed = false,
}: FieldProps & { textAllowed?: boolean }) {
  const { value, fallback, error, readOnly } = useField(path);
  const { set } = useEditing();
  const [problem, setProblem] = useState<string>();
  return (
    <FormRow label={label} error={problem ?? error} hint={hint}>
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
          onProblem={setProblem}
          onCommit={(text) => set(path, text === '' ? undefined : textAllowed && !/^\d+$/.test(text) ? text : Number(text))}
        />
      )}
    </FormRow>
  );
}

/** One of a closed set, in the API's words. The default is the first entry, unnamed in the manifest. */
export function ChoiceField({ path, label, hint, choices }: FieldProps & { choices: readonly string[] }) {
  const { t } = useText();
  const { value, fallback, error, readOnly } = useField(path);
  const { set } = useEditing();
  return (
    <FormRow label={label} error={error} hint={hint}>
      {({ id, describedBy }) => (
        <span className="field-box form-box">
          <select
            id={id}
            aria-describedby={describedBy}
            className="form-select"
            value={shown(value)}
            disabled={readOnly}
            onChange={(event) => set(path, event.target.value === '' ? undefined : event.target.value)}
          >
            {(value === undefined || fallback === undefined) && (
              <option value="">
                {fallback === undefined ? t('inspector:form.notSet') : t('inspector:form.default', { value: shown(fallback) })}
              </option>
            )}
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

/** A number with one step less and one more. */
export function StepperField({ path, label, check = wholeNumber(0) }: FieldProps) {
  const { t } = useText();
  const { value, fallback, error, readOnly } = useField(path);
  const { set } = useEditing();
  const [problem, setProblem] = useState<string>();
  const number = typeof value === 'number' ? value : typeof fallback === 'number' ? fallback : 1;
  return (
    <FormRow label={label} error={problem ?? error}>
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
