import { useId, type ReactNode } from 'react';
import { Breakable } from '../parts/Breakable.tsx';
import './form.css';

interface FormRowProps {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  title?: string | undefined;
  /** Receives the id for the control, and what describes it. */
  children: (ids: { id: string; describedBy: string | undefined }) => ReactNode;
}

/** Letters of a word that fit beside a control. */
const wordFits = 17;

/** Label left, or above where a word of it would break; control right, error or hint beneath. */
export function FormRow({ label, error, hint, title, children }: FormRowProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="form-row" data-long={label.split(' ').some((word) => word.length > wordFits) || undefined}>
      <label className="form-label" htmlFor={id} title={title}>
        <Breakable text={label} />
      </label>
      <div className="form-control">
        {children({ id, describedBy: note === undefined ? undefined : `${id}-note` })}
        {note !== undefined && (
          <span
            id={`${id}-note`}
            className={error === undefined ? 'field-note' : 'field-note field-error'}
            role={error === undefined ? undefined : 'alert'}
          >
            {note}
          </span>
        )}
      </div>
    </div>
  );
}
