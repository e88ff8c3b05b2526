import { createContext, useContext } from 'react';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { getIn, type Path } from './set-in.ts';

/** What fields of the form read and write. */
export interface Editing {
  /** What is edited: the author's manifest, with staged changes; else the live object. */
  value: JsonObject;
  /** The live object: what defaults became. */
  live: JsonObject | undefined;
  /** Nothing that was written here is still on its way to the live object. */
  settled: boolean;
  /** Nothing can be changed here. */
  readOnly: boolean;
  /** Writes one field (`undefined` removes it), or stages it where the object has to be replaced. */
  set: (path: Path, value: JsonValue | undefined) => void;
  /** The API's last word on a field, or on something inside it. */
  errorAt: (path: Path) => string | undefined;
  /** Whether the API found fault with the field or anything inside it. */
  hasErrorIn: (path: Path) => boolean;
}

export const EditingContext = createContext<Editing | undefined>(undefined);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === undefined) throw new Error('a field of the form stands outside EditingContext');
  return editing;
}

/** Value and default of one field. */
export function useField(path: Path): {
  value: JsonValue | undefined;
  fallback: JsonValue | undefined;
  error: string | undefined;
  readOnly: boolean;
} {
  const editing = useEditing();
  return {
    value: getIn(editing.value, path),
    fallback: getIn(editing.live, path),
    error: editing.errorAt(path),
    readOnly: editing.readOnly,
  };
}
