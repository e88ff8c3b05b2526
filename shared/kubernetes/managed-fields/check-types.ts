import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { FieldType, ListFields, MapFields } from './field-type.ts';
import type { PathElement } from './path-element.ts';
import { elementText, fieldElement } from './path-element.ts';
import type { Value } from './typed-value.ts';
import { formOf, itemElement, memberType, membersOf, narrowed } from './typed-value.ts';

/**
 * Whether an applied configuration fits its schema. @returns the error as the API server words it, or undefined
 * Source: structured-merge-diff, typed/validate.go; ValidationErrors.Error.
 */
export function typeErrors(type: FieldType, value: Value): string | undefined {
  const errors = check(type, value);
  const texts = errors.map(({ path, why }) => (path === '' ? why : `${path}: ${why}`));
  if (texts.length <= 1) return texts[0];
  return ['errors:', ...texts.map((text) => `  ${text}`)].join('\n');
}

interface TypeError { path: string; why: string }

function check(declared: FieldType, value: Value): TypeError[] {
  if (value === undefined || value === null) return [];
  const type = narrowed(declared, value);
  const form = formOf(type);
  if (form.kind === 'map') return isJsonObject(value) ? checkMap(form.map, value) : [wrong(`expected map, got ${plain(value)}`)];
  if (form.kind === 'list') return Array.isArray(value) ? checkList(form.list, value) : [wrong(`expected list, got ${plain(value)}`)];
  return checkScalar(type.scalar, value);
}

function checkScalar(scalar: FieldType['scalar'], value: JsonValue): TypeError[] {
  switch (scalar) {
    case 'numeric': return typeof value === 'number' ? [] : [wrong(`expected numeric (int or float), got ${goType(value)}`)];
    case 'string': return typeof value === 'string' ? [] : [wrong(`expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`)];
    case 'boolean': return typeof value === 'boolean' ? [] : [wrong(`expected boolean, got ${plain(value)}`)];
    default: return typeof value === 'object' ? [wrong(`expected any scalar, got ${plain(value)}`)] : [];
  }
}

function checkMap(fields: MapFields, map: JsonObject): TypeError[] {
  const errors: TypeError[] = [];
  for (const [key, value] of membersOf(map)) {
    const type = memberType(fields, key);
    if (!type) return [...errors, { path: elementText(fieldElement(key)), why: 'field not declared in schema' }];
    errors.push(...below(fieldElement(key), check(type, value)));
  }
  return errors;
}

function checkList(list: ListFields, items: readonly JsonValue[]): TypeError[] {
  const errors: TypeError[] = [];
  const seen = new Set<PathElement>();
  for (const [index, item] of items.entries()) {
    let element: PathElement = `i:${index}`;
    if (list.kind !== 'atomic') {
      const named = itemElement(list, item);
      if (!named.ok) return [...errors, wrong(`element ${index}: ${named.error}`)];
      element = named.value;
      if (seen.has(element)) errors.push(wrong(`duplicate entries for key ${elementText(element)}`));
      seen.add(element);
    }
    errors.push(...below(element, check(list.items, item)));
  }
  return errors;
}

function wrong(why: string): TypeError {
  return { path: '', why };
}

function below(element: PathElement, errors: readonly TypeError[]): TypeError[] {
  return errors.map(({ path, why }) => ({ path: elementText(element) + path, why }));
}

/** `%v` of the value in Go. */
function plain(value: JsonValue): string {
  return `&{${text(value)}}`;
}

function text(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  if (isJsonObject(value)) return `map[${Object.keys(value).toSorted().map((key) => `${key}:${text(value[key])}`).join(' ')}]`;
  return value === null || value === undefined ? '<nil>' : String(value);
}

/** `%#v` of the value in Go. */
function goSyntax(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (isJsonObject(value)) {
    return `map[string]interface {}{${Object.keys(value).toSorted().map((key) => `${JSON.stringify(key)}:${goSyntax(value[key])}`).join(', ')}}`;
  }
  return value === null || value === undefined ? 'interface {}(nil)' : JSON.stringify(value);
}

/** `%T` of the value in Go. */
function goType(value: JsonValue): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isJsonObject(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
