/** `IntOrString` fields such as maxSurge: `3` or `"25%"`. Source: k8s.io/apimachinery/pkg/util/intstr. */
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import type { IntOrString } from './types/meta.ts';

/**
 * The number itself, or the percentage of `total`, rounded up or down. The error is Go's text.
 * Source: intstr.GetScaledValueFromIntOrPercent.
 */
export function scaledIntOrPercent(value: IntOrString, total: number, round: 'up' | 'down'): Result<number, string> {
  if (typeof value === 'number') return ok(value);
  if (!value.endsWith('%')) return err('invalid value for IntOrString: invalid type: string is not a percentage');
  const digits = value.slice(0, -1);
  const percent = parseGoInt(digits);
  if (percent === undefined) {
    return err(`invalid value for IntOrString: invalid value ${JSON.stringify(value)}: strconv.Atoi: parsing ${JSON.stringify(digits)}: `
      + 'invalid syntax');
  }
  const scaled = (percent * total) / 100;
  const rounded = round === 'up' ? Math.ceil(scaled) : Math.floor(scaled);
  return ok(rounded === 0 ? 0 : rounded);
}

/** The percentage of `"25%"`, or undefined for a number or any other string. Source: GetValueFromIntOrPercent's first half. */
export function percentOf(value: IntOrString): number | undefined {
  return typeof value === 'string' && value.endsWith('%') ? parseGoInt(value.slice(0, -1)) : undefined;
}

function parseGoInt(text: string): number | undefined {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : undefined;
}
