import type { Result } from '../../result.ts';
import { err, ok } from '../../result.ts';

/** One step of a path. Source: client-go/util/jsonpath. */
export type PathStep =
  | { kind: 'field'; name: string }
  | { kind: 'slice'; start?: number; end?: number; step?: number; single: boolean }
  | { kind: 'wildcard' }
  | { kind: 'recursive' }
  | { kind: 'union'; paths: readonly Path[] }
  | { kind: 'filter'; left: Path; operator: FilterOperator; right: Path }
  | { kind: 'value'; value: string | number | boolean };

export type FilterOperator = 'exists' | '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Path = readonly PathStep[];

const slicePattern = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const filterPattern = /^\?\(([\s\S]*?)(==|!=|<=|>=|<|>)([\s\S]*)\)$/;
const existsPattern = /^\?\(([\s\S]+)\)$/;
const fieldEnd = new Set(['.', '[', ']', '|', '(', ')', ',', ' ', '\t', '\r', '\n', '{', '}']);

/** Parses what stands between the braces: `.spec.replicas`, `$.items[*]['a.b']`, `.conditions[?(@.type=="Ready")].status`. */
export function parsePath(text: string): Result<Path, string> {
  const steps: PathStep[] = [];
  let at = 0;
  const rest = (): string => text.slice(at);
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character) || character === '@' || character === '$') at += 1;
    else if (character === '[') {
      const end = closingBracket(text, at);
      if (end < 0) return err('unterminated array');
      const step = parseBracket(text.slice(at + 1, end).trim());
      if (!step.ok) return step;
      steps.push(step.value);
      at = end + 1;
    } else if (character === '"' || character === "'") {
      const end = endOfQuote(text, at);
      if (end < 0) return err('unterminated quoted string');
      steps.push({ kind: 'value', value: unquote(text.slice(at, end + 1)) });
      at = end + 1;
    } else if (rest().startsWith('..')) {
      steps.push({ kind: 'recursive' });
      at += 2;
      if (at < text.length && !fieldEnd.has(text.charAt(at))) at = readField(text, at, steps);
    } else if (character === '.') at = readField(text, at + 1, steps);
    else {
      const word = /^[^\s[\].,(){}|]+(\.\d+)?/.exec(rest())?.[0];
      const value = word === undefined ? undefined : literalOf(word);
      if (word === undefined || value === undefined) return err(`unrecognized character in action: ${JSON.stringify(character)}`);
      steps.push({ kind: 'value', value });
      at += word.length;
    }
  }
  return ok(steps);
}

function literalOf(word: string): string | number | boolean | undefined {
  if (/^[+-]?\d+(\.\d+)?$/.test(word)) return Number(word);
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

/** Reads a field name, in which a backslash takes the next character as it is; `*` alone is a wildcard. Returns where it ends. */
function readField(text: string, from: number, steps: PathStep[]): number {
  let [at, name] = [from, ''];
  for (; at < text.length && !fieldEnd.has(text.charAt(at)); at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    name += text.charAt(at);
  }
  if (name === '*') steps.push({ kind: 'wildcard' });
  else if (name !== '') steps.push({ kind: 'field', name });
  return at;
}

function parseBracket(text: string): Result<PathStep, string> {
  if (text === '*') return ok({ kind: 'wildcard' });
  if (text.startsWith('?')) return parseFilter(text);
  const parts = splitOutsideQuotes(text);
  if (parts.length > 1) {
    const paths: Path[] = [];
    for (const part of parts) {
      const step = parseBracket(part.trim());
      if (!step.ok) return step;
      paths.push([step.value]);
    }
    return ok({ kind: 'union', paths });
  }
  if (/^'[^']*'$|^"[^"]*"$/.test(text)) return ok({ kind: 'field', name: unquote(text) });
  const slice = slicePattern.exec(text);
  if (!slice || text === '') return err(`invalid array index ${text}`);
  const [, first = '', second, third] = slice;
  const number = (part: string | undefined): number | undefined => (part === undefined || part === '' || part === ':' ? undefined : Number(part.replace(':', '')));
  const [start, end, step] = [number(first), number(second), number(third)];
  return ok({
    kind: 'slice', single: second === undefined,
    ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }), ...(step === undefined ? {} : { step }),
  });
}

function parseFilter(text: string): Result<PathStep, string> {
  const comparison = filterPattern.exec(text);
  const [, left = '', operator = 'exists', right = ''] = comparison ?? existsPattern.exec(text) ?? [];
  if (left === '') return err(`unterminated filter ${text}`);
  const [leftPath, rightPath] = [parsePath(left), parsePath(comparison ? right : '')];
  if (!leftPath.ok) return leftPath;
  if (!rightPath.ok) return rightPath;
  return ok({ kind: 'filter', left: leftPath.value, operator: (comparison ? operator : 'exists') as FilterOperator, right: rightPath.value });
}

/** The bracket that closes the one at `open`, passing over quotes and brackets within. */
function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      at = endOfQuote(text, at);
      if (at < 0) return -1;
    } else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function endOfQuote(text: string, open: number): number {
  const quote = text.charAt(open);
  for (let at = open + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return -1;
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

function splitOutsideQuotes(text: string): string[] {
  return text.match(/(?:'[^']*'|"[^"]*"|[^,'"])+/g) ?? [text];
}
