import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactMilliValue, exactValue, parseBytes, parseCpuMilli, quantityMilliValue, quantityNumber, quantityValue } from './quantity-number.ts';
import type { Quantity } from './quantity.ts';
import {
  addQuantities, compareQuantities, isZeroQuantity, maxQuantity, mustParseQuantity, negateQuantity, parseQuantity, quantityErrors,
  quantityFromInteger, quantityFromMilli, quantityInt64, quantityMilliInt64, quantitySign, quantityString, subtractQuantities,
  sumQuantities, zeroQuantity,
} from './quantity.ts';

/** Well-formed quantity strings of every shape, most of them of ordinary size. */
const quantityText = fc.tuple(
  fc.constantFrom('', '', '', '-', '+'),
  fc.oneof(
    fc.nat(9_999).map(String),
    fc.bigInt(0n, 10n ** 22n).map(String),
    fc.tuple(fc.nat(9_999), fc.stringMatching(/^[0-9]{0,12}$/)).map(([whole, fraction]) => `${whole}.${fraction}`),
    fc.stringMatching(/^\.[0-9]{1,12}$/),
  ),
  fc.oneof(
    fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'),
    fc.tuple(fc.constantFrom('e', 'E'), fc.integer({ min: -12, max: 24 })).map(([letter, power]) => `${letter}${power}`),
  ),
).map((parts) => parts.join(''));

const quantity = quantityText.map(mustParseQuantity);

/** The same number without the text it was parsed from. */
function withoutText({ unscaled, exponent, format, isDec }: Quantity): Quantity {
  return { unscaled, exponent, format, isDec };
}

describe('parseQuantity', () => {
  it.each([
    ['0', '0'], ['0.5', '500m'], ['.5', '500m'], ['1.5Gi', '1536Mi'], ['1024', '1024'], ['1024Ki', '1Mi'], ['0.1Ki', '102400m'],
    ['1e3', '1e3'], ['1000e3', '1e6'], ['1000m', '1'], ['0.9n', '1n'], ['-0.5', '-500m'], ['100M', '100M'], ['8Ei', '9223372036854775807'],
    ['+', '0'], ['5.', '5'], ['1500', '1500'], ['1000', '1k'], ['512Ki', '512Ki'], ['0.5Ki', '512'],
  ])('reads %s as %s', (text, canonical) => {
    expect(quantityString(withoutText(mustParseQuantity(text)))).toBe(canonical);
  });

  it.each([
    ['', quantityErrors.format], ['1 ', quantityErrors.format], ['1.2.3', quantityErrors.format], ['1mb', quantityErrors.format],
    ['1e', quantityErrors.suffix], ['1K', quantityErrors.suffix], ['1KiKi', quantityErrors.suffix], ['-Mim', quantityErrors.suffix],
    ['1e99999999', quantityErrors.suffix],
  ])('refuses %j', (text, error) => {
    expect(parseQuantity(text)).toEqual({ ok: false, error });
  });

  it('keeps the sign and zeros of a string that Go takes for canonical', () => {
    expect(quantityString(mustParseQuantity('+5Mi'))).toBe('+5Mi');
    expect(quantityString(addQuantities(mustParseQuantity('+5Mi'), zeroQuantity))).toBe('5Mi');
  });

  it('never throws and answers fast, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+-]?[0-9.]{0,30}[eEinumkKMGTP]{0,3}[+-]?[0-9]{0,5}$/)), (text) => {
      const parsed = parseQuantity(text);
      if (parsed.ok) expect(typeof quantitySign(parsed.value)).toBe('number');
    }));
  });
});

