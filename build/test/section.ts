/** How many checks of a section passed, failed and were skipped. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** One part of `npm test`. */
export interface Section {
  title: string;
  /** Runs the checks with their output on the terminal. Never rejects for a failing check. */
  run(): Promise<Count>;
}

export const noChecks: Count = { passed: 0, failed: 0, skipped: 0 };

/** Sum of two counts. */
export function add(a: Count, b: Count): Count {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The last line of a test command: `12 passed, 0 failed`, with `, 3 skipped` where there are any. */
export function summaryLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Reads a summary line (as `summaryLine` writes it) from the end of a command's output; undefined when there is none. */
export function parseSummaryLine(output: string): Count | undefined {
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  const match = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(last.trim());
  return match === null ? undefined : { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) };
}

/** A command that ended badly without a failed check of its own counts as one failure, so that no crash passes unnoticed. */
export function withExitCode(count: Count, exitCode: number): Count {
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
