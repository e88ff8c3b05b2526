/**
 * Quantities as plain numbers for the places that convert millions of them: the scheduler, usage bars, totals. Results equal
 * Quantity.Value and Quantity.MilliValue (rounded up) up to 2^53 and are the nearest double above that; beyond int64 they saturate
 * instead of wrapping.
 */
import type { Quantity } from './quantity.ts';
import { mustParseQuantity } from './quantity.ts';

const memoLimit = 8_192;
const values = new Map<string, number>();
const millis = new Map<string, number>();

/** Whole units, rounded up away from zero: bytes of memory, cores, GPUs. `text` must be a valid quantity. */
export function quantityValue(text: string): number {
  return memoized(values, text, 0, scaledNumber);
}

/** Thousandths, rounded up away from zero: `250m` and `0.25` are 250. `text` must be a valid quantity. */
export function quantityMilliValue(text: string): number {
  return memoized(millis, text, -3, scaledNumber);
}

const exactValues = new Map<string, number>();
const exactMillis = new Map<string, number>();

/** Whole units when the quantity is a whole number that a double holds exactly, else NaN. `text` must be a valid quantity. */
export function exactValue(text: string): number {
  return memoized(exactValues, text, 0, exactNumber);
}

/** The same in thousandths. */
export function exactMilliValue(text: string): number {
  return memoized(exactMillis, text, -3, exactNumber);
}

/** The number itself, not rounded: `100u` is 0.0001. `text` must be a valid quantity. */
export function quantityNumber(text: string): number {
  const { unscaled, exponent } = mustParseQuantity(text);
  return exponent < 0 ? Number(unscaled) / 10 ** -exponent : Number(unscaled) * 10 ** exponent;
}

/** CPU in thousandths of a core; absent means none. */
export function parseCpuMilli(text: string | undefined): number {
  return text === undefined ? 0 : quantityMilliValue(text);
}

/** Bytes; absent means none. */
export function parseBytes(text: string | undefined): number {
  return text === undefined ? 0 : quantityValue(text);
}

type Conversion = (quantity: Quantity, scale: 0 | -3) => number;

function memoized(memo: Map<string, number>, text: string, scale: 0 | -3, convert: Conversion): number {
  const known = memo.get(text);
  if (known !== undefined) return known;
  const number = convert(mustParseQuantity(text), scale);
  // Emptying the whole map is crude, but a design rarely has more than a few dozen different quantities.
  if (memo.size >= memoLimit) memo.clear();
  memo.set(text, number);
  return number;
}

const maxInt64 = 2n ** 63n - 1n;

/** `quantity` in units of 10^`scale`, rounded away from zero, between -(2^63-1) and 2^63-1. */
export function scaledNumber(quantity: Quantity, scale: 0 | -3): number {
  const shift = quantity.exponent - scale;
  const magnitude = quantity.unscaled < 0n ? -quantity.unscaled : quantity.unscaled;
  let result: bigint;
  if (magnitude === 0n) result = 0n;
  else if (shift >= 0) result = shift > 19 ? maxInt64 : magnitude * 10n ** BigInt(shift);
  else {
    const divisor = 10n ** BigInt(-shift);
    result = (magnitude + divisor - 1n) / divisor;
  }
  const capped = Number(result > maxInt64 ? maxInt64 : result);
  return quantity.unscaled < 0n ? -capped : capped;
}

function exactNumber(quantity: Quantity, scale: 0 | -3): number {
  const number = scaledNumber(quantity, scale);
  if (!Number.isSafeInteger(number)) return Number.NaN;
  const shift = scale - quantity.exponent;
  return shift <= 0 || quantity.unscaled % 10n ** BigInt(shift) === 0n ? number : Number.NaN;
}
