/**
 * How long after each fault it took until nothing was disturbed any more and stayed so up to the next fault. What one fault has left undone when the next strikes
 * is done when that one's is.
 * @param faultsMs when faults struck, in order @param disturbedMs the ends of the seconds in which something was, in order
 * @returns for each fault; undefined: not by `untilMs`
 */
export function recoveries(faultsMs: readonly number[], disturbedMs: readonly number[], untilMs: number): (number | undefined)[] {
  return faultsMs.map((faultMs, index) => {
    for (let next = index; next < faultsMs.length; next += 1) {
      const beginMs = faultsMs[next] as number;
      const endMs = faultsMs[next + 1] ?? untilMs;
      if (endMs === beginMs && next + 1 < faultsMs.length) continue;
      const last = disturbedMs.findLast((atMs) => atMs > beginMs && atMs <= endMs);
      if (last === undefined || last < endMs) return (last ?? beginMs) - faultMs;
    }
    return undefined;
  });
}
