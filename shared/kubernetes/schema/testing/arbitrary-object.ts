import fc from 'fast-check';
import { groupVersionOf, livingResourceTypes } from '../../registry.ts';
import { schemaOf } from '../catalogue.ts';
import type { ObjectSchema, ScalarSchema, TypeSchema } from '../model.ts';

/** JSON objects that fit the schema of a kind, often with plausible values. Depth is bounded by leaving fields out. */
export function objectOf(apiVersion: string, kind: string): fc.Arbitrary<Record<string, unknown>> {
  const schema = schemaOf(apiVersion, kind);
  if (!schema) throw new Error(`no schema for ${apiVersion} ${kind}`);
  return valueOf(schema, 0).map((value) => ({ ...(value as Record<string, unknown>), apiVersion, kind }));
}

/** An object of any built-in kind. */
export const anyObject: fc.Arbitrary<Record<string, unknown>> = fc.constantFrom(...livingResourceTypes)
  .chain((type) => objectOf(groupVersionOf(type), type.kind));

function valueOf(type: TypeSchema, depth: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'scalar':
      return scalarOf(type);
    case 'list':
      return fc.array(valueOf(type.items, depth + 1), { maxLength: 2 });
    case 'map':
      return fc.dictionary(fc.constantFrom('app', 'cpu', 'memory', 'a/b', 'x y'), valueOf(type.values, depth + 1), { maxKeys: 2 });
    case 'object':
      return structOf(type, depth);
  }
}

/** A few fields of the struct, fewer the deeper it is; what users have to give is likelier than the rest. */
function structOf(type: ObjectSchema, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const fields = [...type.fields.values()].filter((field) => field.name !== 'status' && field.name !== 'managedFields');
  const others = fields.filter((field) => !field.required);
  const chosen = fc.subarray(others, { maxLength: Math.min(others.length, Math.max(0, 4 - depth)) });
  return chosen.chain((optional) => {
    const shape: Record<string, fc.Arbitrary<unknown>> = {};
    for (const field of fields) if (field.required || optional.includes(field)) shape[field.name] = valueOf(field.type, depth + 1);
    return fc.record(shape, { requiredKeys: [] });
  });
}

function scalarOf(type: ScalarSchema): fc.Arbitrary<unknown> {
  switch (type.scalar) {
    case 'bool':
      return fc.boolean();
    case 'int32':
    case 'int64':
      return fc.oneof(fc.constantFrom(0, 1, 2, 80, 600), fc.integer());
    case 'float64':
      return fc.oneof(fc.constantFrom(0, 1, 2.5, 600), fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'quantity':
      return fc.constantFrom('1', '100m', '64Mi', '0.5', '-1', '1e3', 2);
    case 'intOrString':
      return fc.oneof(fc.constantFrom('25%', 'http', 0, 1, 80), fc.integer());
    case 'time':
      return fc.constant('2026-01-01T00:00:00Z');
    case 'microTime':
      return fc.constant('2026-01-01T00:00:00.000000Z');
    case 'bytes':
      return fc.constant('aGVsbG8=');
    case 'raw':
      return fc.constant({ any: ['thing'] });
    case 'string':
      return fc.oneof(fc.constantFrom('x', 'web', 'nginx:1.27', 'a.b', 'Not Valid', ''), fc.constantFrom(...(type.values ?? ['v'])));
  }
}
