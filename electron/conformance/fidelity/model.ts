import type { FidelityClass } from '../../../shared/view/fidelity.ts';

export interface FieldFidelity {
  readonly class: FidelityClass;
  /** It holds for all fields below, which have no entries of their own. Always so for ignored ones. */
  readonly whole: boolean;
  /** One sentence for people; '' when there is nothing to say. */
  readonly note: string;
  /** Names of conformance families and of test files (without `.test.ts`), as written. */
  readonly proofs: readonly string[];
}

/** Fields of one schema type, by name. */
export type TypeFidelity = ReadonlyMap<string, FieldFidelity>;

/** Entries of all schema types, by type name. A type that only ignored fields lead to has none. */
export type FidelityEntries = ReadonlyMap<string, TypeFidelity>;
