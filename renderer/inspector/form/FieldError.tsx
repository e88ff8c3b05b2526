/** The API's refusal of a field, beneath it. */
export function FieldError({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <span className="field-note field-error" role="alert">
      {text}
    </span>
  );
}
