import { benchScheduling } from '../../electron/engine/scheduler/bench/scheduling-bench.ts';
import type { Benchmark } from './benchmark.ts';

const rounds = 3;

export const schedulingBenchmark: Benchmark = {
  name: 'scheduling',
  summary: 'pods placed per second, on workloads modelled on kube-scheduler\'s own; `bar` is what its CI asks at 5,000 nodes',
  async run(progress) {
    const rows = benchScheduling({
      now: () => performance.now(), rounds,
      onRow: ({ name, nodes, pods, podsPerSecond }) => progress(`${name}, ${nodes} nodes, ${pods} pods: ${podsPerSecond} pods/s`),
    });
    return rows.map(({ podsPerSecond, bar, ...row }) => ({
      ...row, value: podsPerSecond, unit: 'pods/s', goal: 10 * bar, atLeast: true, podsPerSecond, bar,
    }));
  },
};
