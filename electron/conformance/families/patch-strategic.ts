import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import {
  applyStrategicMergePatch, createThreeWayStrategicPatch, createTwoWayStrategicPatch,
} from '../../../shared/kubernetes/patch/strategic/strategic-merge-patch.ts';
import { objectType } from '../../../shared/kubernetes/schema/catalogue.ts';
import { allOf, compare, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface StrategicCase {
  op: 'apply' | 'createTwoWay' | 'createThreeWay';
  kind: string;
  original: JsonObject;
  modified: JsonObject;
  current: JsonObject;
  patch: JsonValue;
  result: JsonObject;
  error?: boolean;
  conflictWithoutOverwrite?: boolean;
}

export const patchStrategicFamily = defineAdapter<StrategicCase>(['patch-strategic'], (vector) => {
  const { original, modified, current } = vector;
  const type = objectType(vector.kind);
  if (vector.op === 'apply') {
    const result = applyStrategicMergePatch(original, vector.patch, type);
    return vector.error ? compare(true, !result.ok) : compare(vector.result, result.ok ? result.value : result.error);
  }
  if (vector.op === 'createTwoWay') {
    const patch = createTwoWayStrategicPatch(original, modified, type);
    if (!patch.ok || vector.error) return compare(vector.error ?? false, !patch.ok);
    const result = applyStrategicMergePatch(original, patch.value, type);
    return allOf(
      () => compare(vector.patch, patch.value), () => compare(vector.result, result.ok ? result.value : result.error),
    );
  }
  if (vector.op !== 'createThreeWay') return skipped('unknown op');
  const patch = createThreeWayStrategicPatch(original, modified, current, type, { overwrite: true });
  if (!patch.ok || vector.error) return compare(vector.error ?? false, !patch.ok);
  const careful = createThreeWayStrategicPatch(original, modified, current, type, { overwrite: false });
  const result = applyStrategicMergePatch(current, patch.value, type);
  return allOf(
    () => compare(vector.patch, patch.value),
    () => compare(vector.conflictWithoutOverwrite, !careful.ok),
    () => compare(vector.result, result.ok ? result.value : result.error),
  );
});
