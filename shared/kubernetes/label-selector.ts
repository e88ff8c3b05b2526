/**
 * Label selectors: requirements, matching, canonical strings and the conversion from a `LabelSelector` object.
 * Source: k8s.io/apimachinery/pkg/labels and metav1.LabelSelectorAsSelector. The string form is parsed in `label-selector-parse.ts`;
 * field validation is in `label-selector-validation.ts`.
 */
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { labelKey, labelValue } from './names.ts';
import type { LabelSelector, LabelSelectorRequirement } from './types/meta.ts';

export type Labels = Readonly<Record<string, string>>;

/** selection.Operator, with Go's spelling. */
export type SelectionOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

export interface Requirement {
  readonly key: string;
  readonly operator: SelectionOperator;
  readonly values: readonly string[];
}

/** The AND of its requirements, sorted by key. No requirement selects everything; `nothing` selects nothing at all. */
export interface Selector {
  readonly nothing: boolean;
  readonly requirements: readonly Requirement[];
}

export const everything: Selector = { nothing: false, requirements: [] };
export const nothing: Selector = { nothing: true, requirements: [] };

/** Decides whether a set of labels is selected; absent labels are no labels. */
export type Matcher = (labels: Labels | undefined) => boolean;

const int64Pattern = /^[+-]?[0-9]+$/;

/** strconv.ParseInt(text, 10, 64). */
function parseInt64(text: string): bigint | undefined {
  if (!int64Pattern.test(text)) return undefined;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/**
 * Checks and makes one requirement. Errors are the texts of labels.NewRequirement, `; `-free and prefixed with their path
 * (`values[0][app]: Invalid value: …`), joined as an aggregate when there are several.
 */
export function newRequirement(key: string, operator: SelectionOperator, values: readonly string[]): Result<Requirement, string> {
  const errors: string[] = [];
  const keyErrors = labelKey(key);
  if (keyErrors.length > 0) errors.push(`key: ${invalid(key, keyErrors.join('; '))}`);
  const list = values.length === 0 ? '[]' : JSON.stringify(values);
  switch (operator) {
    case 'in':
    case 'notin':
      if (values.length === 0) errors.push(`values: Invalid value: ${list}: for 'in', 'notin' operators, values set can't be empty`);
      break;
    case '=':
    case '==':
    case '!=':
      if (values.length !== 1) errors.push(`values: Invalid value: ${list}: exact-match compatibility requires one single value`);
      break;
    case 'exists':
    case '!':
      if (values.length > 0) errors.push(`values: Invalid value: ${list}: values set must be empty for exists and does not exist`);
      break;
    case 'gt':
    case 'lt':
      if (values.length !== 1) {
        errors.push(`values: Invalid value: ${list}: for 'Gt', 'Lt' operators, exactly one value is required`);
      }
      values.forEach((value, index) => {
        if (parseInt64(value) === undefined) {
          errors.push(`values[${index}]: ${invalid(value, "for 'Gt', 'Lt' operators, the value must be an integer")}`);
        }
      });
      break;
  }
  values.forEach((value, index) => {
    const valueErrors = labelValue(value);
    if (valueErrors.length > 0) errors.push(`values[${index}][${key}]: ${invalid(value, valueErrors.join('; '))}`);
  });
  if (errors.length > 0) return err(errors.length === 1 ? `${errors[0]}` : `[${errors.join(', ')}]`);
  return ok({ key, operator, values });
}

function invalid(value: string, detail: string): string {
  return `Invalid value: ${JSON.stringify(value)}: ${detail}`;
}

/** Requirement.Matches. */
export function requirementMatches(requirement: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case 'in':
    case '=':
    case '==':
      return value !== undefined && requirement.values.includes(value);
    case 'notin':
    case '!=':
      return value === undefined || !requirement.values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
    case 'lt': {
      const left = value === undefined ? undefined : parseInt64(value);
      const right = requirement.values.length === 1 ? parseInt64(requirement.values[0] ?? '') : undefined;
      if (left === undefined || right === undefined) return false;
      return requirement.operator === 'gt' ? left > right : left < right;
    }
  }
}

const noLabels: Labels = {};

export function selectorMatches(selector: Selector, labels: Labels | undefined): boolean {
  if (selector.nothing) return false;
  for (const requirement of selector.requirements) if (!requirementMatches(requirement, labels ?? noLabels)) return false;
  return true;
}

/** `app=web,tier in (a,b),!canary`: sorted by key, values sorted. */
export function selectorString(selector: Selector): string {
  return selector.requirements.map(requirementString).join(',');
}

function requirementString({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'in':
    case 'notin':
      return `${key} ${operator} (${values.toSorted().join(',')})`;
    case 'gt':
    case 'lt':
      return `${key}${operator === 'gt' ? '>' : '<'}${values[0] ?? ''}`;
    default:
      return `${key}${operator}${values[0] ?? ''}`;
  }
}

/** A selector of valid requirements, sorted by key (equal keys keep their order). */
export function selectorOf(requirements: readonly Requirement[]): Selector {
  return { nothing: false, requirements: requirements.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) };
}

const objectOperators: Record<LabelSelectorRequirement['operator'], SelectionOperator> = {
  In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!',
};

/**
 * metav1.LabelSelectorAsSelector: null or absent selects nothing, an empty object everything.
 * The error is the text of the first requirement that is not valid.
 */
export function selectorFromObject(object: LabelSelector | null | undefined): Result<Selector, string> {
  if (object === null || object === undefined) return ok(nothing);
  const requirements: Requirement[] = [];
  for (const [key, value] of Object.entries(object.matchLabels ?? {})) {
    const made = newRequirement(key, '=', [value]);
    if (!made.ok) return made;
    requirements.push(made.value);
  }
  for (const expression of object.matchExpressions ?? []) {
    const operator = Object.hasOwn(objectOperators, expression.operator) ? objectOperators[expression.operator] : undefined;
    if (!operator) return err(`${JSON.stringify(expression.operator)} is not a valid label selector operator`);
    const made = newRequirement(expression.key ?? '', operator, expression.values ?? []);
    if (!made.ok) return made;
    requirements.push(made.value);
  }
  return ok(selectorOf(requirements));
}

/** labels.SelectorFromSet: equality on every label; no labels select everything. Does not validate. */
export function selectorFromSet(labels: Labels): Selector {
  return selectorOf(Object.entries(labels).map(([key, value]) => ({ key, operator: '=', values: [value] })));
}

/** labels.FormatLabels: `a=1,b=2`, or `<none>`. */
export function formatLabels(labels: Labels | undefined): string {
  const entries = Object.entries(labels ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? '<none>' : entries.map(([key, value]) => `${key}=${value}`).join(',');
}
