import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { StructuralSchema } from './structural-schema.ts';
import { keepsUnknown, memberSchema, objectFields } from './structural-schema.ts';

/**
 * A copy of a custom object without the fields that its schema does not know. @param dropped gets the path of each, e.g. `spec.list[0].x`
 * Source: apiextensions-apiserver, pkg/apiserver/schema/pruning.
 */
export function pruned(schema: StructuralSchema, object: JsonObject, dropped: string[]): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    if (objectFields.has(key)) kept[key] = value;
    else keepMember(kept, schema, key, value, '', dropped);
  }
  return kept;
}

function prune(schema: StructuralSchema | undefined, value: JsonValue, path: string, dropped: string[]): JsonValue {
  if (!schema) return value;
  if (Array.isArray(value)) return value.map((item, index) => prune(schema.items, item, `${path}[${index}]`, dropped));
  if (!isJsonObject(value)) return value;
  const kept: JsonObject = {};
  const isObject = schema['x-kubernetes-embedded-resource'] === true;
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (isObject && objectFields.has(key)) kept[key] = member;
    else keepMember(kept, schema, key, member, path, dropped);
  }
  return kept;
}

function keepMember(kept: JsonObject, schema: StructuralSchema, key: string, value: JsonValue, path: string, dropped: string[]): void {
  const at = path === '' ? key : `${path}.${key}`;
  const member = memberSchema(schema, key);
  if (member) kept[key] = prune(member, value, at, dropped);
  else if (keepsUnknown(schema)) kept[key] = value;
  else dropped.push(at);
}
