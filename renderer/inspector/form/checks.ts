import { parseQuantity, quantitySign } from '../../../shared/kubernetes/quantity.ts';
import { envVarName, labelKey, labelValue, dns1123Label, type NameRule } from '../../../shared/kubernetes/names.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';

/** What is wrong with a text before it is sent, in our words; undefined when nothing is. The API checks again. */
export type Check = (text: string) => LocalizedText | undefined;

const says = (key: string, params?: Record<string, string | number>): LocalizedText => ({
  key: `inspector:check.${key}`,
  ...(params ? { params } : {}),
});

export const required: Check = (text) => (text.trim() === '' ? says('required') : undefined);

export const quantity: Check = (text) => {
  if (text === '') return undefined;
  const parsed = parseQuantity(text.trim());
  if (!parsed.ok) return says('quantity');
  return quantitySign(parsed.value) < 0 ? says('notNegative') : undefined;
};

export function wholeNumber(minimum: number, maximum = 2_147_483_647): Check {
  return (text) => {
    if (text === '') return undefined;
    if (!/^-?\d+$/.test(text.trim())) return says('wholeNumber');
    const value = Number(text);
    return value < minimum || value > maximum ? says(maximum >= 2_147_483_647 ? 'atLeast' : 'between', { minimum, maximum }) : undefined;
  };
}

/** A number with or without a fraction, not negative. */
export const number: Check = (text) => (text === '' || /^\d+(\.\d+)?$/.test(text.trim()) ? undefined : says('number'));

export const port: Check = wholeNumber(1, 65_535);

/** A whole number or a percentage, as maxSurge and maxUnavailable take. */
export const numberOrPercent: Check = (text) => (text === '' || /^\d+%?$/.test(text.trim()) ? undefined : says('numberOrPercent'));

/** A port by number or by name. */
export const portOrName: Check = (text) => {
  if (text === '') return says('required');
  return /^\d+$/.test(text) ? port(text) : undefined;
};

function byRule(rule: NameRule): Check {
  return (text) => {
    const [error] = rule(text);
    return error === undefined ? undefined : says('api', { message: error });
  };
}

export const objectName: Check = (text) => required(text) ?? byRule(dns1123Label)(text);
export const envName: Check = (text) => required(text) ?? byRule(envVarName)(text);
export const labelKeyCheck: Check = (text) => required(text) ?? byRule(labelKey)(text);
export const labelValueCheck: Check = byRule(labelValue);
