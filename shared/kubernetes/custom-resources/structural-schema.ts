import type { JsonValue } from '../../json.ts';

/** apiextensions.k8s.io/v1 JSONSchemaProps, as far as a structural schema says something about objects. */
export interface StructuralSchema {
  type?: string;
  format?: string;
  title?: string;
  description?: string;
  properties?: Record<string, StructuralSchema>;
  additionalProperties?: boolean | StructuralSchema;
  items?: StructuralSchema;
  required?: string[];
  default?: JsonValue;
  nullable?: boolean;
  enum?: JsonValue[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
  maxProperties?: number;
  allOf?: StructuralSchema[];
  anyOf?: StructuralSchema[];
  oneOf?: StructuralSchema[];
  not?: StructuralSchema;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
}

/** The schema of the member `key`; undefined where nothing is said about it. */
export function memberSchema(schema: StructuralSchema, key: string): StructuralSchema | undefined {
  const named = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
  return named ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
}

/** Whether members that the schema does not name are kept. */
export function keepsUnknown(schema: StructuralSchema): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
}

/** What every object has beside the fields of its definition. */
export const objectFields: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
