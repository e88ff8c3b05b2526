import type { FieldSchema, ObjectSchema, TypeSchema } from './model.ts';

/** Steps into a value: field names and map keys are strings, list positions are numbers. */
export type SchemaPath = readonly (string | number)[];

export interface SchemaPlace {
  type: TypeSchema;
  /** The field that was entered last; absent at the root. Inside a list or map it is the field that holds it. */
  field?: FieldSchema;
}

/** What stands at `path`, e.g. `['spec', 'containers', 0, 'image']`; undefined when the path does not fit the schema. */
export function placeAt(schema: TypeSchema, path: SchemaPath): SchemaPlace | undefined {
  let place: SchemaPlace = { type: schema };
  for (const step of path) {
    const { type } = place;
    if (type.kind === 'object') {
      const field = type.fields.get(String(step));
      if (!field) return undefined;
      place = { type: field.type, field };
    } else if (type.kind === 'list') {
      if (typeof step !== 'number' && !/^\d+$/.test(step)) return undefined;
      place = { ...place, type: type.items };
    } else if (type.kind === 'map') {
      place = { ...place, type: type.values };
    } else return undefined;
  }
  return place;
}

/** The field at `path`, or the field whose list or map the path ends in. */
export function fieldAt(schema: TypeSchema, path: SchemaPath): FieldSchema | undefined {
  return placeAt(schema, path)?.field;
}

/** Fields that may stand at `path`: for completion inside an object. A list there counts as its items. */
export function membersAt(schema: TypeSchema, path: SchemaPath): readonly FieldSchema[] {
  let type = placeAt(schema, path)?.type;
  while (type && type.kind === 'list') type = type.items;
  return type?.kind === 'object' ? [...type.fields.values()] : [];
}

/** Values that may stand at `path`, when they form a closed set; true and false for booleans. */
export function valuesAt(schema: TypeSchema, path: SchemaPath): readonly string[] {
  let type = placeAt(schema, path)?.type;
  while (type && type.kind === 'list') type = type.items;
  if (type?.kind !== 'scalar') return [];
  return type.scalar === 'bool' ? ['true', 'false'] : type.values ?? [];
}

/** A type in words for tooltips: `string`, `list of Container`, `map of quantity`, `one of Always, Never`. */
export function typeLabel(type: TypeSchema): string {
  if (type.kind === 'list') return `list of ${typeLabel(type.items)}`;
  if (type.kind === 'map') return `map of ${typeLabel(type.values)}`;
  if (type.kind === 'object') return type.name;
  if (type.values) return `one of ${type.values.join(', ')}`;
  if (type.scalar === 'intOrString') return 'integer or string';
  if (type.scalar === 'float64') return 'number';
  return type.scalar === 'int32' || type.scalar === 'int64' ? 'integer' : type.scalar;
}

/** Splits the API server's field path, e.g. `spec.containers[0].resources.limits[cpu]`, into steps. */
export function parseFieldPath(text: string): (string | number)[] {
  const steps: (string | number)[] = [];
  for (const match of text.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    const [, name, key] = match;
    if (name !== undefined) steps.push(name);
    else if (key !== undefined) steps.push(/^\d+$/.test(key) ? Number(key) : key);
  }
  return steps;
}

/** Calls `visit` for every object field below `schema`, parents first; list and map wrappers are seen through. */
export function visitFields(schema: ObjectSchema, visit: (field: FieldSchema, path: string) => void, prefix = ''): void {
  for (const field of schema.fields.values()) {
    const path = prefix === '' ? field.name : `${prefix}.${field.name}`;
    visit(field, path);
    let type = field.type;
    while (type.kind === 'list' || type.kind === 'map') type = type.kind === 'list' ? type.items : type.values;
    if (type.kind === 'object') visitFields(type, visit, path);
  }
}
