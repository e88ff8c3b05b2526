import { useEffect, useState, type HTMLInputTypeAttribute } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { Check } from './checks.ts';
import '../../design/field.css';
import './form.css';

interface DraftInputProps {
  id?: string | undefined;
  /** Spoken name where there is no label element. */
  name?: string | undefined;
  value: string;
  onCommit: (text: string) => void;
  check?: Check | undefined;
  placeholder?: string | undefined;
  unit?: string | undefined;
  mono?: boolean;
  readOnly?: boolean;
  describedBy?: string | undefined;
  /** The API's refusal; ours comes from `check`. */
  error?: string | undefined;
  type?: HTMLInputTypeAttribute;
  /** Ids of a datalist. */
  list?: string | undefined;
  onProblem?: (problem: string | undefined) => void;
}

/**
 * A text field that writes when it is left or on Enter, and not before, so that half a word is no gesture. Escape puts the old text back. A
 * text that fails its check
 * stays in the field, marked, and is not written.
 */
export function DraftInput({
  id,
  name,
  value,
  onCommit,
  check,
  placeholder,
  unit,
  mono = true,
  readOnly = false,
  describedBy,
  error,
  type = 'text',
  list,
  onProblem,
}: DraftInputProps) {
  const { localize } = useText();
  const [draft, setDraft] = useState<string>();
  /** The draft was sent; it is shown until the object shows it, or something else. */
  const [isSent, setIsSent] = useState(false);
  const text = draft ?? value;
  const problem = draft === undefined ? undefined : check?.(draft);
  const said = problem === undefined ? undefined : localize(problem);
  useEffect(() => onProblem?.(said), [said, onProblem]);
  useEffect(() => {
    if (isSent) setDraft(undefined);
    // Only a new value of the object ends a sent draft.
  }, [value]);

  const commit = (): void => {
    if (draft === undefined || problem !== undefined || isSent) return;
    if (draft.trim() === value) setDraft(undefined);
    else {
      setIsSent(true);
      onCommit(draft.trim());
    }
  };
  return (
    <span
      className="field-box form-box"
      data-invalid={said !== undefined || error !== undefined ? '' : undefined}
      data-readonly={readOnly ? '' : undefined}
      title={said}
    >
      <input
        id={id}
        aria-label={name}
        type={type}
        className={mono ? 'field-input mono' : 'field-input'}
        value={text}
        placeholder={placeholder}
        readOnly={readOnly}
        list={list}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={said !== undefined || error !== undefined}
        aria-describedby={describedBy}
        onChange={(event) => {
          setDraft(event.target.value);
          setIsSent(false);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          else if (event.key === 'Escape' && draft !== undefined) {
            setDraft(undefined);
            event.stopPropagation();
          }
        }}
      />
      {unit !== undefined && <span className="field-unit">{unit}</span>}
    </span>
  );
}
