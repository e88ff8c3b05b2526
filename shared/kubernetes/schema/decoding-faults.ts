import { isJsonObject, type JsonObject } from '../../json.ts';
import { schemaOf } from './catalogue.ts';
import { decodeScalar } from './decode-scalar.ts';
import type { ObjectSchema, TypeSchema } from './model.ts';

/** One place at which an object's JSON does not fit its schema. */
export interface DecodingFault {
  /** `type`: the value has the wrong type or cannot be read; `unknown`: there is no such field. */
  kind: 'type' | 'unknown';
  /**
   * Dotted path with list positions, e.g. `spec.containers[0].ports[1].containerPort`; keys of maps that are no plain word stand in
   * brackets.
   */
  field: string;
}

/**
 * Where decoding fails, in the order in which the decoder meets it. The API server's own messages name Go structs and no list positions, so
 * an editor needs this to
 * show the line. Empty for kinds that are not built in.
 */
export function decodingFaults(json: JsonObject): DecodingFault[] {
  const schema = schemaOf(String(json['apiVersion'] ?? ''), String(json['kind'] ?? ''));
  const faults: DecodingFault[] = [];
  if (schema) visitObject(schema, json, '', faults);
  return faults;
}

function visitObject(schema: ObjectSchema, json: JsonObject, path: string, faults: DecodingFault[]): void {
  for (const [key, value] of Object.entries(json)) {
    if (value === undefined) continue;
    const field = schema.fields.get(key);
    const at = path === '' ? key : `${path}.${key}`;
    if (!field) faults.push({ kind: 'unknown', field: at });
    else if (value !== null) visit(field.type, value, at, faults);
  }
}

function visit(type: TypeSchema, value: unknown, path: string, faults: DecodingFault[]): void {
  if (value === null || value === undefined) return;
  if (type.kind === 'scalar') {
    if (!decodeScalar(type, value).ok) faults.push({ kind: 'type', field: path });
  } else if (type.kind === 'list') {
    if (!Array.isArray(value)) faults.push({ kind: 'type', field: path });
    else for (const [index, item] of value.entries()) visit(type.items, item, `${path}[${index}]`, faults);
  } else if (!isJsonObject(value)) faults.push({ kind: 'type', field: path });
  else if (type.kind === 'object') visitObject(type, value, path, faults);
  else {
    for (const [key, item] of Object.entries(value)) {
      visit(type.values, item, /^\w+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`, faults);
    }
  }
}
