import { isJsonObject, jsonEqual } from '../../shared/json.ts';

const shownDifferences = 8;
const shownCharacters = 240;

/** Lines such as `spec.replicas: expected 3, actual 4`; at most a handful, then how many more there are. */
export function differences(expected: unknown, actual: unknown): string[] {
  const found: string[] = [];
  collect('', expected, actual, found);
  if (found.length <= shownDifferences) return found;
  return [...found.slice(0, shownDifferences), `… and ${found.length - shownDifferences} more differences`];
}

function collect(path: string, expected: unknown, actual: unknown, found: string[]): void {
  if (jsonEqual(expected, actual)) return;
  if (isJsonObject(expected) && isJsonObject(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].toSorted();
    for (const key of keys) collect(path === '' ? key : `${path}.${key}`, expected[key], actual[key], found);
    return;
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    for (const [index, item] of expected.entries()) collect(`${path}[${index}]`, item, actual[index], found);
    return;
  }
  found.push(`${path === '' ? '' : `${path}: `}expected ${show(expected)}, actual ${show(actual)}`);
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}
