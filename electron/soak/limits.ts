/** What one life of a story may take. Beyond it the seed is reported and the next one gets its turn. */
export interface Limits {
  readonly componentRuns: number;
  /** Processor time: on a busy machine a life lasts longer, and takes no more. */
  readonly workMs: number;
}

/** Far above what all sound stories take but those in which a node refuses the pods of a controller again and again for a quarter of an hour. */
export const usualLimits: Limits = { componentRuns: 400_000, workMs: 120_000 };

export const storyEnds = 'a story ends within its limits';

/** Runs in one piece, after which the clock is looked at. */
const pieceRuns = 2_000;

/** Keeps the account of one life. */
export class Spending {
  private readonly limits: Limits;
  private readonly sinceMs = workedMs();
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
    return workedMs() - this.sinceMs > this.limits.workMs ? `more than ${this.limits.workMs / 1000} s of processor time` : undefined;
  }
}

function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
