import type { Result } from '../../result.ts';
import { err, ok } from '../../result.ts';
import { parseQuantity, quantityErrors, quantityString } from '../quantity.ts';
import type { ScalarSchema } from './model.ts';

/** `mismatch` is Go's “cannot unmarshal X”, whose sentence needs the place; `custom` is the whole text of a type's own decoder. */
export type ScalarError = { kind: 'mismatch'; got: string } | { kind: 'custom'; text: string };
type Decoded = Result<unknown, ScalarError>;

/** Decodes one scalar; quantities and times come back in canonical form. `null` was dealt with by the caller. */
export function decodeScalar(schema: ScalarSchema, value: unknown): Decoded {
  switch (schema.scalar) {
    case 'string':
      return typeof value === 'string' ? ok(value) : mismatch(value);
    case 'bool':
      return typeof value === 'boolean' ? ok(value) : mismatch(value);
    case 'int32':
      return decodeInteger(value, -2_147_483_648, 2_147_483_647);
    case 'int64':
      return decodeInteger(value, -(2 ** 63), 2 ** 63);
    case 'float64':
      return typeof value === 'number' && Number.isFinite(value) ? ok(value === 0 ? 0 : value) : mismatch(value);
    case 'quantity':
      return decodeQuantity(value);
    case 'intOrString':
      return typeof value === 'string' ? ok(value) : decodeIntOrString(value);
    case 'time':
      return decodeTime(value, false);
    case 'microTime':
      return decodeTime(value, true);
    case 'bytes':
      return decodeBytes(value);
    case 'raw':
      return ok(value);
  }
}

/** What Go's decoder calls a JSON value in its messages. */
export function jsonTypeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null || value === undefined) return 'null';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'bigint' ? 'number' : typeof value;
}

function mismatch(value: unknown): Decoded {
  return err({ kind: 'mismatch', got: jsonTypeName(value) });
}

function decodeInteger(value: unknown, low: number, high: number): Decoded {
  if (typeof value === 'bigint') {
    return value >= BigInt(low) && value <= BigInt(high) ? ok(Number(value)) : err({ kind: 'mismatch', got: `number ${value}` });
  }
  if (typeof value !== 'number') return mismatch(value);
  if (!Number.isInteger(value) || value < low || value > high) return err({ kind: 'mismatch', got: `number ${value}` });
  return ok(value === 0 ? 0 : value);
}

function decodeIntOrString(value: unknown): Decoded {
  const decoded = decodeInteger(value, -2_147_483_648, 2_147_483_647);
  if (decoded.ok) return decoded;
  const got = decoded.error.kind === 'mismatch' ? decoded.error.got : '';
  return err({ kind: 'custom', text: `json: cannot unmarshal ${got} into Go value of type int32` });
}

function decodeQuantity(value: unknown): Decoded {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
    return err({ kind: 'custom', text: quantityErrors.format });
  }
  const parsed = parseQuantity(String(value).trim());
  return parsed.ok ? ok(quantityString(parsed.value)) : err({ kind: 'custom', text: parsed.error });
}

const timePattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * RFC 3339; stored in UTC, whole seconds or microseconds. A time of microseconds has to give all six digits, as Go's layout does; other times may
 * have a fraction, which is lost.
 */
function decodeTime(value: unknown, micro: boolean): Decoded {
  if (typeof value !== 'string') {
    return err({ kind: 'custom', text: `json: cannot unmarshal ${jsonTypeName(value)} into Go value of type string` });
  }
  const match = timePattern.exec(value);
  const milliseconds = match ? Date.parse(value) : Number.NaN;
  if (!match || Number.isNaN(milliseconds)) return unreadableTime(value, micro, value, '2006');
  const [, , , day, hour, , , fraction = '', zone = ''] = match;
  if (micro && fraction.length < microFraction.length) return unreadableTime(value, micro, `${fraction}${zone}`, microFraction);
  if (micro && fraction.length > microFraction.length) return unreadableTime(value, micro, `${fraction.slice(microFraction.length)}${zone}`, 'Z07:00');
  // Already in stored form, as all times of heartbeats are: nothing to convert. (Days after the 28th and hour 24 might carry over.)
  if (zone === 'Z' && Number(day) <= 28 && hour !== '24' && (micro || fraction === '')) return ok(value);
  const whole = new Date(milliseconds).toISOString().slice(0, 19);
  return ok(`${whole}${micro ? fraction : ''}Z`);
}

const microFraction = '.000000';

/** @param rest what is left to read @param element of the layout, for which there is nothing in it */
function unreadableTime(value: string, micro: boolean, rest: string, element: string): Decoded {
  const layout = `2006-01-02T15:04:05${micro ? microFraction : ''}Z07:00`;
  const [all, what, left, part] = [value, layout, rest, element].map((text) => JSON.stringify(text));
  return err({ kind: 'custom', text: `parsing time ${all} as ${what}: cannot parse ${left} as ${part}` });
}

const base64Characters = /^[A-Za-z0-9+/]*={0,2}$/;

function decodeBytes(value: unknown): Decoded {
  if (typeof value !== 'string') return mismatch(value);
  const text = value.replaceAll(/[\r\n]/g, '');
  if (text.length % 4 === 0 && base64Characters.test(text)) return ok(text);
  const bad = /[^A-Za-z0-9+/]/.exec(text.replace(/={0,2}$/, ''));
  return err({ kind: 'custom', text: `illegal base64 data at input byte ${bad ? bad.index : text.length - (text.length % 4)}` });
}
