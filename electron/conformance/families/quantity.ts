import type { Quantity } from '../../../shared/kubernetes/quantity.ts';
import {
  addQuantities, compareQuantities, mustParseQuantity, parseQuantity, quantityInt64, quantityMilliInt64, quantitySign, quantityString,
  subtractQuantities, sumQuantities,
} from '../../../shared/kubernetes/quantity.ts';
import { compare, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface Parsed {
  valid: boolean;
  canonical?: string;
  format?: string;
  sign?: number;
  value?: string;
  milliValue?: string;
}

type QuantityCase =
  | ({ op: 'parse'; in: string } & Parsed)
  | { op: 'cmp'; a: string; b: string; result: number }
  | { op: 'add' | 'sub'; a: string; b: string; result: string }
  | { op: 'sum'; in: string[]; result: string };

function parsed(text: string): Parsed {
  const result = parseQuantity(text);
  if (!result.ok) return { valid: false };
  const quantity: Quantity = result.value;
  return {
    valid: true,
    canonical: quantityString(quantity),
    format: quantity.format,
    sign: quantitySign(quantity),
    value: quantityInt64(quantity).toString(),
    milliValue: quantityMilliInt64(quantity).toString(),
  };
}

export const quantityFamily = defineAdapter<QuantityCase>(['quantity'], (vector) => {
  switch (vector.op) {
    case 'parse': {
      const { valid, canonical, format, sign, value, milliValue } = vector;
      return compare(valid ? { valid, canonical, format, sign, value, milliValue } : { valid }, parsed(vector.in));
    }
    case 'cmp':
      return compare(vector.result, compareQuantities(mustParseQuantity(vector.a), mustParseQuantity(vector.b)));
    case 'add':
      return compare(vector.result, quantityString(addQuantities(mustParseQuantity(vector.a), mustParseQuantity(vector.b))));
    case 'sub':
      return compare(vector.result, quantityString(subtractQuantities(mustParseQuantity(vector.a), mustParseQuantity(vector.b))));
    case 'sum':
      return compare(vector.result, quantityString(sumQuantities(vector.in.map(mustParseQuantity))));
    default:
      return skipped('unknown op');
  }
});
