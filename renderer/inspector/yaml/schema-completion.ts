import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { FieldSchema, ObjectSchema } from '../../../shared/kubernetes/schema/model.ts';
import { membersAt, placeAt, typeLabel, valuesAt } from '../../../shared/kubernetes/schema/walk.ts';
import { cursorPlace, keysAt } from './yaml-outline.ts';

/** What the API sets itself; nobody writes it in a manifest. */
const serverMade = new Set([
  'status',
  'managedFields',
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
]);

/** One offer: the text shown and what choosing it writes. `column` indents the lines after the first. */
export interface Offer {
  label: string;
  detail: string;
  info: string;
  insert: string;
  required: boolean;
}

/** What may be written at an offset: fields that the object does not have yet, or the values of a closed set. Pure, for tests. */
export function offersAt(schema: ObjectSchema, text: string, offset: number): { from: number; offers: Offer[] } | undefined {
  const place = cursorPlace(text, offset);
  if (place.kind === 'value') {
    const offers = valuesAt(schema, place.path).map((value) => ({ label: value, detail: '', info: '', insert: value, required: false }));
    return offers.length === 0 ? undefined : { from: place.from, offers };
  }
  // Inside a list without a dash yet, offers would be written in the wrong place.
  const type = placeAt(schema, place.path)?.type;
  if (type?.kind !== 'object') return undefined;
  const taken = keysAt(text.slice(0, place.from) + text.slice(offset), place.path);
  const offers = membersAt(schema, place.path)
    .filter((field) => !taken.has(field.name) && !serverMade.has(field.name))
    .map((field) => ({
      label: field.name,
      detail: typeLabel(field.type),
      info: field.description,
      insert: keyText(field, place.column),
      required: field.required,
    }));
  return offers.length === 0 ? undefined : { from: place.from, offers };
}

/** A key with what must follow it: a blank for a value, a new line for an object, a dash for a list. */
function keyText({ name, type }: FieldSchema, column: number): string {
  const indent = ' '.repeat(column);
  if (type.kind === 'scalar') return `${name}: `;
  if (type.kind === 'list') return `${name}:\n${indent}- `;
  return `${name}:\n${indent}  `;
}

/** Completion for CodeMirror from the schema of the kind. */
export function schemaCompletion(schema: ObjectSchema): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const text = context.state.doc.toString();
    const found = offersAt(schema, text, context.pos);
    if (found === undefined) return null;
    if (!context.explicit && found.from === context.pos && cursorPlace(text, context.pos).kind === 'key') return null;
    const options: Completion[] = found.offers.map((offer) => ({
      label: offer.label,
      detail: offer.detail,
      ...(offer.info === '' ? {} : { info: offer.info }),
      apply: offer.insert,
      boost: offer.required ? 20 : 0,
    }));
    return { from: found.from, options, validFor: /^[\w./-]*$/ };
  };
}
