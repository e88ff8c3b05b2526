import type { FieldSelector } from '../../../shared/kubernetes/field-selector.ts';
import { fieldSelectorMatches, fieldSelectorString, parseFieldSelector } from '../../../shared/kubernetes/field-selector.ts';
import { compileSelector, matcherOf } from '../../../shared/kubernetes/label-selector-matcher.ts';
import { parseLabelSelector } from '../../../shared/kubernetes/label-selector-parse.ts';
import { validateLabelSelector } from '../../../shared/kubernetes/label-selector-validation.ts';
import { selectorFromObject, selectorString } from '../../../shared/kubernetes/label-selector.ts';
import type { LabelSelector } from '../../../shared/kubernetes/types/meta.ts';
import type { Outcome } from '../outcome.ts';
import { compare, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface LabelMatch {
  labels: Record<string, string>;
  matches: boolean;
}

interface StringCase {
  op: 'selectorString';
  selector: string;
  valid: boolean;
  canonical?: string;
  match?: LabelMatch[];
}

interface ObjectCase {
  op: 'labelSelector';
  selector: LabelSelector | null;
  errors: { field: string; type: string }[];
  convertible: boolean;
  string?: string;
  match?: LabelMatch[];
}

interface FieldCase {
  op: 'fieldSelector';
  selector: string;
  valid: boolean;
  canonical?: string;
  match?: { fields: Record<string, string>; matches: boolean }[];
}

function checkString({ selector, valid, canonical, match = [] }: StringCase): Outcome {
  const parsed = parseLabelSelector(selector);
  if (!valid) return compare({ valid }, { valid: parsed.ok });
  if (!parsed.ok) return compare({ valid }, { valid: false, error: parsed.error });
  const matches = compileSelector(parsed.value);
  return compare(
    { canonical, match },
    { canonical: selectorString(parsed.value), match: match.map(({ labels }) => ({ labels, matches: matches(labels) })) },
  );
}

function byField(errors: { field: string; type: string }[]): string[] {
  return errors.map(({ field, type }) => `${field}: ${type}`).toSorted();
}

function checkObject({ selector, errors, convertible, string, match = [] }: ObjectCase): Outcome {
  const found = validateLabelSelector(selector, 'selector').map(({ field, reason }) => ({ field, type: reason }));
  const converted = selectorFromObject(selector);
  const matches = matcherOf(selector);
  return compare(
    { errors: byField(errors), convertible, ...(convertible ? { string, match } : {}) },
    {
      errors: byField(found),
      convertible: converted.ok,
      ...(converted.ok
        ? { string: selectorString(converted.value), match: match.map(({ labels }) => ({ labels, matches: matches(labels) })) }
        : {}),
    },
  );
}

function checkField({ selector, valid, canonical, match = [] }: FieldCase): Outcome {
  const parsed = parseFieldSelector(selector);
  if (!valid) return compare({ valid }, { valid: parsed.ok });
  if (!parsed.ok) return compare({ valid }, { valid: false, error: parsed.error });
  const found: FieldSelector = parsed.value;
  return compare(
    { canonical, match },
    { canonical: fieldSelectorString(found), match: match.map(({ fields }) => ({ fields, matches: fieldSelectorMatches(found, fields) })) },
  );
}

export const selectorsFamily = defineAdapter<StringCase | ObjectCase | FieldCase>(['selectors'], (vector) => {
  switch (vector.op) {
    case 'selectorString':
      return checkString(vector);
    case 'labelSelector':
      return checkObject(vector);
    case 'fieldSelector':
      return checkField(vector);
    default:
      return skipped('unknown op');
  }
});
