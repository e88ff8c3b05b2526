/**
 * Reading decoded API objects by field name, for code that goes over many kinds (defaulting, validation). Decoding has checked the
 * types already, so an accessor only has to deal with absence.
 */
export type Fields = Record<string, unknown>;

/** The struct under `key`, or undefined. */
export function optionalFields(owner: Fields | undefined, key: string): Fields | undefined {
  const value = owner?.[key];
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

const none: Fields = Object.freeze({});

/** The struct under `key`, or an empty one to read from. */
export function fieldsOf(owner: Fields | undefined, key: string): Fields {
  return optionalFields(owner, key) ?? none;
}

/** The struct under `key`, made when it is missing. */
export function ensureFields(owner: Fields, key: string): Fields {
  const existing = optionalFields(owner, key);
  if (existing) return existing;
  const made: Fields = {};
  owner[key] = made;
  return made;
}

/** The list of structs under `key`; empty when absent. */
export function itemsOf(owner: Fields | undefined, key: string): Fields[] {
  const value = owner?.[key];
  return Array.isArray(value) ? (value as Fields[]) : [];
}

/** The list of strings under `key`; empty when absent. */
export function textsOf(owner: Fields | undefined, key: string): string[] {
  const value = owner?.[key];
  return Array.isArray(value) ? (value as string[]) : [];
}

/** The list of numbers under `key`; empty when absent. */
export function numbersOf(owner: Fields | undefined, key: string): number[] {
  const value = owner?.[key];
  return Array.isArray(value) ? (value as number[]) : [];
}

/** The map of strings under `key` (labels, quantities by resource); empty when absent. */
export function textMapOf(owner: Fields | undefined, key: string): Record<string, string> {
  return fieldsOf(owner, key) as Record<string, string>;
}

/** The string under `key`; '' when absent, as Go reads it. */
export function textOf(owner: Fields | undefined, key: string): string {
  const value = owner?.[key];
  return typeof value === 'string' ? value : '';
}

/** The string under `key` when it is there: for Go's pointers. */
export function optionalText(owner: Fields | undefined, key: string): string | undefined {
  const value = owner?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** The number under `key` when it is there: for Go's pointers. */
export function optionalNumber(owner: Fields | undefined, key: string): number | undefined {
  const value = owner?.[key];
  return typeof value === 'number' ? value : undefined;
}

/** The number under `key`; 0 when absent, as Go reads it. */
export function numberOf(owner: Fields | undefined, key: string): number {
  return optionalNumber(owner, key) ?? 0;
}

/** The boolean under `key`; false when absent. */
export function flagOf(owner: Fields | undefined, key: string): boolean {
  return owner?.[key] === true;
}

/** Whether the field is there at all. */
export function isSet(owner: Fields | undefined, key: string): boolean {
  return owner?.[key] !== undefined && owner[key] !== null;
}

/** Sets `key` when it is absent, or the empty string. */
export function setDefault(owner: Fields, key: string, value: unknown): void {
  const current = owner[key];
  if (current === undefined || current === null || current === '') owner[key] = value;
}
