import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import {
  applyJsonMergePatch, createJsonMergePatch, createThreeWayJsonMergePatch,
} from '../../../shared/kubernetes/patch/json-merge-patch.ts';
import { applyJsonPatch } from '../../../shared/kubernetes/patch/json-patch.ts';
import type { Result } from '../../../shared/result.ts';
import { ok } from '../../../shared/result.ts';
import type { Outcome } from '../outcome.ts';
import { allOf, compare, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface Expected { error?: boolean; result: JsonValue; patch: JsonObject }
type PatchCase = Expected & { original: JsonObject; modified: JsonObject; current: JsonObject } & (
  { op: 'mergePatch' | 'createMergePatch' | 'createThreeWayMergePatch' } | { op: 'jsonPatch'; patch: JsonValue });

export const patchJsonFamily = defineAdapter<PatchCase>(['patch-json'], (vector) => {
  const { original, modified, current, patch } = vector;
  switch (vector.op) {
    case 'jsonPatch':
      return compareResult(vector, applyJsonPatch(original, patch));
    case 'mergePatch':
      return compareResult(vector, ok(applyJsonMergePatch(original, patch)));
    case 'createMergePatch':
      return comparePatch(vector, ok(createJsonMergePatch(original, modified)), original);
    case 'createThreeWayMergePatch':
      return comparePatch(vector, createThreeWayJsonMergePatch(original, modified, current), current);
    default:
      return skipped('unknown op');
  }
});

function compareResult(expected: Expected, actual: Result<JsonValue, string>): Outcome {
  return compare(expected.error ? { error: true } : { result: expected.result }, actual.ok ? { result: actual.value } : { error: true });
}

/** The patch itself and what it makes of `target`. */
function comparePatch(expected: Expected, patch: Result<JsonObject, string>, target: JsonObject): Outcome {
  if (!patch.ok || expected.error) return compare(expected.error ?? false, !patch.ok);
  return allOf(
    () => compare(expected.patch, patch.value),
    () => (expected.result === undefined ? compare(true, true) : compare(expected.result, applyJsonMergePatch(target, patch.value))),
  );
}
