/**
 * `k8s.io/apimachinery/pkg/api/resource.Quantity`, exactly: a decimal number of any size that remembers how it was written.
 *
 * Go keeps an int64 form and falls back to arbitrary precision (`inf.Dec`) when a number does not fit. Both give the same number and
 * string, but `Value()` and `MilliValue()` wrap and round differently for absurd sizes; `isDec` records which form Go would be in.
 *
 * Where we differ: a decimal exponent beyond ±99999 is refused (Go accepts it and then computes with millions of digits).
 * For the hot paths (scheduling, totals) see `quantity-number.ts`.
 */
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { assert } from '../assert.ts';
import { formatCanonical } from './quantity-format.ts';
import { scanQuantity } from './quantity-scan.ts';

/** How a quantity was written, and is written again. `DecimalExponent`: 12e6. `BinarySI`: 12Mi. `DecimalSI`: 12M. */
export type QuantityFormat = 'DecimalExponent' | 'BinarySI' | 'DecimalSI';

/** An immutable quantity: `unscaled` × 10^`exponent`. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly format: QuantityFormat;
  /** Go holds this number as `inf.Dec` and not as int64 with a scale. */
  readonly isDec: boolean;
  /** The string it was parsed from, when Go takes that for canonical already (it may carry a plus sign or leading zeros). */
  readonly text?: string;
}

const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);
/** Digits an int64 surely holds; Go's `maxInt64Factors`. */
const maxInt64Factors = 18;
const nano = -9;
const maxDecimalExponent = 99_999;

export const zeroQuantity: Quantity = { unscaled: 0n, exponent: 0, format: 'DecimalSI', isDec: false };

/** Go's error texts of ParseQuantity. */
export const quantityErrors = {
  format: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  numeric: 'unable to parse numeric part of quantity',
  suffix: "unable to parse quantity's suffix",
} as const;

/**
 * Parses `text` as ParseQuantity does (no surrounding blanks; JSON decoding trims before it calls this).
 * The error is Go's error text.
 */
export function parseQuantity(text: string): Result<Quantity, string> {
  if (text === '') return err(quantityErrors.format);
  if (text === '0') return ok({ ...zeroQuantity, text });
  const scanned = scanQuantity(text);
  if (scanned === 'format') return err(quantityErrors.format);
  if (scanned === 'suffix') return err(quantityErrors.suffix);
  const { positive, num, denom, exponent, format } = scanned;
  if (format === 'DecimalExponent' && Math.abs(exponent) > maxDecimalExponent) return err(quantityErrors.suffix);

  const fast = parseInt64Form(text, positive, num, denom, exponent, format);
  return ok(fast ?? parseDecForm(positive, num, denom, exponent, format));
}

/** A quantity that validation has accepted already; anything else is a programmer mistake. */
export function mustParseQuantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  assert(parsed.ok, `"${text}" is a valid quantity`);
  return parsed.value;
}

/** Go's fast path: undefined when the number has to become an `inf.Dec`. */
function parseInt64Form(
  text: string, positive: boolean, num: string, denom: string, exponent: number, format: QuantityFormat,
): Quantity | undefined {
  let precision: number;
  let scale = 0;
  let mantissa = 1n;
  if (format === 'BinarySI') {
    if (denom.length > 0) return undefined;
    mantissa = 1n << BigInt(exponent);
    precision = 15 - num.length - Math.trunc((exponent * 3) / 10) - 1;
  } else {
    scale = exponent;
    precision = maxInt64Factors - (num.length + denom.length);
  }
  if (precision < 0) return undefined;
  scale -= denom.length;
  if (scale < nano) return undefined;

  const shifted = num + denom;
  const value = BigInt(shifted);
  const magnitude = value * mantissa;
  if (magnitude > maxInt64) return undefined;
  const canonical = format === 'BinarySI'
    ? (value & 7n) !== 0n
    : scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
  const quantity = { unscaled: positive ? magnitude : -magnitude, exponent: scale, format, isDec: false };
  return canonical ? { ...quantity, text } : quantity;
}

function parseDecForm(positive: boolean, num: string, denom: string, exponent: number, suffixFormat: QuantityFormat): Quantity {
  let unscaled = BigInt(num + denom);
  let scale = -denom.length;
  if (suffixFormat === 'BinarySI') unscaled <<= BigInt(exponent);
  else scale += exponent;
  if (unscaled !== 0n) {
    unscaled = roundAwayFromZero(unscaled, scale, nano);
    scale = nano;
  }
  let format = suffixFormat;
  if (format === 'BinarySI') {
    if (unscaled > maxInt64 * 10n ** BigInt(-scale)) {
      unscaled = maxInt64;
      scale = 0;
    } else if (unscaled > 0n && unscaled < 10n ** BigInt(-scale)) {
      format = 'DecimalSI';
    }
  }
  return { unscaled: positive ? unscaled : -unscaled, exponent: scale, format, isDec: true };
}

/** `unscaled` × 10^`from` as a multiple of 10^`to`, rounded away from zero. */
function roundAwayFromZero(unscaled: bigint, from: number, to: number): bigint {
  if (from >= to) return unscaled * 10n ** BigInt(from - to);
  const drop = to - from;
  if (drop > unscaled.toString().length) return unscaled > 0n ? 1n : unscaled < 0n ? -1n : 0n;
  const divisor = 10n ** BigInt(drop);
  const quotient = unscaled / divisor;
  if (quotient * divisor === unscaled) return quotient;
  return unscaled > 0n ? quotient + 1n : quotient - 1n;
}

