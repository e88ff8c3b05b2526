import { benchScheduling } from '../../electron/engine/scheduler/bench/scheduling-bench.ts';
import type { BenchRow } from './benchmark.ts';

const rounds = 3;

/**
 * Pods placed per second, on workloads modelled on kube-scheduler's own performance tests. `bar` is what its CI asks of it at 5,000 nodes; the goal is ten
 * times that.
 */
export function benchPlacement(progress: (line: string) => void): BenchRow[] {
  const rows = benchScheduling({
    now: () => performance.now(), rounds,
    onRow: ({ name, nodes, pods, podsPerSecond }) => progress(`${name}, ${nodes} nodes, ${pods} pods: ${podsPerSecond} pods/s`),
  });
  return rows.map(({ podsPerSecond, bar, ...row }) => ({
    ...row, value: podsPerSecond, unit: 'pods/s', goal: 10 * bar, atLeast: true, podsPerSecond, bar,
  }));
}
