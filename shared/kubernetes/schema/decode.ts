import type { ApiResult } from '../status.ts';
import { failure } from '../status.ts';
import { err, ok } from '../../result.ts';
import { isJsonObject } from '../../json.ts';
import type { KubernetesObject } from '../types/meta.ts';
import { objectType, schemaOf } from './catalogue.ts';
import { decodeScalar, jsonTypeName } from './decode-scalar.ts';
import type { FieldSchema, ObjectSchema, TypeSchema } from './model.ts';

/** A JSON value that nests deeper than this is refused; the deepest field of the API is far above it. */
const maxDepth = 200;

export interface DecodeOptions {
  /** Strict (the default): unknown fields are errors. Otherwise they are dropped, as with fieldValidation=Ignore. */
  strict?: boolean;
}

/**
 * Decodes the JSON of one object as the API server does: a fresh copy with `null` read as absent, empty values of `omitempty` fields
 * dropped, fields without `omitempty` filled in, quantities and times in canonical form. Kinds that are not built in keep every field
 * besides metadata as it is.
 *
 * Errors: BadRequest (400) with the API server's texts: `… cannot be handled as a Deployment: strict decoding error: unknown field
 * "spec.foo"`, `… json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`. The first type error
 * is reported; unknown fields only when there is none, and then all of them.
 *
 * Where we differ: keys named `__proto__` are refused everywhere.
 */
export function decodeObject(json: unknown, options: DecodeOptions = {}): ApiResult<KubernetesObject> {
  if (!isJsonObject(json)) {
    return err(failure('BadRequest', `json: cannot unmarshal ${jsonTypeName(json)} into Go value of type runtime.TypeMeta`));
  }
  const { apiVersion, kind } = json;
  if (typeof kind !== 'string' || kind === '') return err(failure('BadRequest', "Object 'Kind' is missing"));
  if (typeof apiVersion !== 'string' || apiVersion === '') return err(failure('BadRequest', "Object 'apiVersion' is missing"));
  const schema = schemaOf(apiVersion, kind);
  const decoder = new Decoder();
  const value = schema ? decoder.object(schema, json, '', '', 0) : decoder.inert(json);
  const fault = decoder.fault ?? (options.strict === false ? undefined : decoder.strictFault());
  if (fault === undefined) return ok(value as unknown as KubernetesObject);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return err(failure('BadRequest', `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${fault}`));
}

class Decoder {
  /** Text of the first type error. */
  fault: string | undefined;
  readonly #strict: string[] = [];

  strictFault(): string | undefined {
    return this.#strict.length === 0 ? undefined : `strict decoding error: ${this.#strict.join(', ')}`;
  }

  /** `path` has list positions, for unknown fields; `stack` has field names only, as Go's type errors show it. */
  object(schema: ObjectSchema, json: Record<string, unknown>, path: string, stack: string, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    if (depth > maxDepth) {
      this.fault ??= 'exceeded max depth';
      return result;
    }
    for (const key of Object.keys(json)) {
      const value = json[key];
      if (value === undefined) continue;
      const field = schema.fields.get(key);
      if (!field) {
        this.#strict.push(`unknown field ${JSON.stringify(join(path, key))}`);
        continue;
      }
      if (value === null) continue;
      const decoded = this.#value(field.type, value, join(path, key), join(stack, key), schema, depth);
      if (decoded !== undefined && !isOmitted(field, decoded)) result[key] = decoded;
    }
    for (const field of schema.filled) if (result[field.name] === undefined) fill(result, field);
    return result;
  }

