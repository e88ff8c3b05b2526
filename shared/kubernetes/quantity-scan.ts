import type { QuantityFormat } from './quantity.ts';

/** The parts of a quantity string. `exponent` is of base 2 in BinarySI, else of base 10. */
export interface ScannedQuantity {
  positive: boolean;
  /** Digits before the point, without leading zeros (but at least `0`). */
  num: string;
  /** Digits after the point. */
  denom: string;
  exponent: number;
  format: QuantityFormat;
}

const suffixes = new Map<string, { exponent: number; format: QuantityFormat }>([
  ['n', { exponent: -9, format: 'DecimalSI' }],
  ['u', { exponent: -6, format: 'DecimalSI' }],
  ['m', { exponent: -3, format: 'DecimalSI' }],
  ['', { exponent: 0, format: 'DecimalSI' }],
  ['k', { exponent: 3, format: 'DecimalSI' }],
  ['M', { exponent: 6, format: 'DecimalSI' }],
  ['G', { exponent: 9, format: 'DecimalSI' }],
  ['T', { exponent: 12, format: 'DecimalSI' }],
  ['P', { exponent: 15, format: 'DecimalSI' }],
  ['E', { exponent: 18, format: 'DecimalSI' }],
  ['Ki', { exponent: 10, format: 'BinarySI' }],
  ['Mi', { exponent: 20, format: 'BinarySI' }],
  ['Gi', { exponent: 30, format: 'BinarySI' }],
  ['Ti', { exponent: 40, format: 'BinarySI' }],
  ['Pi', { exponent: 50, format: 'BinarySI' }],
  ['Ei', { exponent: 60, format: 'BinarySI' }],
]);

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const suffixLetters = 'eEinumkKMGTP';

/**
 * Splits a non-empty string as `parseQuantityString` does, which is laxer than the documented grammar: `+`, `-`, `.` and `5.` are
 * numbers. `format`: a character that cannot stand there; `suffix`: an unknown suffix.
 */
export function scanQuantity(text: string): ScannedQuantity | 'format' | 'suffix' {
  const end = text.length;
  let position = 0;
  const positive = text[0] !== '-';
  if (text[0] === '-' || text[0] === '+') position = 1;

  while (position < end && text[position] === '0') position += 1;
  const numStart = position;
  while (position < end && isDigit(text.charCodeAt(position))) position += 1;
  const num = text.slice(numStart, position) || '0';

  let denom = '';
  if (position < end && text[position] === '.') {
    const denomStart = position + 1;
    position = denomStart;
    while (position < end && isDigit(text.charCodeAt(position))) position += 1;
    denom = text.slice(denomStart, position);
  }

  const suffixStart = position;
  while (position < end && suffixLetters.includes(text.charAt(position))) position += 1;
  if (position < end && (text[position] === '-' || text[position] === '+')) position += 1;
  while (position < end && isDigit(text.charCodeAt(position))) position += 1;
  if (position < end) return 'format';

  const suffix = interpretSuffix(text.slice(suffixStart));
  return suffix ? { positive, num, denom, ...suffix } : 'suffix';
}

function interpretSuffix(suffix: string): { exponent: number; format: QuantityFormat } | undefined {
  const known = suffixes.get(suffix);
  if (known) return known;
  if (!/^[eE][+-]?[0-9]+$/.test(suffix)) return undefined;
  return { exponent: Number(suffix.slice(1)), format: 'DecimalExponent' };
}
