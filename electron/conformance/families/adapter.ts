import type { Outcome } from '../outcome.ts';
import type { VectorCase, VectorFile } from '../vector-file.ts';

/** Checks the cases of some families against the code of this program. */
export interface FamilyAdapter {
  /** Names as in the files' `family`. */
  readonly families: readonly string[];
  /** Must not depend on other cases or their order. Throwing counts as a failure of this case. */
  check(vector: VectorCase, file: VectorFile): Outcome;
}

/** An adapter whose cases have a type of their own: the family's shape, beside `id`. */
export function defineAdapter<C>(families: string[], check: (vector: C & { id: string }, file: VectorFile) => Outcome): FamilyAdapter {
  return { families, check: (vector, file) => check(vector as C & { id: string }, file) };
}
