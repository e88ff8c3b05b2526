import type { JsonValue } from '../../../shared/json.ts';
import { compare, failed } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';
import { constants } from './facts/constants.ts';
import { defaultValue } from './facts/defaults.ts';

/** Numbers that the code runs on, under their name, and defaults as admission sets them. */
export const factsFamily = defineAdapter<{ value: JsonValue }>(['facts'], ({ id, value }) => {
  const actual = constants[id] ?? defaultValue(id);
  return actual === undefined ? failed('no constant of the code and no default stands for this fact') : compare(value, actual);
});
