import type { JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';

/**
 * One step of a field path in its FieldsV1 form, which is also how sets keep it: `f:name` a field, `k:{"name":"c"}` the list item with these
 * keys, `v:"x"` the set member of this value, `i:0` a list position.
 * Source: structured-merge-diff, fieldpath/serialize-pe.go.
 */
export type PathElement = string;

export type FieldPath = readonly PathElement[];

export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/** @param keys in the order of their names, as the keys of a list item always are written */
export function keyElement(keys: readonly (readonly [name: string, value: JsonValue])[]): PathElement {
  return `k:{${keys.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

export function valueElement(value: JsonValue): PathElement {
  return `v:${JSON.stringify(value)}`;
}

export function isPathElement(text: string): boolean {
  if (text.startsWith('f:')) return true;
  if (text.startsWith('i:')) return /^i:\d+$/.test(text);
  return (text.startsWith('k:') && isJsonObject(parsed(text))) || (text.startsWith('v:') && parsed(text) !== undefined);
}

/** Fields first, by name; then items by their keys, set members by value, positions. Source: PathElement.Compare. */
export function comparePathElements(a: PathElement, b: PathElement): number {
  if (a === b) return 0;
  const rankA = 'fkvi'.indexOf(a.charAt(0));
  const rankB = 'fkvi'.indexOf(b.charAt(0));
  if (rankA !== rankB) return rankA - rankB;
  if (rankA === 0) return compareText(a, b);
  const left = parsed(a);
  const right = parsed(b);
  if (!isJsonObject(left) || !isJsonObject(right)) return compareValues(left, right);
  const leftKeys = Object.entries(left);
  const rightKeys = Object.entries(right);
  for (let index = 0; index < Math.min(leftKeys.length, rightKeys.length); index += 1) {
    const [nameA = '', valueA] = leftKeys[index] ?? [];
    const [nameB = '', valueB] = rightKeys[index] ?? [];
    const order = compareText(nameA, nameB) || compareValues(valueA, valueB);
    if (order !== 0) return order;
  }
  return leftKeys.length - rightKeys.length;
}

/** As conflicts name fields: `.spec.containers[name="c"].image`, `.spec.set[="x"]`. Source: PathElement.String. */
export function pathText(path: FieldPath): string {
  return path.map(elementText).join('');
}

export function elementText(element: PathElement): string {
  const rest = element.slice(2);
  switch (element.charAt(0)) {
    case 'f': return `.${rest}`;
    case 'v': return `[=${rest}]`;
    case 'i': return `[${rest}]`;
    default: {
      const keys = parsed(element);
      return isJsonObject(keys) ? `[${Object.entries(keys).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]` : `[${rest}]`;
    }
  }
}

function parsed(element: PathElement): JsonValue | undefined {
  try {
    return JSON.parse(element.slice(2)) as JsonValue;
  } catch {
    return undefined;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Numbers before texts before booleans. Source: structured-merge-diff, value.Compare. */
function compareValues(a: JsonValue | undefined, b: JsonValue | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const rank = (value: JsonValue | undefined): number => ['number', 'string', 'boolean'].indexOf(typeof value);
  return rank(a) - rank(b) || compareText(JSON.stringify(a ?? null), JSON.stringify(b ?? null));
}
