/** How many workers look at nodes at once. Source: KubeSchedulerConfiguration.parallelism. */
export const parallelism = 16;

/** The queue, the scores and the binding of one pod: kube-scheduler's own CI asks for some 700 pods per second. */
const leastMs = 1;
/** What one worker needs for the filters of one node, in thousandths of a millisecond: as scheduler_perf shows it, to an order. */
const filterMicros = 30;

/**
 * Simulated time that placing one pod takes, so that pods get their nodes one after another: whole milliseconds, more when many nodes had to
 * be looked at, as for a pod that fits on none of thousands.
 */
export function cycleTimeMs(nodesLookedAt: number): number {
  return Math.max(leastMs, Math.round((nodesLookedAt * filterMicros) / parallelism / 1_000));
}
