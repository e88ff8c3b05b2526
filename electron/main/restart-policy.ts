/** Ends within this long are looked at together. */
const windowMs = 60_000;
/** Waiting before each restart within that time; one more end, and restarting is given up. */
const delaysMs = [0, 500, 1_000, 2_000, 4_000] as const;

/** Decides when a process that ended unexpectedly is started again: at once, then with growing patience, and not for ever. */
export class RestartPolicy {
  private endsMs: number[] = [];

  /** The process has ended. @returns how long to wait before starting it again; undefined: give up */
  next(nowMs: number): number | undefined {
    this.endsMs = this.endsMs.filter((endMs) => nowMs - endMs < windowMs);
    const delayMs = delaysMs[this.endsMs.length];
    this.endsMs.push(nowMs);
    return delayMs;
  }

  /** A person asked to try again. */
  forget(): void {
    this.endsMs = [];
  }
}