/** The canonical string: no fraction digits, the largest suffix that loses nothing. */
export function quantityString(quantity: Quantity): string {
  return quantity.text ?? formatCanonical(quantity.unscaled, quantity.exponent, quantity.format);
}

export function quantitySign(quantity: Quantity): -1 | 0 | 1 {
  return quantity.unscaled === 0n ? 0 : quantity.unscaled < 0n ? -1 : 1;
}

export function isZeroQuantity(quantity: Quantity): boolean {
  return quantity.unscaled === 0n;
}

/** -1, 0 or 1 as `a` is less than, equal to or greater than `b`, whatever their formats. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const signA = quantitySign(a);
  const signB = quantitySign(b);
  if (signA !== signB) return signA < signB ? -1 : 1;
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.unscaled * 10n ** BigInt(a.exponent - exponent);
  const right = b.unscaled * 10n ** BigInt(b.exponent - exponent);
  return left === right ? 0 : left < right ? -1 : 1;
}

/** `a` + `b`, in the format of `a` unless `a` is zero. Source: Quantity.Add. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const format = a.unscaled === 0n ? b.format : a.format;
  if (!a.isDec && !b.isDec) {
    if (b.unscaled === 0n) return { unscaled: a.unscaled, exponent: a.exponent, format, isDec: false };
    if (a.unscaled === 0n) return { unscaled: b.unscaled, exponent: b.exponent, format, isDec: false };
  }
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.unscaled * 10n ** BigInt(a.exponent - exponent);
  const right = b.unscaled * 10n ** BigInt(b.exponent - exponent);
  const unscaled = left + right;
  const isDec = a.isDec || b.isDec || !isInt64(left) || !isInt64(right) || !isInt64(unscaled);
  return { unscaled, exponent, format, isDec };
}

export function negateQuantity(quantity: Quantity): Quantity {
  return { unscaled: -quantity.unscaled, exponent: quantity.exponent, format: quantity.format, isDec: quantity.isDec };
}

/** `a` - `b`, in the format of `a` unless `a` is zero. Source: Quantity.Sub. */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return addQuantities(a, negateQuantity(b));
}

/** The sum of all, in the format of the first that is not zero; of nothing: 0. */
export function sumQuantities(quantities: Iterable<Quantity>): Quantity {
  let total = zeroQuantity;
  for (const quantity of quantities) total = addQuantities(total, quantity);
  return total;
}

/** The larger of both; `a` when they are equal. */
export function maxQuantity(a: Quantity, b: Quantity): Quantity {
  return compareQuantities(b, a) > 0 ? b : a;
}

/** A whole number in `format`. Source: resource.NewQuantity. */
export function quantityFromInteger(value: bigint | number, format: QuantityFormat): Quantity {
  return { unscaled: BigInt(value), exponent: 0, format, isDec: false };
}

/** `milli` thousandths in `format`. Source: resource.NewMilliQuantity. */
export function quantityFromMilli(milli: bigint | number, format: QuantityFormat): Quantity {
  return { unscaled: BigInt(milli), exponent: -3, format, isDec: false };
}

/** Quantity.Value: rounded up to a whole number, as an int64 (huge numbers wrap as they do in Go on amd64). */
export function quantityInt64(quantity: Quantity): bigint {
  return scaledInt64(quantity, 0);
}

/** Quantity.MilliValue: in thousandths, rounded up, as an int64 (huge numbers wrap). */
export function quantityMilliInt64(quantity: Quantity): bigint {
  return scaledInt64(quantity, -3);
}

function isInt64(value: bigint): boolean {
  return value >= minInt64 && value <= maxInt64;
}

/** Quantity.ScaledValue: the number in units of 10^`scale`. */
function scaledInt64(quantity: Quantity, scale: number): bigint {
  const { unscaled, exponent } = quantity;
  if (!quantity.isDec) {
    if (exponent < scale) return roundAwayFromZero(unscaled, exponent, scale);
    const shift = exponent - scale;
    const product = unscaled * 10n ** BigInt(shift);
    if (isInt64(product)) return product;
    // positiveScaleInt64 has fast cases for these powers, which return the wrapped product; its loop returns 0 instead.
    return shift <= 3 || shift === 6 || shift === 9 ? BigInt.asIntN(64, product) : 0n;
  }
  return scaledDec(unscaled, -exponent, -scale);
}

/** `scaledValue` of apimachinery's scale_int.go, v1.36, with its quirks for negative numbers (they round towards plus infinity or wrap). */
function scaledDec(unscaled: bigint, scale: number, newScale: number): bigint {
  const drop = scale - newScale;
  if (drop === 0) return BigInt.asIntN(64, unscaled);
  if (drop < 0) {
    // Go converts the float 1e19 and above to int64 as the most negative number.
    const factor = -drop >= 19 ? minInt64 : 10n ** BigInt(-drop);
    return BigInt.asIntN(64, BigInt.asIntN(64, unscaled) * factor);
  }
  if (unscaled < maxInt64 && drop < 19) {
    const divisor = 10n ** BigInt(drop);
    const low = BigInt.asIntN(64, unscaled);
    return low % divisor === 0n ? low / divisor : low / divisor + 1n;
  }
  // Euclidean division: the remainder is never negative.
  const divisor = 10n ** BigInt(drop);
  let quotient = unscaled / divisor;
  const remainder = unscaled % divisor;
  if (remainder < 0n) quotient -= 1n;
  const wrapped = BigInt.asIntN(64, quotient);
  return remainder === 0n ? wrapped : BigInt.asIntN(64, wrapped + 1n);
}
