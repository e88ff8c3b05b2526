/**
 * How faithfully a field works: `simulated` as in Kubernetes; `approximated`: it has an effect, a simpler one (the note says which);
 * `ignored`: stored, validated and shown, without any effect.
 */
export type FidelityClass = 'simulated' | 'approximated' | 'ignored';

export interface FidelityRow {
  /** From the section's root, e.g. `spec.strategy.rollingUpdate.maxSurge`; `[]` after a list of objects, `.*` for all below. */
  readonly path: string;
  readonly class: FidelityClass;
  /** One sentence, in English; '' when there is nothing to say. */
  readonly note: string;
  /** Names of conformance families, and of test files such as `job.test`. */
  readonly proofs: readonly string[];
  /** The section that tells of the fields below. */
  readonly part?: string;
}

/** A kind, or a part that several kinds or parts have in common. */
export interface FidelitySection {
  /** e.g. `Deployment`, `PodSpec`. */
  readonly name: string;
  /** e.g. `apps/v1`; absent for a part. */
  readonly apiVersion?: string;
  readonly rows: readonly FidelityRow[];
}

export interface FidelityTable {
  readonly kinds: readonly FidelitySection[];
  readonly parts: readonly FidelitySection[];
}

/** Cases of a conformance family that passed, of all there are. */
export interface FamilyResult {
  readonly passed: number;
  readonly cases: number;
}

/** By family. */
export type FamilyResults = Readonly<Record<string, FamilyResult>>;

/** What the window shows: `renderer/fidelity/table.json`, written by `npm run fidelity`. */
export interface FidelityDocument extends FidelityTable {
  readonly results: FamilyResults;
}
