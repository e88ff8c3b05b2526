import type { JsonObject, JsonValue } from '../../../json.ts';
import { isJsonObject, jsonClone } from '../../../json.ts';
import type { Result } from '../../../result.ts';
import { err, ok } from '../../../result.ts';
import type { TypeSchema } from '../../schema/model.ts';
import { patchesConflict } from './conflicts.ts';
import { diffMaps } from './diff.ts';
import { mergeMap } from './merge.ts';

/**
 * Applies a strategic merge patch: as a JSON merge patch, but lists merge by the keys of the schema, and `$patch`,
 * `$deleteFromPrimitiveList`, `$setElementOrder` and `$retainKeys` direct it. Arguments are not changed. The error says why the patch is
 * refused. Source: apimachinery/pkg/util/strategicpatch.
 */
export function applyStrategicMergePatch(original: JsonObject, patch: JsonValue, type: TypeSchema): Result<JsonObject, string> {
  return isJsonObject(patch) ? mergeMap(jsonClone(original), jsonClone(patch), type, 'apply') : err('invalid JSON document');
}

/** The patch that leads from `original` to `modified`. */
export function createTwoWayStrategicPatch(original: JsonObject, modified: JsonObject, type: TypeSchema): Result<JsonObject, string> {
  return diffMaps(original, modified, type, { setElementOrder: true, ignoreChangesAndAdditions: false, ignoreDeletions: false });
}

export interface ThreeWayOptions {
  /** Take the modified value where the live object was changed in the meantime, instead of refusing. */
  overwrite: boolean;
}

/**
 * The patch of `kubectl apply`: the difference from `current` to `modified` without deletions, plus the deletions from `original` (last
 * applied) to `modified`.
 */
export function createThreeWayStrategicPatch(
  original: JsonObject, modified: JsonObject, current: JsonObject, type: TypeSchema, { overwrite }: ThreeWayOptions,
): Result<JsonObject, string> {
  const additions = diffMaps(current, modified, type, { setElementOrder: true, ignoreChangesAndAdditions: false, ignoreDeletions: true });
  if (!additions.ok) return additions;
  const deletions = diffMaps(original, modified, type, { setElementOrder: true, ignoreChangesAndAdditions: true, ignoreDeletions: false });
  if (!deletions.ok) return deletions;
  const patch = mergeMap(jsonClone(deletions.value), jsonClone(additions.value), type, 'combine');
  if (!patch.ok || overwrite) return patch;
  const changed = diffMaps(original, current, type, { setElementOrder: false, ignoreChangesAndAdditions: false, ignoreDeletions: false });
  if (!changed.ok) return changed;
  if (patchesConflict(patch.value, changed.value, type)) {
    return err(`patch:\n${JSON.stringify(patch.value)}\nconflicts with changes made from original to current:\n${JSON.stringify(changed.value)}\n`);
  }
  return ok(patch.value);
}
