import type { JsonValue } from '../../../shared/json.ts';

/**
 * Turns component state (plain objects, arrays, Maps, Sets, numbers incl. infinities, strings, booleans, null) into JSON and back. Map and Set keep
 * their insertion order, on which deterministic iteration rests. Class instances and functions are refused: state is plain data.
 */
export function encodeState(value: unknown): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $: 'number', value: String(value) };
  if (value === undefined) return { $: 'undefined' };
  if (Array.isArray(value)) return value.map(encodeState);
  if (value instanceof Map) return { $: 'map', entries: [...value].map(([key, item]) => [encodeState(key), encodeState(item)]) };
  if (value instanceof Set) return { $: 'set', values: [...value].map(encodeState) };
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null) throw new Error('Assertion failed: component state is plain data');
  const encoded: Record<string, JsonValue> = {};
  const source = value as Record<string, unknown>;
  for (const key of Object.keys(source)) {
    const item = source[key];
    if (item !== undefined) encoded[key] = encodeState(item);
  }
  return '$' in encoded ? { $: 'object', entries: Object.entries(encoded) } : encoded;
}

export function decodeState(encoded: JsonValue): unknown {
  if (encoded === null || typeof encoded !== 'object') return encoded;
  if (Array.isArray(encoded)) return encoded.map(decodeState);
  switch (encoded['$']) {
    case 'undefined': return undefined;
    case 'number': return Number(encoded['value']);
    case 'map': return new Map((encoded['entries'] as [JsonValue, JsonValue][]).map(([key, item]) => [decodeState(key), decodeState(item)]));
    case 'set': return new Set((encoded['values'] as JsonValue[]).map(decodeState));
    case 'object': return Object.fromEntries((encoded['entries'] as [string, JsonValue][]).map(([key, item]) => [key, decodeState(item)]));
    default: {
      const decoded: Record<string, unknown> = {};
      for (const key of Object.keys(encoded)) decoded[key] = decodeState(encoded[key] as JsonValue);
      return decoded;
    }
  }
}
