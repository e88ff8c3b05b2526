import type { FieldType, NamedField } from '../managed-fields/field-type.ts';
import { anyAtomic, anyDeduced, fieldTypeOf } from '../managed-fields/field-type.ts';
import { objectType } from '../schema/catalogue.ts';
import type { StructuralSchema } from './structural-schema.ts';
import { keepsUnknown } from './structural-schema.ts';

/**
 * How objects of a custom kind are divided into owned fields. @param schema of the version; absent: nothing is known but the metadata
 * Source: kube-openapi, schemaconv/openapi.go; apiextensions-apiserver, controller/openapi/builder.
 */
export function customFieldType(schema: StructuralSchema | undefined): FieldType {
  const known = schema ? typeOf(schema).map : undefined;
  const fields = new Map<string, NamedField>(known?.fields ?? []);
  fields.set('apiVersion', { type: { scalar: 'string' } });
  fields.set('kind', { type: { scalar: 'string' } });
  fields.set('metadata', { type: fieldTypeOf(objectType('ObjectMeta')) });
  const rest = schema ? known?.rest : anyDeduced;
  return { map: { fields, ...(rest ? { rest } : {}), atomic: false } };
}

function typeOf(schema: StructuralSchema): FieldType {
  if (schema['x-kubernetes-int-or-string']) return { scalar: 'untyped' };
  switch (schema.type) {
    case 'string': return { scalar: 'string' };
    case 'integer': case 'number': return { scalar: 'numeric' };
    case 'boolean': return { scalar: 'boolean' };
    case 'array': return listType(schema);
    case 'object': return mapType(schema);
    default: return keepsUnknown(schema) ? anyDeduced : schema.properties ? mapType(schema) : anyAtomic;
  }
}

function listType(schema: StructuralSchema): FieldType {
  const listType = schema['x-kubernetes-list-type'];
  const keys = (schema['x-kubernetes-list-map-keys'] ?? []).toSorted();
  const kind = listType === 'map' && keys.length > 0 ? 'map' : listType === 'set' ? 'set' : 'atomic';
  return { list: { items: schema.items ? typeOf(schema.items) : anyAtomic, kind, keys } };
}

function mapType(schema: StructuralSchema): FieldType {
  const fields = new Map<string, NamedField>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    fields.set(name, { type: typeOf(property), ...(property.default === undefined ? {} : { default: property.default }) });
  }
  if (schema['x-kubernetes-embedded-resource']) {
    for (const [name, field] of customFieldType({ type: 'object' }).map?.fields ?? []) if (!fields.has(name)) fields.set(name, field);
  }
  const { additionalProperties } = schema;
  const rest = keepsUnknown(schema) ? anyDeduced : typeof additionalProperties === 'object' ? typeOf(additionalProperties) : undefined;
  return { map: { fields, ...(rest ? { rest } : {}), atomic: schema['x-kubernetes-map-type'] === 'atomic' } };
}
