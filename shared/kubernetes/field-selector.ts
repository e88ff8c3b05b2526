/** Field selectors, `metadata.name=web,status.phase!=Running`. Source: k8s.io/apimachinery/pkg/fields. */
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';

export interface FieldRequirement {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

/** The AND of its requirements, in the order of their text; none selects everything. */
export type FieldSelector = readonly FieldRequirement[];

const operators = ['!=', '==', '='] as const;

/** Parses a field selector. Backslash escapes `,`, `=` and itself inside values. The error is Go's text. */
export function parseFieldSelector(text: string): Result<FieldSelector, string> {
  const requirements: FieldRequirement[] = [];
  for (const term of splitTerms(text).toSorted()) {
    if (term === '') continue;
    const parts = splitTerm(term);
    if (!parts) return err(`invalid selector: '${text}'; can't understand '${term}'`);
    const value = unescapeValue(parts.value);
    if (!value.ok) return value;
    // Transform drops a requirement that is empty on both sides.
    if (parts.field === '' && value.value === '') continue;
    requirements.push({ field: parts.field, operator: parts.operator === '!=' ? '!=' : '=', value: value.value });
  }
  return ok(requirements);
}

function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let start = 0;
  let escaped = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (escaped) escaped = false;
    else if (char === '\\') escaped = true;
    else if (char === ',') {
      terms.push(text.slice(start, index));
      start = index + 1;
    }
  }
  terms.push(text.slice(start));
  return terms;
}

/** Splits at the first operator; the field name knows no escapes. */
function splitTerm(term: string): { field: string; operator: (typeof operators)[number]; value: string } | undefined {
  for (let index = 0; index < term.length; index += 1) {
    for (const operator of operators) {
      if (term.startsWith(operator, index)) {
        return { field: term.slice(0, index), operator, value: term.slice(index + operator.length) };
      }
    }
  }
  return undefined;
}

function unescapeValue(text: string): Result<string, string> {
  let value = '';
  let escaped = false;
  for (const char of text) {
    if (escaped) {
      if (char !== '\\' && char !== ',' && char !== '=') {
        return err(`invalid field selector: invalid escape sequence: \\${char}`);
      }
      value += char;
      escaped = false;
    } else if (char === '\\') escaped = true;
    else if (char === ',' || char === '=') {
      return err(`invalid field selector: unescaped character in value: ${char.codePointAt(0)}`);
    } else value += char;
  }
  return escaped ? err('invalid field selector: invalid escape sequence: \\') : ok(value);
}

/** An absent field is the empty string. */
export function fieldSelectorMatches(selector: FieldSelector, fields: Readonly<Record<string, string>>): boolean {
  return selector.every(({ field, operator, value }) => {
    const actual = Object.hasOwn(fields, field) ? fields[field] : '';
    return (actual === value) === (operator === '=');
  });
}

export function fieldSelectorString(selector: FieldSelector): string {
  return selector.map(({ field, operator, value }) => `${field}${operator}${value.replace(/[\\,=]/g, '\\$&')}`).join(',');
}
