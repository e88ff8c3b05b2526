import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject, jsonClone } from '../../json.ts';
import type { StructuralSchema } from './structural-schema.ts';
import { memberSchema } from './structural-schema.ts';

/**
 * Fills the defaults of a schema into a custom object, in place. A null where none is allowed counts as missing when there is a default.
 * Source: apiextensions-apiserver, pkg/apiserver/schema/defaulting/algorithm.go.
 */
export function applySchemaDefaults(schema: StructuralSchema, object: JsonObject): void {
  fill(schema, object);
}

function fill(schema: StructuralSchema | undefined, value: JsonValue | undefined): void {
  if (!schema) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (item === null && schema.items?.default !== undefined && !schema.items.nullable) value[index] = jsonClone(schema.items.default);
      fill(schema.items, value[index]);
    }
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default === undefined) continue;
    if (value[name] === undefined || (value[name] === null && !property.nullable)) value[name] = jsonClone(property.default);
  }
  for (const key of Object.keys(value)) {
    const member = memberSchema(schema, key);
    if (value[key] === null && member?.default !== undefined && !member.nullable) value[key] = jsonClone(member.default);
    fill(member, value[key]);
  }
}
