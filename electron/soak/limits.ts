/** What one life of a story may take. Beyond it the seed is reported and the next one gets its turn. */
export interface Limits {
  readonly componentRuns: number;
  readonly wallMs: number;
}

/** Thirty times what the busiest sound stories take. */
export const usualLimits: Limits = { componentRuns: 100_000, wallMs: 60_000 };

export const storyEnds = 'a story ends within its limits';

/** Runs in one piece, after which the wall clock is looked at. */
const pieceRuns = 2_000;

/** Keeps the account of one life. */
export class Spending {
  private readonly limits: Limits;
  private readonly sinceMs = performance.now();
  private runs = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Component runs that the next piece may take. */
  get nextPiece(): number {
    return Math.min(pieceRuns, this.limits.componentRuns - this.runs + 1);
  }

  /** @returns what was overdrawn, undefined: nothing */
  spend(runs: number): string | undefined {
    this.runs += runs;
    if (this.runs > this.limits.componentRuns) return `more than ${this.limits.componentRuns} component runs`;
    return performance.now() - this.sinceMs > this.limits.wallMs ? `more than ${this.limits.wallMs / 1000} s of wall time` : undefined;
  }
}