  /** An object of a kind without schema: metadata is checked, the rest kept. */
  inert(json: Record<string, unknown>): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(json)) {
      const value = json[key];
      if (value === undefined || value === null) continue;
      if (key === 'metadata') {
        result[key] = isJsonObject(value) ? this.object(
          objectType('ObjectMeta'), value, key, key, 1,
        ) : this.#mismatch(value, 'v1.ObjectMeta', '', key);
      }
      else if (key === '__proto__') this.#strict.push('unknown field "__proto__"');
      else result[key] = this.#raw(value, key, 1);
    }
    result['metadata'] ??= {};
    return result;
  }

  #value(type: TypeSchema, value: unknown, path: string, stack: string, owner: ObjectSchema, depth: number): unknown {
    switch (type.kind) {
      case 'object':
        if (!isJsonObject(value)) return this.#mismatch(value, type.goType, owner.name, stack);
        return this.object(type, value, path, stack, depth + 1);
      case 'list':
        if (!Array.isArray(value)) return this.#mismatch(value, goTypeOf(type), owner.name, stack);
        return value.map((item, index) => this.#item(type.items, item, `${path}[${index}]`, stack, owner, depth));
      case 'map':
        if (!isJsonObject(value)) return this.#mismatch(value, goTypeOf(type), owner.name, stack);
        return this.#map(type.values, value, path, stack, owner, depth);
      case 'scalar': {
        if (type.scalar === 'raw') return this.#raw(value, path, depth + 1);
        const decoded = decodeScalar(type, value);
        if (decoded.ok) return decoded.value;
        if (decoded.error.kind === 'custom') this.fault ??= decoded.error.text;
        else this.#mismatch(value, type.goType, owner.name, stack, decoded.error.got);
        return undefined;
      }
    }
  }

  /** Members of lists and maps: `null` is the zero value there. */
  #item(type: TypeSchema, value: unknown, path: string, stack: string, owner: ObjectSchema, depth: number): unknown {
    if (value === null || value === undefined) return zeroOf(type);
    return this.#value(type, value, path, stack, owner, depth) ?? zeroOf(type);
  }

  #map(values: TypeSchema, json: Record<string, unknown>, path: string, stack: string, owner: ObjectSchema, depth: number): unknown {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(json)) {
      if (key === '__proto__') this.#strict.push(`unknown field ${JSON.stringify(`${path}.__proto__`)}`);
      else result[key] = this.#item(values, json[key], `${path}.${key}`, stack, owner, depth);
    }
    return result;
  }

  #raw(value: unknown, path: string, depth: number): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > maxDepth) {
      this.fault ??= 'exceeded max depth';
      return undefined;
    }
    if (Array.isArray(value)) return value.map((item) => this.#raw(item, path, depth + 1));
    const result: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) {
      if (key === '__proto__') this.#strict.push(`unknown field ${JSON.stringify(`${path}.__proto__`)}`);
      else result[key] = this.#raw(member, path, depth + 1);
    }
    return result;
  }

  #mismatch(value: unknown, goType: string, structName: string, stack: string, got = jsonTypeName(value)): undefined {
    const place = structName === '' ? 'value' : `struct field ${structName}.${stack}`;
    this.fault ??= `json: cannot unmarshal ${got} into Go ${place} of type ${goType}`;
    return undefined;
  }
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** `omitempty`: an empty list or map, or a zero scalar, is kept only where it differs from absence. */
function isOmitted(field: FieldSchema, value: unknown): boolean {
  if (field.alwaysPresent) return false;
  switch (field.type.kind) {
    case 'object':
      return false;
    case 'list':
      return !field.pointer && (value as unknown[]).length === 0;
    case 'map':
      return !field.pointer && Object.keys(value as object).length === 0;
    case 'scalar':
      return !field.pointer && (value === '' || value === 0 || value === false);
  }
}

function fill(target: Record<string, unknown>, field: FieldSchema): void {
  if (!field.pointer) target[field.name] = zeroOf(field.type);
}

/** The zero value as Go serialises it: filled-in structs, `null` for lists and maps. */
export function zeroOf(type: TypeSchema): unknown {
  if (type.kind === 'list' || type.kind === 'map') return null;
  if (type.kind === 'object') {
    const result: Record<string, unknown> = {};
    for (const field of type.filled) fill(result, field);
    return result;
  }
  switch (type.scalar) {
    case 'string':
    case 'bytes':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
    case 'float64':
    case 'intOrString':
      return 0;
    case 'quantity':
      return '0';
    case 'time':
    case 'microTime':
    case 'raw':
      return null;
  }
}

function goTypeOf(type: TypeSchema): string {
  if (type.kind === 'list') return `[]${goTypeOf(type.items)}`;
  // The one map type of the API that has a name of its own.
  if (type.kind === 'map') {
    return type.values.kind === 'scalar' && type.values.scalar === 'quantity' ? 'v1.ResourceList' : `map[string]${goTypeOf(type.values)}`;
  }
  return type.goType;
}
