import type { JsonValue } from '../../../shared/json.ts';
import { compare, failed, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';
import { constants } from './facts/constants.ts';
import { defaultValue } from './facts/defaults.ts';

/** Behaviour that does not exist yet. */
const missing: ReadonlySet<string> = new Set(['kubelet.imageGC.highThresholdPercent', 'kubelet.imageGC.lowThresholdPercent']);

/** Numbers that the code runs on, under their name, and defaults as admission sets them. */
export const factsFamily = defineAdapter<{ value: JsonValue }>(['facts'], ({ id, value }) => {
  if (missing.has(id)) return skipped('images are not collected yet');
  const actual = constants[id] ?? defaultValue(id);
  return actual === undefined ? failed('no constant of the code and no default stands for this fact') : compare(value, actual);
});
