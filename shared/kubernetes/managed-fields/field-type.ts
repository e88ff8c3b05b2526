import type { JsonValue } from '../../json.ts';
import type { FieldSchema, ListKind, TypeSchema } from '../schema/model.ts';

/**
 * What may stand at a place, as field ownership sees it: how a value there is divided into fields that can have owners. A place may allow
 * several forms (IntOrString, unknown fields). Source: structured-merge-diff, schema/elements.go, Atom.
 */
export interface FieldType {
  readonly scalar?: 'string' | 'numeric' | 'boolean' | 'untyped';
  readonly list?: ListFields;
  readonly map?: MapFields;
}

export interface ListFields {
  readonly items: FieldType;
  readonly kind: ListKind;
  /** Key fields of a `map` list, sorted by name. */
  readonly keys: readonly string[];
}

export interface MapFields {
  readonly fields: ReadonlyMap<string, NamedField>;
  /** The type of keys that are not named; absent when there are none. */
  readonly rest?: FieldType;
  /** Owned as a whole. */
  readonly atomic: boolean;
}

export interface NamedField {
  readonly type: FieldType;
  /** What an absent key field of a list item counts as. */
  readonly default?: JsonValue;
}

const noFields: ReadonlyMap<string, NamedField> = new Map();

/** Any value, owned as a whole. */
export const anyAtomic: FieldType = {
  scalar: 'untyped', list: { items: { scalar: 'untyped' }, kind: 'atomic', keys: [] }, map: { fields: noFields, rest: { scalar: 'untyped' }, atomic: true },
};

/** Any value; objects are divided into their members, lists owned as a whole. Source: the type `__untyped_deduced_`. */
export const anyDeduced: FieldType = deduced();

function deduced(): FieldType {
  const map: { fields: typeof noFields; rest?: FieldType; atomic: boolean } = { fields: noFields, atomic: false };
  const type: FieldType = { scalar: 'untyped', list: { items: anyAtomic, kind: 'atomic', keys: [] }, map };
  map.rest = type;
  return type;
}

const converted = new WeakMap<TypeSchema, FieldType>();

/** The field type of a schema type. */
export function fieldTypeOf(type: TypeSchema): FieldType {
  let known = converted.get(type);
  if (!known) converted.set(type, (known = convert(type)));
  return known;
}

function convert(type: TypeSchema): FieldType {
  switch (type.kind) {
    case 'scalar':
      switch (type.scalar) {
        case 'bool': return { scalar: 'boolean' };
        case 'int32': case 'int64': case 'float64': return { scalar: 'numeric' };
        case 'quantity': case 'intOrString': return { scalar: 'untyped' };
        case 'raw': return anyAtomic;
        default: return { scalar: 'string' };
      }
    case 'list': return { list: { items: fieldTypeOf(type.items), kind: type.listKind, keys: type.mapKeys.toSorted() } };
    case 'map': return { map: { fields: noFields, rest: fieldTypeOf(type.values), atomic: false } };
    case 'object': {
      const fields = new Map<string, NamedField>();
      for (const field of type.fields.values()) fields.set(field.name, namedField(field));
      return { map: { fields, atomic: type.atomic } };
    }
  }
}

function namedField(field: FieldSchema): NamedField {
  const plain = fieldTypeOf(field.type);
  const type = field.ownership && plain.map ? { ...plain, map: { ...plain.map, atomic: field.ownership === 'atomic' } } : plain;
  const zero = field.alwaysPresent ? zeros[type.scalar ?? ''] : undefined;
  const fallback = field.default ?? zero;
  return fallback === undefined ? { type } : { type, default: fallback };
}

/** Fields that are always serialised have their zero value as default in the published schema. */
const zeros: Readonly<Record<string, JsonValue>> = { string: '', numeric: 0, boolean: false };
