/**
 * JSONPath as Kubernetes has it, without `range`: what printer columns of custom resources and their scale paths use. Missing fields
 * give no result. Source: client-go/util/jsonpath with AllowMissingKeys.
 */
import type { Result } from '../../result.ts';
import { err, ok } from '../../result.ts';
import type { FilterOperator, Path, PathStep } from './parse.ts';
import { parsePath } from './parse.ts';

/** Parses a template that is one expression in braces, e.g. `{.spec.replicas}`. */
export function parseJsonPath(template: string): Result<Path, string> {
  if (!template.startsWith('{') || !template.endsWith('}')) return err('unclosed action');
  return parsePath(template.slice(1, -1));
}

/** Every value that the path leads to. Errors: an index out of bounds, a filter on what is not a list, a comparison that is none. */
export function findResults(path: Path, data: unknown): Result<unknown[], string> {
  return walk(path, [data]);
}

/** The text of one result: scalars as Go prints them, lists and objects as JSON. */
export function resultText(value: unknown): string {
  if (value === null || value === undefined) return '<no value>';
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'number' ? numberText(value) : String(value as string | boolean);
}

/** Go writes small numbers with an exponent earlier, and its exponents have two digits. */
function numberText(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return String(value);
}

function walk(path: Path, input: unknown[]): Result<unknown[], string> {
  let current = input;
  for (const step of path) {
    const next = take(step, current);
    if (!next.ok) return next;
    current = next.value;
  }
  return ok(current);
}

function take(step: PathStep, input: readonly unknown[]): Result<unknown[], string> {
  switch (step.kind) {
    case 'field':
      return ok(input.flatMap((value) => (isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [])));
    case 'value':
      return ok(input.map(() => step.value));
    case 'wildcard':
      return ok(input.flatMap(childrenOf));
    case 'recursive':
      return ok(input.flatMap(descendantsOf));
    case 'slice':
      return eachList(input, (list) => sliceOf(list, step));
    case 'union': {
      const results: unknown[] = [];
      for (const path of step.paths) {
        const found = walk(path, [...input]);
        if (!found.ok) return found;
        results.push(...found.value);
      }
      return ok(results);
    }
    case 'filter':
      return eachList(input, (list) => filtered(list, step));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function childrenOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return isObject(value) ? Object.values(value) : [];
}

/** The value itself and all below it that have children. */
function descendantsOf(value: unknown): unknown[] {
  const children = childrenOf(value);
  return children.length === 0 ? [] : [value, ...children.flatMap(descendantsOf)];
}

function eachList(input: readonly unknown[], take: (list: readonly unknown[]) => Result<unknown[], string>): Result<unknown[], string> {
  const results: unknown[] = [];
  for (const value of input) {
    if (value === null || value === undefined) continue;
    if (!Array.isArray(value)) return err('is not array or slice');
    const taken = take(value);
    if (!taken.ok) return taken;
    results.push(...taken.value);
  }
  return ok(results);
}

function sliceOf(list: readonly unknown[], { start, end, step, single }: Extract<PathStep, { kind: 'slice' }>): Result<unknown[], string> {
  const fromEnd = (index: number): number => (index < 0 ? index + list.length : index);
  const first = fromEnd(start ?? 0);
  const last = single ? first + 1 : fromEnd(end ?? list.length);
  if (first !== last && (first >= list.length || last > list.length || first < 0)) {
    return err(`array index out of bounds: index ${first}, length ${list.length}`);
  }
  if (first > last) return err(`starting index ${first} is greater than ending index ${last}`);
  const stride = step ?? 1;
  if (stride < 0) return err('step must be >= 0');
  return ok(list.slice(first, last).filter((_value, index) => index % (stride || 1) === 0));
}

function filtered(list: readonly unknown[], { left, operator, right }: Extract<PathStep, { kind: 'filter' }>): Result<unknown[], string> {
  const kept: unknown[] = [];
  for (const item of list) {
    const found = walk(left, [item]);
    if (operator === 'exists') {
      if (found.ok && found.value.length > 0) kept.push(item);
      continue;
    }
    if (!found.ok) return found;
    // An item without the field is passed over.
    if (found.value.length === 0) continue;
    const wanted = walk(right, [item]);
    if (!wanted.ok) return wanted;
    if (found.value.length !== 1 || wanted.value.length !== 1) return err('can only compare one element at a time');
    const holds = compareValues(found.value[0], operator, wanted.value[0]);
    if (holds === undefined) return err('incompatible types for comparison');
    if (holds) kept.push(item);
  }
  return ok(kept);
}

function compareValues(a: unknown, operator: FilterOperator, b: unknown): boolean | undefined {
  if (typeof a === 'boolean' && typeof b === 'boolean') return operator === '==' ? a === b : operator === '!=' ? a !== b : undefined;
  const bothTexts = typeof a === 'string' && typeof b === 'string';
  if (!bothTexts && !(typeof a === 'number' && typeof b === 'number')) return undefined;
  const [left, right] = [a as number, b as number];
  switch (operator) {
    case '==': return left === right;
    case '!=': return left !== right;
    case '<': return left < right;
    case '<=': return left <= right;
    case '>': return left > right;
    case '>=': return left >= right;
    case 'exists': return true;
  }
}
