import type { QuantityFormat } from './quantity.ts';

const decimalSuffixes = new Map([
  [-9, 'n'], [-6, 'u'], [-3, 'm'], [0, ''], [3, 'k'], [6, 'M'], [9, 'G'], [12, 'T'], [15, 'P'], [18, 'E'],
]);
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Quantity.CanonicalizeBytes of `unscaled` × 10^`exponent`. */
export function formatCanonical(unscaled: bigint, exponent: number, format: QuantityFormat): string {
  if (unscaled === 0n) return '0';
  if (format === 'BinarySI') {
    const whole = wholeNumber(unscaled, exponent);
    // Small and fractional numbers fall back to DecimalSI, so that nothing is lost.
    if (whole === undefined || (whole > -1024n && whole < 1024n)) return formatDecimal(unscaled, exponent, 'DecimalSI');
    return formatBinary(whole);
  }
  return formatDecimal(unscaled, exponent, format);
}

/** The number as an integer, or undefined when it has a fraction. */
function wholeNumber(unscaled: bigint, exponent: number): bigint | undefined {
  if (exponent >= 0) return unscaled * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return unscaled % divisor === 0n ? unscaled / divisor : undefined;
}

function formatBinary(whole: bigint): string {
  let mantissa = whole;
  let power = 0;
  while (mantissa % 1024n === 0n) {
    mantissa /= 1024n;
    power += 1;
  }
  // Like Go up to v1.36, 1024 Ei and beyond lose their suffix; parsing caps BinarySI far below, only sums get there.
  return `${mantissa}${binarySuffixes[power] ?? ''}`;
}

function formatDecimal(unscaled: bigint, exponent: number, format: 'DecimalSI' | 'DecimalExponent'): string {
  let mantissa = unscaled;
  let power = exponent;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    power += 1;
  }
  while (power % 3 !== 0) {
    mantissa *= 10n;
    power -= 1;
  }
  if (format === 'DecimalExponent') return power === 0 ? `${mantissa}` : `${mantissa}e${power}`;
  return `${mantissa}${decimalSuffixes.get(power) ?? ''}`;
}
