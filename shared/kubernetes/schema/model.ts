/**
 * The structural schema of API objects as data: what the JSON of each kind may hold. Read by decoding, by strategic merge and
 * server-side apply (list kinds and merge keys) and by the YAML editor (completion, hover).
 */
export type ScalarName =
  | 'string' | 'bool' | 'int32' | 'int64' | 'float64' | 'quantity' | 'intOrString' | 'time' | 'microTime' | 'bytes' | 'raw';

export interface ScalarSchema {
  kind: 'scalar';
  scalar: ScalarName;
  /** The Go type as the API server names it in decoding errors, e.g. `int32`, `v1.PullPolicy`. */
  goType: string;
  /** The closed set of values, in the order in which they are best offered; absent when any value goes. */
  values?: readonly string[];
}

/** `listType` of the API: atomic lists are replaced whole; a set merges by value; a map merges items by their key fields. */
export type ListKind = 'atomic' | 'set' | 'map';

export interface ListSchema {
  kind: 'list';
  items: TypeSchema;
  listKind: ListKind;
  /** Key fields of a `map` list (`listMapKey`), used by server-side apply. */
  mapKeys: readonly string[];
  /** `patchMergeKey` of strategic merge patch; absent when the patch replaces the list. '' merges a list of scalars as a set. */
  patchMergeKey?: string;
}

export interface MapSchema {
  kind: 'map';
  values: TypeSchema;
}

export interface ObjectSchema {
  kind: 'object';
  /** Go type name without package, e.g. `Container`. */
  name: string;
  goType: string;
  description: string;
  fields: ReadonlyMap<string, FieldSchema>;
  /** Fields whose value is made when it is missing (`alwaysPresent` ones), in order. */
  filled: readonly FieldSchema[];
  /** `structType=atomic`: server-side apply owns it as a whole. */
  atomic: boolean;
}

export type TypeSchema = ScalarSchema | ListSchema | MapSchema | ObjectSchema;

export interface FieldSchema {
  name: string;
  type: TypeSchema;
  /** Absence differs from the zero value, which is kept: a Go pointer, or a list whose emptiness is not read as `nil`. */
  pointer: boolean;
  /** Serialised even when empty: structs by value and fields without `omitempty`. */
  alwaysPresent: boolean;
  /** The user has to give it. */
  required: boolean;
  /** `mapType` or `structType` of the field, where it is another than that of its type. */
  ownership?: 'atomic' | 'granular';
  /** `+default`: what the server fills in; given where the field is the key of list items. */
  default?: string;
  /** `patchStrategy=retainKeys`: a strategic merge patch keeps only the keys that it names. */
  retainKeys: boolean;
  /** One line for tooltips and completion; may be empty. */
  description: string;
}
