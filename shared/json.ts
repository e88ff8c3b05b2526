/** Plain JSON. Objects of unknown kinds travel through the whole program in this shape. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality of JSON values; key order does not matter, an `undefined` member equals an absent one. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index += 1) if (!jsonEqual(a[index], b[index])) return false;
    return true;
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key in left) if (left[key] !== undefined && !jsonEqual(left[key], right[key])) return false;
  for (const key in right) if (right[key] !== undefined && isAbsent(left[key])) return false;
  return true;
}

/** JSON has no functions: one comes from Object.prototype, under a key such as `toString`. */
function isAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'function';
}

/** A deep copy; `undefined` members are dropped. */
export function jsonClone<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(jsonClone) as T;
  const copy: Record<string, unknown> = {};
  const source = value as Record<string, unknown>;
  for (const key of Object.keys(source)) if (source[key] !== undefined) copy[key] = jsonClone(source[key]);
  return copy as T;
}
