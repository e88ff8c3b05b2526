import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';

/** In the order in which the API server writes them; it writes the names of its own types, and reads them in whichever case. */
const directions = ['scaleUp', 'scaleDown'];
const rulesFields = ['stabilizationWindowSeconds', 'selectPolicy', 'policies', 'tolerance'];
const policyFields = ['type', 'value', 'periodSeconds'];

/** `spec.behavior` as its annotation holds it: `{"ScaleUp":{…},"ScaleDown":null}`. */
export function behaviorText(behavior: JsonObject): string {
  const policy = (value: JsonValue): JsonValue => written(value, policyFields, (one) => one);
  const rules = (value: JsonValue): JsonValue => written(value, rulesFields, (one) => (Array.isArray(one) ? one.map(policy) : one));
  return JSON.stringify(written(behavior, directions, rules));
}

/** The other way; undefined when it says nothing. */
export function behaviorFromText(value: JsonValue): JsonObject | undefined {
  const policy = (one: JsonValue): JsonValue => read(one, policyFields, (field) => field);
  const rules = (one: JsonValue): JsonValue => read(one, rulesFields, (field) => (Array.isArray(field) ? field.map(policy) : field));
  const behavior = read(value, directions, rules);
  return isJsonObject(behavior) && Object.keys(behavior).length > 0 ? behavior : undefined;
}

function written(value: JsonValue, names: readonly string[], inner: (value: JsonValue) => JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(names.map((name) => [name[0]?.toUpperCase() + name.slice(1), inner(value[name] ?? null)]));
}

function read(value: JsonValue, names: readonly string[], inner: (value: JsonValue) => JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  const fields = new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
  return Object.fromEntries(names.flatMap((name) => {
    const field = fields.get(name.toLowerCase()) ?? null;
    return field === null ? [] : [[name, inner(field)]];
  }));
}
