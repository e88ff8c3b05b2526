import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import { getIn, type Path } from '../form/set-in.ts';

/** A scalar as text; undefined when there is none. Lists of scalars are joined. */
export function textAt(object: unknown, ...path: Path): string | undefined {
  const value = getIn(object as JsonValue, path);
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join(', ');
  return typeof value === 'object' ? undefined : String(value);
}

export function numberAt(object: unknown, ...path: Path): number | undefined {
  const value = getIn(object as JsonValue, path);
  return typeof value === 'number' ? value : undefined;
}

export function listAt(object: unknown, ...path: Path): readonly JsonObject[] {
  const value = getIn(object as JsonValue, path);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function mapAt(object: unknown, ...path: Path): Readonly<Record<string, JsonValue>> {
  const value = getIn(object as JsonValue, path);
  return isJsonObject(value) ? (value as Record<string, JsonValue>) : {};
}
