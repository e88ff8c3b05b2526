import type { JsonObject, JsonValue } from '../../../../shared/json.ts';
import type { ObjectSchema, TypeSchema } from '../../../../shared/kubernetes/schema/model.ts';

/** The least that an item of a list may hold: what the API demands, with its first choice where the choices are closed. */
export function freshItem(type: ObjectSchema): JsonObject {
  const item: JsonObject = {};
  for (const field of type.fields.values()) if (field.required) item[field.name] = freshValue(field.type, field.name);
  return item;
}

function freshValue(type: TypeSchema, name: string): JsonValue {
  if (type.kind === 'list') return type.items.kind === 'object' ? [freshItem(type.items)] : [];
  if (type.kind === 'map') return {};
  if (type.kind === 'object') return freshItem(type);
  if (type.values !== undefined) return type.values[0] ?? '';
  switch (type.scalar) {
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
      return /port/i.test(name) ? 80 : 1;
    case 'intOrString':
      return /port/i.test(name) ? 80 : 1;
    case 'float64':
      return 1;
    case 'quantity':
      return '1';
    default:
      return '';
  }
}
