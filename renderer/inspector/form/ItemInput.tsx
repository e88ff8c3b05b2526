import { DraftInput } from './DraftInput.tsx';
import { useEditing, useField } from './editing.ts';
import { FieldError } from './FieldError.tsx';
import type { Check } from './checks.ts';
import type { Path } from './set-in.ts';

interface ItemInputProps {
  path: Path;
  name: string;
  placeholder?: string;
  check?: Check;
  unit?: string;
  /** Digits are written as a number. */
  numeric?: boolean;
  /** An empty text is a text: the item stays. */
  keepsEmpty?: boolean;
}

/** A field inside a row of a list, without a label of its own for the eye. */
export function ItemInput({ path, name, placeholder, check, unit, numeric = false, keepsEmpty = false }: ItemInputProps) {
  const { set, readOnly } = useEditing();
  const { value, fallback, error } = useField(path);
  const text = value === undefined || value === null ? '' : String(value);
  return (
    <span className="form-control">
      <DraftInput
        name={name}
        value={text}
        placeholder={placeholder ?? (fallback === undefined || fallback === null ? undefined : String(fallback))}
        check={check}
        unit={unit}
        readOnly={readOnly}
        error={error}
        onCommit={(next) => set(path, next === '' && !keepsEmpty ? undefined : numeric && /^\d+(\.\d+)?$/.test(next) ? Number(next) : next)}
      />
      <FieldError text={error} />
    </span>
  );
}

export function ItemSelect({ path, name, choices }: { path: Path; name: string; choices: readonly string[] }) {
  const { set, readOnly } = useEditing();
  const { value, fallback } = useField(path);
  return (
    <span className="field-box form-box">
      <select
        aria-label={name}
        className="form-select"
        disabled={readOnly}
        value={String(value ?? '')}
        onChange={(event) => set(path, event.target.value === '' ? undefined : event.target.value)}
      >
        {(value === undefined || !choices.includes(String(value))) && (
          <option value={String(value ?? '')}>{String(value ?? fallback ?? choices[0])}</option>
        )}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    </span>
  );
}