describe('laws of quantities', () => {
  it('the canonical string is the same number, and canonical again', () => {
    fc.assert(fc.property(quantity, (original) => {
      // Beyond the largest suffix Go loses the exponent, and parsing caps BinarySI at 2^63-1.
      const value = withoutText(original);
      fc.pre(compareQuantities(value, mustParseQuantity('900E')) < 0 && compareQuantities(value, mustParseQuantity('-9E')) > 0);
      const text = quantityString(value);
      const again = mustParseQuantity(text);
      expect(compareQuantities(again, value)).toBe(0);
      expect(quantityString(withoutText(again))).toBe(text);
    }));
  });

  it('addition is commutative and associative in value, zero is neutral', () => {
    fc.assert(fc.property(quantity, quantity, quantity, (a, b, c) => {
      expect(compareQuantities(addQuantities(a, b), addQuantities(b, a))).toBe(0);
      const left = addQuantities(addQuantities(a, b), c);
      expect(compareQuantities(left, addQuantities(a, addQuantities(b, c)))).toBe(0);
      expect(compareQuantities(left, sumQuantities([a, b, c]))).toBe(0);
      expect(quantityString(addQuantities(zeroQuantity, a))).toBe(quantityString(withoutText(a)));
    }));
  });

  it('subtraction undoes addition and orders numbers', () => {
    fc.assert(fc.property(quantity, quantity, (a, b) => {
      expect(compareQuantities(subtractQuantities(addQuantities(a, b), b), a)).toBe(0);
      expect(quantitySign(subtractQuantities(a, b))).toBe(compareQuantities(a, b));
      expect(compareQuantities(b, a)).toBe(0 - compareQuantities(a, b));
      expect(compareQuantities(maxQuantity(a, b), a)).toBeGreaterThanOrEqual(0);
      expect(isZeroQuantity(addQuantities(a, negateQuantity(a)))).toBe(true);
    }));
  });

  it('a sum has the format of its first number that is not zero', () => {
    const [zero, binary, decimal] = [mustParseQuantity('0'), mustParseQuantity('1Mi'), mustParseQuantity('1M')];
    expect(quantityString(addQuantities(binary, decimal))).toBe('2048576');
    expect(quantityString(addQuantities(addQuantities(zero, binary), binary))).toBe('2Mi');
    expect(quantityString(sumQuantities([]))).toBe('0');
  });
});

describe('integers', () => {
  it.each([
    ['1n', 1n, 1n], ['1500m', 2n, 1500n], ['-1500m', -2n, -1500n], ['1Gi', 1073741824n, 1073741824000n], ['0', 0n, 0n],
    ['9223372036854775807', 9223372036854775807n, -1000n],
  ])('%s is %s, in thousandths %s', (text, value, milli) => {
    expect(quantityInt64(mustParseQuantity(text))).toBe(value);
    expect(quantityMilliInt64(mustParseQuantity(text))).toBe(milli);
  });

  it('plain numbers agree with the exact ones wherever those fit a double', () => {
    fc.assert(fc.property(quantityText, (text) => {
      const parsed = mustParseQuantity(text);
      // Go rounds negative inf.Dec values upwards; the numbers here always round away from zero.
      fc.pre(quantitySign(parsed) >= 0 && compareQuantities(parsed, mustParseQuantity('9T')) < 0);
      expect(quantityValue(text)).toBe(Number(quantityInt64(parsed)));
      expect(quantityMilliValue(text)).toBe(Number(quantityMilliInt64(parsed)));
      const whole = compareQuantities(parsed, quantityFromInteger(quantityInt64(parsed), 'DecimalSI')) === 0;
      expect(exactValue(text)).toBe(whole ? quantityValue(text) : Number.NaN);
      const wholeMilli = compareQuantities(parsed, quantityFromMilli(quantityMilliInt64(parsed), 'DecimalSI')) === 0;
      expect(exactMilliValue(text)).toBe(wholeMilli ? quantityMilliValue(text) : Number.NaN);
    }));
  });

  it('saturates instead of wrapping', () => {
    expect(['100u', '2m', '0.5', '16Ki', '1e3'].map(quantityNumber)).toEqual([0.0001, 0.002, 0.5, 16_384, 1_000]);
    expect(quantityMilliValue('9Ei')).toBe(2 ** 63);
    expect(quantityValue('1e400')).toBe(2 ** 63);
    expect(quantityValue('-1e400')).toBe(-(2 ** 63));
  });

  it('reads absent resources as none', () => {
    expect([parseCpuMilli(undefined), parseCpuMilli('250m'), parseBytes(undefined), parseBytes('1Ki')]).toEqual([0, 250, 0, 1024]);
  });

  it('forgets rather than grows', () => {
    for (let index = 0; index < 20_000; index += 1) expect(quantityValue(`${index}k`)).toBe(index * 1000);
  });
});
