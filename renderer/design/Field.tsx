import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import './field.css';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** Hides the label for the eye, keeps it for the ear. */
  hideLabel?: boolean | undefined;
  /** Written at the right inside the field, e.g. `Mi`. */
  unit?: string | undefined;
  /** Error text under the field; marks it invalid. */
  error?: string | undefined;
  hint?: ReactNode;
  icon?: ReactNode;
  mono?: boolean | undefined;
}

/** One labelled text field with unit, hint and error. */
export function Field({ label, hideLabel = false, unit, error, hint, icon, mono = false, className, id, ...rest }: FieldProps) {
  const own = useId();
  const inputId = id ?? own;
  const noteId = `${inputId}-note`;
  const note = error ?? hint;
  return (
    <div className={`field${className ? ` ${className}` : ''}`}>
      <label htmlFor={inputId} className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</label>
      <span className="field-box" data-invalid={error === undefined ? undefined : ''}>
        {icon}
        <input {...rest} id={inputId} className={mono ? 'field-input mono' : 'field-input'} aria-invalid={error !== undefined}
          {...(note === undefined ? {} : { 'aria-describedby': noteId })} spellCheck={false} autoComplete="off" />
        {unit !== undefined && <span className="field-unit">{unit}</span>}
      </span>
      {note !== undefined && <span id={noteId} className={error === undefined ? 'field-note' : 'field-note field-error'}>{note}</span>}
    </div>
  );
}
