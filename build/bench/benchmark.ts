/** One measured line. `value` is the median of the runs. */
export interface BenchRow {
  name: string;
  value: number;
  unit: string;
  /** What the number should reach; absent where there is no goal. `atLeast`: more is better. */
  goal?: number;
  atLeast?: boolean;
  /** Facts about the row: sizes, spread. */
  [fact: string]: string | number | boolean | undefined;
}

/** A family of measurements that `npm run bench -- NAME` runs. */
export interface Benchmark {
  name: string;
  summary: string;
  run(progress: (line: string) => void): Promise<BenchRow[]>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/**
 * Runs `work` a few times and gives the median of its milliseconds, after one run that does not count. Machines are noisy: compare only numbers of one
 * sitting.
 */
export function medianMs(runs: number, work: () => void): number {
  work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    work();
    times.push(performance.now() - startedMs);
  }
  return median(times);
}
