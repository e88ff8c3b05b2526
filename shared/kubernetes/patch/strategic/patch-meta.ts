import type { JsonValue } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Result } from '../../../result.ts';
import { err, ok } from '../../../result.ts';
import type { TypeSchema } from '../../schema/model.ts';

export const directiveMarker = '$patch';
export const retainKeysDirective = '$retainKeys';
export const deleteFromListPrefix = '$deleteFromPrimitiveList';
export const setOrderPrefix = '$setElementOrder';

/** How strategic merge treats one field. */
export interface PatchMeta {
  /** Type of the field; of its items for a list. */
  type: TypeSchema;
  /** Lists only: merged by `mergeKey` rather than replaced. */
  merges: boolean;
  /** '' merges a list of scalars as a set. */
  mergeKey: string;
  retainKeys: boolean;
}

/** Source: strategicpatch/meta.go, PatchMetaFromStruct. */
export function patchMetaOf(owner: TypeSchema, key: string): Result<PatchMeta, string> {
  if (owner.kind === 'map') return ok({ type: owner.values, merges: false, mergeKey: '', retainKeys: false });
  if (owner.kind !== 'object') return err(`unable to find api field for the json field ${JSON.stringify(key)}`);
  const field = owner.fields.get(key);
  if (!field) return err(`unable to find api field in struct ${owner.name} for the json field ${JSON.stringify(key)}`);
  const { type, retainKeys } = field;
  if (type.kind !== 'list') return ok({ type, merges: false, mergeKey: '', retainKeys });
  return ok({ type: type.items, merges: type.patchMergeKey !== undefined, mergeKey: type.patchMergeKey ?? '', retainKeys });
}

/** JSON's types as Go tells them apart: values of different ones are never merged. */
export function jsonType(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return isJsonObject(value) ? 'map' : typeof value;
}

/** The type that all items share. Refused: none, several, or lists. */
export function itemTypeOf(...lists: readonly (readonly JsonValue[])[]): Result<string, string> {
  let type: string | undefined;
  for (const item of lists.flat(1)) {
    const current = jsonType(item);
    if (current === 'list') return err('lists of lists are not supported');
    if (type !== undefined && type !== current) return err('list element types are not identical');
    type = current;
  }
  return type === undefined ? err('no elements in any of the given slices') : ok(type);
}

export function noMergeKey(item: JsonValue, mergeKey: string): string {
  return `map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`;
}

export function badArgument(): string {
  return 'expected a list of maps in a strategic merge patch';
}
