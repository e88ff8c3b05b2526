/**
 * How long after each fault it took until nothing was disturbed any more and stayed so up to the next fault. What one fault has left undone when the next strikes
 * is done when that one's is. A look at the moment of a fault already sees what it did.
 * @param faultsMs when faults struck, in order @param disturbedMs the looks at which something was, in order @param everyMs from one look to the next
 * @returns for each fault; undefined: not by `untilMs`, the last look
 */
export function recoveries(faultsMs: readonly number[], disturbedMs: readonly number[], untilMs: number, everyMs: number): (number | undefined)[] {
  return faultsMs.map((faultMs, index) => {
    for (let next = index; next < faultsMs.length; next += 1) {
      const beginMs = faultsMs[next] as number;
      const endMs = faultsMs[next + 1] ?? untilMs + 1;
      if (endMs === beginMs) continue;
      const last = disturbedMs.findLast((atMs) => atMs >= beginMs && atMs < endMs);
      if (last === undefined || last + everyMs < endMs) return (last ?? beginMs) - faultMs;
    }
    return undefined;
  });
}
