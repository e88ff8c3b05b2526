import type { ObjectRef } from '../kubernetes/registry.ts';
import type { LocalizedText } from './rows.ts';
import type { StateFamily } from './states.ts';

/** A kind that has objects. */
export interface ObjectKindRow {
  apiVersion: string;
  kind: string;
  count: number;
}

/** One object in a list of its kind. */
export interface ListedObject {
  ref: ObjectRef;
  /** What its card would say; absent for kinds without facts. */
  fact?: LocalizedText;
  family?: StateFamily;
}
